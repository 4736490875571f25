/** OAuth tokens of a fake: given for the right client, counted by the fake, and expired when a test says so. */
import { z } from 'zod';
import { type Route, route } from './http-fake.ts';

export interface TokenOptions {
  path: `/${string}`;
  /** The fields of the form, strict; wrong values are answered with 401. */
  form: z.ZodType;
  /** Whether the client stands in the `Authorization` header, and as what. */
  basic?: string;
  lifetimeSeconds?: number;
}

export function fakeTokens({ path, form, basic, lifetimeSeconds = 3600 }: TokenOptions) {
  const living = new Set<string>();
  let given = 0;
  const tokens: Route = route(
    `POST ${path}`,
    { body: z.looseObject({}), form: true, open: true },
    (asked) => {
      const client = basic && `Basic ${Buffer.from(basic).toString('base64')}`;
      if (!form.safeParse(asked.body).success || (client && asked.headers.authorization !== client)) {
        return { status: 401, json: { error: 'invalid_client' } };
      }
      given += 1;
      const token = `token-${given}`;
      living.add(token);
      return { json: { access_token: token, token_type: 'Bearer', expires_in: lifetimeSeconds } };
    },
  );
  return {
    route: tokens,
    given: () => given,
    /** All tokens so far count no more, earlier than was promised. */
    expire: () => living.clear(),
    authorised: (headers: Record<string, string>) =>
      living.has((headers.authorization ?? '').replace(/^Bearer /, '')),
  };
}
