/** What kinds of one sort lack alike, so that each says only what is its own. */
import type { BackendKind } from './contract.ts';

type Lacks = BackendKind['lacks'];

/** Of a system that runs jobs and keeps no versions. */
export const onlyTrains: Lacks = {
  registry: 'it keeps no versions; a registry is configured beside it',
  register: 'no registry',
  produced: 'no registry; versions are found in the one beside it, by the key of the run',
  champion: 'no registry',
  challenger: 'no registry',
  promote: 'no registry',
  metrics: 'no registry',
  resolve: 'no registry',
  monitor: 'it watches runs, not models',
  hear: 'its runs are asked about',
};

/** Of a system that keeps versions and trains none. */
export const onlyKeeps: Lacks = {
  trainer: 'it keeps versions; a trainer is configured beside it',
  find: 'no trainer',
  cancel: 'no trainer',
};
