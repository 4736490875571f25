/** Tokens of ModelOp's own login, which answers them as text or as JSON, and seldom says for how long. */
import { z } from 'zod';
import { Fault } from '../../lib/fault.ts';
import type { OpenBackend } from '../contract.ts';
import { type Api, type ApiOptions, asLater } from '../outbound/api.ts';
import { keptToken } from '../outbound/granted.ts';
import type { LoginSettings } from '../outbound/settings.ts';
import { expectDone } from '../outbound/started.ts';

const Granted = z.union([
  z.string().transform((token) => ({ access_token: token, expires_in: 300 })),
  z.object({ access_token: z.string(), expires_in: z.number().default(300) }),
]);

export function loginOf(
  door: Api,
  { username = '', password }: LoginSettings,
  { secret }: Pick<OpenBackend, 'secret'>,
): Required<Pick<ApiOptions, 'authorise' | 'renew'>> {
  const token = keptToken(async () => {
    const form = { username, password: password ? await secret(password) : '' };
    const given = await asLater(door.act('/gocli/token', { form }));
    expectDone(given);
    const known = Granted.safeParse(given.body ?? given.text.trim()).data;
    // Neither an empty answer nor a page is a token.
    if (known && /^[\w.~+/=-]+$/.test(known.access_token))
      return { token: known.access_token, seconds: known.expires_in };
    throw new Fault('unreadable', 'ModelOp answered the login with something else than a token.', {
      retry: 'later',
    });
  });
  return {
    authorise: async () => ({ authorization: `Bearer ${await token()}` }),
    renew: token.forget,
  };
}
