/** Steward's own registry, for teams that have none: versions with lineage, and one champion by compare-and-set. */
import { z } from 'zod';
import { defineBackend } from './contract.ts';
import { onlyKeeps } from './lacking.ts';

export const builtin = defineBackend({
  id: 'builtin',
  title: "Steward's own",
  config: z.object({}),
  lacks: {
    ...onlyKeeps,
    produced: 'versions are recorded when the trainer names them',
    resolve: 'it keeps what a version was made of, not the things themselves',
    monitor: "Steward's own monitors look at the predictions",
    hear: 'nobody changes it but Steward',
  },
  async open(_, { versions }) {
    return {
      registry: {
        versions: (model) => versions.list(model),
        roles: (model) => versions.roles(model),
        async assign({ model, role, to, expected }) {
          const known = await versions.list(model);
          if (!known.some(({ id }) => id === to)) {
            return { outcome: 'refused', reason: `${model} has no version "${to}"` };
          }
          const found = await versions.swap({ model, role, to, expected });
          return found === to || found === expected
            ? { outcome: 'done' }
            : { outcome: 'conflict', actual: found };
        },
        register: (model, version, role) => versions.add(model, version, role),
      },
      probe: async () => "versions are kept in Steward's own database",
      async close() {},
    };
  },
});
