/** Bearer tokens of OAuth 2.0 that are granted for a while: asked for when needed, and anew when one counts no more. */
import { z } from 'zod';
import { type Api, type ApiOptions, keptToken } from './api.ts';

const Granted = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().default(300) });

export interface Grant {
  /** Where tokens are given; its own proof, if it wants one, is that of this API. */
  door: Api;
  path: string;
  /** The fields of the grant (RFC 6749, 4.4; RFC 7523, 2.1), made anew for each token. */
  form(): Promise<Record<string, string>>;
}

/** Proves who calls with a granted token: to be spread into the options of `openApi`. */
export function grantedToken({ door, path, form }: Grant): Required<Pick<ApiOptions, 'authorise' | 'renew'>> {
  const token = keptToken(async () => {
    const sent = { method: 'POST', form: await form() } as const;
    const given = await door.mustRead(Granted, path, sent);
    return { token: given.access_token, seconds: given.expires_in };
  });
  return {
    authorise: async () => ({ authorization: `Bearer ${await token()}` }),
    renew: token.forget,
  };
}
