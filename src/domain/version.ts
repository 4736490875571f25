import type { Instant } from '../lib/time.ts';
import type { VersionId } from './ids.ts';

/** One trained version, written once under the registry's own name for it. */
export interface Version {
  id: VersionId;
  createdAt: Instant;
  lineage: Lineage;
  metrics: Record<string, number>;
}

/** What is needed to make the same version again; null: nobody told us. */
export interface Lineage {
  data: string | null;
  code: string | null;
  params: Record<string, string | number | boolean> | null;
  environment: string | null;
  /** Newest row that training saw. */
  trainedUntil: Instant | null;
  parent: VersionId | null;
}

/** Parts of a lineage that were looked for; a part that is absent was not, and counts for nothing. */
export type Resolved = Partial<Record<'data' | 'code' | 'params' | 'environment', 'there' | 'gone'>>;

/** The parts of its lineage that are missing before a version can be called reproducible. */
export function missingLineage(version: Version): string[] {
  const { data, code, params, environment } = version.lineage;
  return Object.entries({ data, code, params, environment })
    .filter(([, part]) => part === null)
    .map(([name]) => name);
}
