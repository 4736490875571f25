/** What a trainer says about the version that it made: a command in a file, others in an answer. */
import { z } from 'zod';
import type { VersionId } from '../domain/ids.ts';
import type { Version } from '../domain/version.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { type Instant, parseInstant, sayInstant } from '../lib/time.ts';
import type { RunState } from './contract.ts';

const text = z.string().trim().min(1).max(200);

/** Only what we use, and nothing else is asked for; `trained_until` proves that the comparison's rows were not seen. */
export const resultSchema = z.object({
  version: z.union([text, z.number().transform(String)]),
  trained_until: text,
  lineage: z
    .object({
      data: text.nullish(),
      code: text.nullish(),
      environment: text.nullish(),
      parent: text.nullish(),
      params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish(),
    })
    .prefault({}),
  metrics: z.record(z.string(), z.number()).prefault({}),
});

/** The version, or in a sentence's second half why it cannot be taken. */
export function versionOf(
  raw: unknown,
  { trainBefore, now }: { trainBefore: Instant; now: Instant },
): Result<Version, string> {
  const read = resultSchema.safeParse(raw);
  if (!read.success) {
    const [issue] = read.error.issues;
    const where = issue && issue.path.length > 0 ? issue.path.join('.') : 'the whole';
    return err(`its result cannot be used: ${where}: ${issue?.message ?? 'unreadable'}`);
  }
  const { version, trained_until, lineage, metrics } = read.data;
  const trainedUntil = parseInstant(trained_until);
  if (trainedUntil === null) {
    return err(`its result cannot be used: trained_until "${trained_until.slice(0, 40)}" is no ISO time`);
  }
  if (trainedUntil > trainBefore) {
    return err(
      `it trained on rows up to ${sayInstant(trainedUntil)}, but the comparison begins at ${sayInstant(trainBefore)}`,
    );
  }
  const { data, code, environment, parent, params } = lineage;
  return ok({
    id: version as VersionId,
    createdAt: now,
    lineage: {
      data: data ?? null,
      code: code ?? null,
      environment: environment ?? null,
      params: params ?? null,
      parent: (parent ?? null) as VersionId | null,
      trainedUntil,
    },
    metrics,
  });
}

/** The end of a run that succeeded: with the version that it named, with none, or failed because what it named cannot be taken. */
export function succeededWith(
  raw: unknown,
  { link, ...times }: { trainBefore: Instant; now: Instant; link?: string | null | undefined },
): RunState {
  const shown = link ? { link } : {};
  if (raw === undefined || raw === null) return { state: 'succeeded', version: null, ...shown };
  const version = versionOf(raw, times);
  return version.ok
    ? { state: 'succeeded', version: version.value, ...shown }
    : { state: 'failed', reason: version.error, ...shown };
}
