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

export const lineageParts = ['data', 'code', 'params', 'environment'] as const;
export type LineagePart = (typeof lineageParts)[number];

/** Parts of a lineage that were looked for; a part that is absent was not, and counts for nothing. */
export type Resolved = Partial<Record<LineagePart, 'there' | 'gone'>>;

/** What stands between a version and making it again; reproducible only where all three are empty. */
export interface Missing {
  /** Nobody told us. */
  unknown: LineagePart[];
  /** Looked for, and not there any more. */
  gone: LineagePart[];
  /** Named, but nobody looked whether it is still there. */
  unseen: LineagePart[];
}

/** Parameters are kept whole, so knowing them is having them; everything else has to be found. */
export function missingLineage({ lineage }: Pick<Version, 'lineage'>, resolved: Resolved = {}): Missing {
  const known = lineageParts.filter((part) => lineage[part] !== null);
  return {
    unknown: lineageParts.filter((part) => lineage[part] === null),
    gone: known.filter((part) => resolved[part] === 'gone'),
    unseen: known.filter((part) => part !== 'params' && resolved[part] === undefined),
  };
}
