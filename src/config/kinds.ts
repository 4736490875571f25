import { backends } from '../backends/index.ts';
import { stores } from '../stores/index.ts';
import type { Kinds } from './configuration.ts';

/** Every adapter that this build has. */
export const kinds: Kinds = { stores, backends };
