/** Steward's own registry, for teams that have none: versions with lineage, and one champion by compare-and-set. */
import { z } from 'zod';
import { defineBackend } from './contract.ts';

export const builtin = defineBackend({
  id: 'builtin',
  config: z.object({}),
  lacks: {
    trainer: 'it keeps versions; a trainer is configured beside it',
    find: 'no trainer',
    cancel: 'no trainer',
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
