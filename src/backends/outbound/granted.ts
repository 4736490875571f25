/** Bearer tokens of OAuth 2.0 that are granted for a while: asked for when needed, and anew when one counts no more. */
import { z } from 'zod';
import { second } from '../../lib/time.ts';
import type { Api, ApiOptions } from './api.ts';

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

/** A token, and how to forget it where it counts no more although it was promised longer. */
export type KeptToken = (() => Promise<string>) & { forget(): void };

/** Keeps a token until a minute before it ends. @param fetch answers the token and its length in seconds */
export function keptToken(fetch: () => Promise<{ token: string; seconds: number }>): KeptToken {
  let kept: { token: Promise<string>; until: number } | null = null;
  const token = () => {
    if (kept !== null && Date.now() < kept.until) return kept.token;
    const asked = fetch();
    const own = { token: asked.then(({ token }) => token), until: Date.now() + 60 * second };
    kept = own;
    asked.then(
      ({ seconds }) => {
        own.until = Date.now() + Math.max(5, seconds - 60) * second;
      },
      () => {
        if (kept === own) kept = null;
      },
    );
    return own.token;
  };
  return Object.assign(token, {
    forget() {
      kept = null;
    },
  });
}
