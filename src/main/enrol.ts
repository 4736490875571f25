/** Models and channels that people set up in chat. */
import type { Context } from '../commands/contract.ts';
import type { Ports } from '../effects/ports.ts';
import { register } from './register.ts';
import { setUpChannel } from './set-up-channel.ts';

export const enrol = (ports: Ports): Pick<Context, 'register' | 'setUpChannel'> => ({
  register: (filled) => register(ports, filled),
  setUpChannel: (filled) => setUpChannel(ports, filled),
});
