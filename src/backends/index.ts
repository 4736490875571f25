import { builtin } from './builtin.ts';
import { command } from './command.ts';
import { webhook } from './webhook.ts';

/** Every kind of backend; a file of this folder that is not here does not exist. */
export const backends = [builtin, command, webhook] as const;
