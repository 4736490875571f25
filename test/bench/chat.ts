/**
 * How fast Steward answers on Slack: commands at a steady rate with many models in Postgres. Prints how long Slack waited for
 * the acknowledgement and the person for the answer, beside a bare transaction of the same database in the same run.
 * `npm run bench:chat -- [--json] [--models 1000] [--rate 50] [--seconds 60] [--runs 3]`
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { openSql } from '../../src/db/open-sql.ts';
import { startSlack } from '../emulators/slack/slack.ts';
import { benchmark, count } from './benchmark.ts';

const { models, rate, seconds, runs, json } = benchmark('bench:chat', 'How soon Steward answers on Slack.')
  .option('--models <count>', 'models in the database', count, 1000)
  .option('--rate <count>', 'commands a second', count, 50)
  .option('--seconds <count>', 'of commands', count, 60)
  .option('--runs <count>', 'of which medians are printed', count, 3)
  .parse()
  .opts<{ models: number; rate: number; seconds: number; runs: number; json: boolean }>();

const at = (sorted: number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
const spread = (all: number[]) => {
  const sorted = all.toSorted((a, b) => a - b);
  return {
    p50: at(sorted, 0.5),
    p95: at(sorted, 0.95),
    p99: at(sorted, 0.99),
    most: sorted.at(-1) ?? Number.NaN,
  };
};
const decisions = 10;
const median = (all: number[]): number => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]!;

const home = await mkdtemp(path.join(tmpdir(), 'steward-bench-'));
await using slack = await startSlack({});
const people = Array.from({ length: 20 }, (_, index) => `person${index}`);
slack.userGroup('ml-eng', people);
slack.userGroup('ml-leads', ['lead']);
slack.channel('ml').join(...people, 'lead');
const child = spawn(
  process.execPath,
  ['--import', 'tsx', path.join(import.meta.dirname, 'chat-process.ts')],
  {
    env: { ...process.env, BENCH_HOME: home, BENCH_MODELS: String(models), BENCH_SLACK: slack.url },
    stdio: ['ignore', 'pipe', 'inherit'],
  },
);
try {
  const [url, page] = await new Promise<[string, string]>((resolve, reject) => {
    child.stdout.on('data', (text) => {
      const ready = /READY (\S+) (\S+)/.exec(String(text));
      if (ready) resolve([ready[1]!, ready[2]!]);
    });
    child.on('exit', (code) => reject(new Error(`Steward ended with ${code}`)));
  });
  await slack.sockets(2);
  const sql = openSql(url, { max: 5 });
  await sql`create table if not exists bench_bare (id bigserial primary key, at timestamptz default now())`;
  const measured = [];
  for (let run = 0; run < runs; run++) measured.push(await measure(sql));
  await sql.end();
  const seen = await decide(page);
  const result = {
    cores: availableParallelism(),
    node: process.version,
    models,
    rate,
    seconds,
    runs: measured,
    median: {
      ackP99Ms: median(measured.map(({ ack }) => ack.p99)),
      statusP95Ms: median(measured.map(({ status }) => status.p95)),
      bareP99Ms: median(measured.map(({ bare }) => bare.p99)),
    },
    decisionSeenMs: seen,
    violations: slack.violations.length,
  };
  if (json) process.stdout.write(`${JSON.stringify(result)}\n`);
  else {
    const say = (name: string, of: ReturnType<typeof spread>) =>
      `${name.padEnd(34)} p50 ${of.p50.toFixed(1).padStart(7)}  p95 ${of.p95.toFixed(1).padStart(7)}  p99 ${of.p99.toFixed(1).padStart(7)} ms`;
    for (const [index, one] of measured.entries()) {
      process.stdout.write(`run ${index + 1}: ${one.commands} commands, ${one.late} not answered\n`);
      process.stdout.write(`  ${say('bare transaction', one.bare)}\n  ${say('acknowledgement', one.ack)}\n`);
      process.stdout.write(
        `  ${say('answer of /model status', one.status)}\n  ${say('answer of what commits', one.commit)}\n`,
      );
    }
    const { ackP99Ms, statusP95Ms, bareP99Ms } = result.median;
    process.stdout.write(
      `median of ${runs} runs, ${models} models, ${rate} commands a second for ${seconds} s, ${result.cores} cores: ` +
        `acknowledgement p99 ${ackP99Ms.toFixed(0)} ms (goal 250), /model status p95 ${statusP95Ms.toFixed(0)} ms (goal 1000), ` +
        `bare transaction p99 ${bareP99Ms.toFixed(1)} ms; ${slack.violations.length} violations of Slack's limits\n`,
    );
    process.stdout.write(
      `${decisions} decisions, from the press until every copy of the card shows it: on Slack at most ${seen.slack.most.toFixed(0)} ms, ` +
        `on the page ${seen.page.most.toFixed(0)} ms (goal 5000)\n`,
    );
  }
  if (slack.violations.length > 0) process.stderr.write(`${[...new Set(slack.violations)].join('\n')}\n`);
} finally {
  child.removeAllListeners('exit');
  child.kill('SIGTERM');
  await new Promise((resolve) => child.on('exit', resolve));
  await rm(home, { recursive: true, force: true });
}

/** One minute of people, four in five of whom ask and one of whom changes something, and bare transactions in between. */
async function measure(sql: ReturnType<typeof openSql>) {
  const ack: number[] = [];
  const status: number[] = [];
  const commit: number[] = [];
  const bare: number[] = [];
  let late = 0;
  const total = rate * seconds;
  const work: Promise<unknown>[] = [];
  const began = performance.now();
  for (let index = 0; index < total; index++) {
    const due = began + (index * 1000) / rate;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const model = `model-${(index * 37) % models}`;
    const by = people[index % people.length]!;
    const writes = index % 5 === 0;
    const words = writes ? `/model mute ${model} 1d bench ${index}` : `/model status ${model}`;
    const start = performance.now();
    work.push(
      slack
        .command(words, { by, in: 'ml' })
        .then(async (reply) => {
          ack.push(reply.ackMs);
          await reply.whisper();
          (writes ? commit : status).push(performance.now() - start);
        })
        .catch(() => {
          late += 1;
        }),
    );
    if (index % 5 === 2) {
      const from = performance.now();
      work.push(
        sql
          .begin((one) => one`insert into bench_bare default values`)
          .then(() => bare.push(performance.now() - from)),
      );
    }
  }
  await Promise.all(work);
  // The emulator keeps every message; the next run starts with an empty desk.
  slack.world.messages.length = 0;
  slack.world.calls.length = 0;
  return {
    commands: total,
    late,
    ack: spread(ack),
    status: spread(status),
    commit: spread(commit),
    bare: spread(bare),
  };
}

/** From a press that decides until each copy of the card, in the channel and on the page, says so. */
async function decide(page: string) {
  const [onSlack, onPage]: [number[], number[]] = [[], []];
  const show = async () => (await fetch(`${page}/channels/ml`)).text();
  for (let round = 0; round < decisions; round++) {
    const [asked, denied] = [`please ${round}!`, `not now ${round}!`];
    await (
      await slack.command(`/model retrain fremont-bridge ${asked}`, { by: people[0]!, in: 'ml' })
    ).whisper();
    const card = await slack.channel('ml').expectCard(asked, 20_000);
    const form = await (await card.press('Deny', { by: 'lead' })).modal();
    const from = performance.now();
    const since = () => performance.now() - from;
    const pageShows = (async () => {
      while (!(await show()).includes(denied)) await new Promise((resolve) => setTimeout(resolve, 20));
      onPage.push(since());
    })();
    await form.submit({ reason: denied });
    await card.expectUpdate(denied, 70_000);
    onSlack.push(since());
    await pageShows;
  }
  return { slack: spread(onSlack), page: spread(onPage) };
}
