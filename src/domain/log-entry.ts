import type { Instant } from '../lib/time.ts';
import type { ModelId, PersonId } from './ids.ts';

/** One entry of the audit log: an event of one stream with its place in the chain. */
export interface LogEntry {
  stream: string;
  seq: number;
  /** Order over all streams. */
  position: number;
  type: string;
  at: Instant;
  by: PersonId | null;
  model: ModelId | null;
  /** What happened, as it was hashed. */
  event: Record<string, unknown> & { type: string };
  hash: string;
}
