/**
 * The demo's trainer, run as a command of its own: really fits a model on rows before `trainBefore` whose labels had arrived,
 * and writes its predictions from the comparison's first row on, as a challenger that runs in the shadow would.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { parseInstant, sayInstant } from '../lib/time.ts';
import { environmentOf, outcomeVariables } from './train/environment.ts';
import { fit, predict } from './train/fit.ts';
import { recipes } from './train/recipes.ts';
import { openRows } from './train/rows.ts';

const instant = z.string().transform((text) => parseInstant(text) ?? Number.NaN);
const request = z.object({
  model: z.string(),
  reason: z.string(),
  champion: z.string().nullable(),
  trainBefore: instant,
  evaluate: z.object({ from: instant, to: instant }),
});

const { requestFile, resultFile, progressFile } = outcomeVariables();
const asked = request.parse(JSON.parse(readFileSync(requestFile, 'utf8')));
const recipe = recipes[asked.model];
if (!recipe) throw new Error(`the demo has no recipe for ${asked.model}`);
const writeWhole = (file: string, value: unknown) => {
  writeFileSync(`${file}.new`, JSON.stringify(value));
  renameSync(`${file}.new`, file);
};
const say = (progress: number, step: string) => writeWhole(progressFile, { progress, step });

const folder = path.join(process.cwd(), 'predictions', asked.model);
const version = `v${Math.max(...readdirSync(folder).map((file) => Number(/^v(\d+)\.parquet$/.exec(file)?.[1] ?? 0))) + 1}`;

say(0.1, 'reading rows');
await using rows = await openRows(process.cwd(), asked.model);
const from = asked.trainBefore - recipe.trainMs;
const known = await rows.labelled({ from, to: asked.trainBefore }, asked.trainBefore);
if (known.length < 100)
  throw new Error(`only ${known.length} labelled rows before ${sayInstant(asked.trainBefore)}`);

say(0.4, `fitting on ${known.length} rows`);
const model = fit(known, recipe);

say(0.8, 'predicting');
const later = await rows.since(asked.evaluate.from);
await rows.write(path.join(folder, `${version}.parquet`), {
  version,
  binary: recipe.task === 'binary',
  predictions: later.map((row) => ({ id: String(row.prediction_id), value: predict(model, row) })),
  from: asked.evaluate.from,
});

const newest = Math.max(...known.map((row) => Number(row.at)));
const { lambda, trainMs, numeric, categorical } = recipe;
writeWhole(resultFile, {
  version,
  // The end of the newest row that it saw, so that `[trained_until, …)` holds only unseen rows.
  trained_until: new Date(Math.min(newest + 1, asked.trainBefore)).toISOString(),
  lineage: {
    data: `sha256:${createHash('sha256').update(JSON.stringify(known)).digest('hex')}`,
    code: `sha256:${createHash('sha256')
      .update(readFileSync(new URL(import.meta.url)))
      .digest('hex')
      .slice(0, 16)}`,
    environment: environmentOf(),
    parent: asked.champion,
    params: { lambda, days: trainMs / 86_400_000, columns: [...numeric, ...categorical].join(' ') },
  },
  metrics: { rows: known.length, ...model.metrics },
});
say(1, 'done');
process.stdout.write(`${version} from ${known.length} rows\n`);
