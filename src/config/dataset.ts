// `data:` of a model in YAML: where predictions and labels lie and which column means what.
import { z } from 'zod';
import { type Dataset, type Feature as DomainFeature, defaultChunks } from '../domain/dataset.ts';
import { day, minute } from '../lib/time.ts';
import { duration, entry, text, unique } from './scalars.ts';

const column = text(200);

const Feature = z.union([
  column.transform((name): DomainFeature => ({ column: name, type: null })),
  entry({
    column,
    type: z.enum(['numeric', 'categorical']).nullish().describe('Default: by the type of the column'),
    importance: z.number().min(0).max(1).optional().describe('Share of importance to the model, 0…1'),
  }).transform(
    ({ column, type, importance }): DomainFeature => ({
      column,
      type: type ?? null,
      ...(importance === undefined ? {} : { importance }),
    }),
  ),
]);

const Labels = entry({
  source: text(500).optional().describe("A table, path or glob. Default: the predictions' own rows"),
  key: column.optional().describe("Default: the predictions' key"),
  label: column,
  time: column.optional().describe('When the label arrived. Default: known at once'),
  delay: duration(0).optional().describe('How long labels usually take. Default: 0s'),
});

const Chunks = entry({
  length: duration(minute).optional().describe('Rows are counted chunk by chunk. Default: 1d'),
  lateness: duration(0).optional().describe('How late rows may arrive. Default: 3d'),
  keep: duration(day).optional().describe('How long counts are kept. Default: 800d'),
});

export const Data = entry({
  predictions: text(500).describe('A table, or for file stores a path or glob'),
  key: column.describe('Names one prediction; joins labels'),
  time: column.describe('When the prediction was made'),
  version: column.optional().describe('The version that predicted. Default: all rows belong to the champion'),
  prediction: column,
  score: column.optional().describe('Predicted probability of the positive class'),
  features: unique(Feature, (feature) => feature.column)
    .optional()
    .describe('Default: every column without another meaning'),
  segments: unique(column)
    .default([])
    .describe(
      'Columns that divide the population. Their mix is watched; metrics are not computed per segment',
    ),
  labels: Labels.optional(),
  chunks: Chunks.optional().describe('How predictions are counted once and kept'),
}).transform(
  ({ version, score, features, labels, chunks, ...rest }): Dataset => ({
    ...rest,
    features: features ?? null,
    ...(version === undefined ? {} : { version }),
    ...(score === undefined ? {} : { score }),
    ...(labels === undefined
      ? {}
      : {
          labels: {
            source: labels.source ?? null,
            key: labels.key ?? rest.key,
            label: labels.label,
            time: labels.time ?? null,
            delayMs: labels.delay ?? 0,
          },
        }),
    ...(chunks === undefined
      ? {}
      : {
          chunks: {
            lengthMs: chunks.length ?? defaultChunks.lengthMs,
            latenessMs: chunks.lateness ?? defaultChunks.latenessMs,
            keepMs: chunks.keep ?? defaultChunks.keepMs,
          },
        }),
  }),
);
