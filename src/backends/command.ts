/** A trainer that is a command on this host: an argument list, never a shell. Its runs outlive a crash of Steward. */
import { z } from 'zod';
import { Fault } from '../lib/fault.ts';
import { defineBackend } from './contract.ts';
import { findProgram, hostTrainer, shownVariables } from './host-run/trainer.ts';
import { onlyTrains } from './lacking.ts';
import { length } from './outbound/settings.ts';

const config = z.object({
  /** Program and arguments, each by itself. */
  argv: z.array(z.string().min(1).max(4000)).min(1).max(200),
  /** Where it runs; the working folder of Steward when absent. */
  folder: z.string().optional(),
  timeout: length.prefault('6h'),
  /** Names of variables that the command may see, besides PATH, HOME, LANG and TZ. */
  environment: z.array(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/)).default([]),
  /** Variables with fixed values. Secrets do not belong here: name them in `environment`. */
  variables: z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/), z.string()).default({}),
});

export const command = defineBackend({
  id: 'command',
  title: 'A program on this host',
  config,
  unanswered: 'key',
  lacks: { ...onlyTrains, hear: 'it writes files' },
  async open({ argv, folder, timeout, variables, environment: named }, { workFolder, environment }) {
    const shown = { ...shownVariables(environment, named), ...variables };
    return {
      trainer: hostTrainer(workFolder, { argv, folder, timeoutMs: timeout, environment: async () => shown }),
      async probe() {
        if (await findProgram(argv[0]!, { folder, PATH: shown.PATH })) return `${argv[0]} is there`;
        throw new Fault('refused', `There is no program "${argv[0]}".`, { retry: 'never' });
      },
      async close() {},
    };
  },
});
