/** `steward export`: the log of decisions with its proof, or the models as YAML. */

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Command } from 'commander';
import { toYaml } from '../config/model-entry.ts';
import type { Db } from '../db/connect.ts';
import { readWorkspace } from '../db/read.ts';
import { Fault } from '../lib/fault.ts';
import type { Instant } from '../lib/time.ts';
import { findModel, readTime } from './find-model.ts';

interface Options {
  since?: string;
  format: string;
  output?: string;
  config?: boolean;
}

export function exportLog(program: Command): void {
  program
    .command('export')
    .summary('write the log of decisions, or models as YAML')
    .description(
      'Writes every entry with its hash and the hash before it, so that the chain can be checked without Steward: ' +
        'hash = sha256(previous hash + newline + body).',
    )
    .argument('[model]', 'one model; all of the log by default')
    .option('--since <time>', 'only entries at or after this time')
    .option('--format <format>', 'jsonl or csv', 'jsonl')
    .option('--output <file>', 'a file instead of the terminal')
    .option('--config', 'write the model as YAML instead of its log')
    .addHelpText(
      'after',
      '\nExamples:\n  $ steward export > log.jsonl\n  $ steward export churn-v3 --config > churn-v3.yaml',
    )
    .action(run);
}

async function run(
  id: string | undefined,
  { since, format, output, config = false }: Options,
): Promise<void> {
  if (format !== 'jsonl' && format !== 'csv') {
    throw new Fault('usage', `--format must be jsonl or csv, not "${format.slice(0, 40)}".`, {
      retry: 'never',
    });
  }
  const from = since === undefined ? null : readTime(since, '--since');
  const { withDatabase } = await import('../main/with-database.ts');
  await withDatabase(async ({ db }) => {
    const known = id === undefined ? null : await findModel(db, id);
    if (config && !known) throw new Fault('usage', '--config needs a model.', { retry: 'never' });
    const sink = output === undefined ? process.stdout : createWriteStream(output, { flags: 'wx' });
    if (output !== undefined) {
      await once(sink, 'open').catch((cause: NodeJS.ErrnoException) => {
        const why = cause.code === 'EEXIST' ? 'it is there already' : (cause.code ?? 'unknown');
        throw new Fault('usage', `${output} cannot be written: ${why}.`, { retry: 'never', cause });
      });
    }
    const write = async (text: string) => {
      if (!sink.write(text)) await once(sink, 'drain');
    };
    if (config) await write(toYaml(known!.model, (await readWorkspace(db)).policies));
    else await writeLog(db, { model: known?.model.id ?? null, from, csv: format === 'csv', write });
    if (output !== undefined) await new Promise<void>((resolve) => sink.end(() => resolve()));
  });
}

interface Writing {
  model: string | null;
  from: Instant | null;
  csv: boolean;
  write: (text: string) => Promise<void>;
}

async function writeLog(db: Db, { model, from, csv, write }: Writing): Promise<void> {
  const { sql } = db;
  if (csv) await write('position,stream,seq,at,by,type,hash,body\n');
  const rows = sql<Record<string, string | number | null>[]>`
    select position::float8 as position, stream, seq, at::float8 as at, by, type, hash, body from events
    where true ${model === null ? sql`` : sql`and model = ${model}`} ${from === null ? sql`` : sql`and at >= ${from}`}
    order by position`;
  // In pieces: a log of years does not fit into memory.
  for await (const piece of rows.cursor(500)) {
    for (const row of piece) {
      const line = { ...row, at: new Date(Number(row.at)).toISOString() };
      await write(csv ? `${Object.values(line).map(cell).join(',')}\n` : `${JSON.stringify(line)}\n`);
    }
  }
  const [seal] =
    await sql`select number, at::float8 as at, events, hash from seals order by number desc limit 1`;
  if (!csv && seal) await write(`${JSON.stringify({ seal })}\n`);
}

/** A cell that begins like a formula is text to a spreadsheet only behind a quote. */
const cell = (value: unknown): string => {
  const text = String(value ?? '');
  return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
};
