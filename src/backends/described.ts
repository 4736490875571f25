/** A version as a training program describes it in flat text: tags, labels or properties of the system that keeps it. */
import type { VersionId } from '../domain/ids.ts';
import type { Version } from '../domain/version.ts';
import { type Instant, parseInstant } from '../lib/time.ts';

/** What it writes, besides `metric.<name>` and `param.<name>`. */
export const described = {
  key: 'steward.key',
  trainedUntil: 'steward.trained_until',
  data: 'steward.data',
  code: 'steward.code',
  environment: 'steward.environment',
  parent: 'steward.parent',
} as const;

export interface Said {
  id: string;
  createdAt: Instant;
  text: Readonly<Record<string, string | null | undefined>>;
}

/** What nobody wrote is null; a number that is none is left out. */
export function versionFrom({ id, createdAt, text }: Said): Version {
  const under = (start: string) =>
    Object.entries(text).flatMap(([name, value]) =>
      name.startsWith(start) && typeof value === 'string' ? [[name.slice(start.length), value] as const] : [],
    );
  const numbers = under('metric.').flatMap(([name, value]) =>
    value.trim() !== '' && Number.isFinite(Number(value)) ? [[name, Number(value)] as const] : [],
  );
  const params = under('param.');
  const until = text[described.trainedUntil];
  return {
    id: id as VersionId,
    createdAt,
    lineage: {
      data: text[described.data] ?? null,
      code: text[described.code] ?? null,
      environment: text[described.environment] ?? null,
      params: params.length > 0 ? Object.fromEntries(params) : null,
      parent: (text[described.parent] ?? null) as VersionId | null,
      trainedUntil: until ? parseInstant(until) : null,
    },
    metrics: Object.fromEntries(numbers),
  };
}
