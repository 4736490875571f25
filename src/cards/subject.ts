import type { ModelId, VersionId } from '../domain/ids.ts';
import { fingerprint } from '../lib/hash.ts';

/** What a rollback button showed: pressed after the champion has moved, it must not move it again. */
export const rollbackSubject = (model: ModelId, from: VersionId): string =>
  fingerprint({ rollback: model, from });
