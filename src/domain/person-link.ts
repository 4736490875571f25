/** One person with several accounts: what says that two accounts are the same human, and who they are then. */
import { ok } from '../lib/result.ts';
import { type Instant, minute } from '../lib/time.ts';
import type { PersonId } from './ids.ts';
import type { Person } from './person.ts';
import { type Decided, no } from './rejection.ts';

/** An account that only its platform knew (`discord:1180…`) and the person that it belongs to. */
export interface Link {
  account: PersonId;
  person: PersonId;
}

/** A code that somebody was shown on one surface, to be said on another; only its hash is kept. */
export interface LinkCode {
  by: PersonId;
  hash: string;
  until: Instant;
}

export const linkCodeMs = 10 * minute;

/** What links, codes and people must be known for. */
export interface Linked {
  people: Person[];
  links: Link[];
  codes: LinkCode[];
}

/** Accounts that are written nowhere have their surface in front of their name; what people chose has no colon. */
export const isAccount = (id: PersonId): boolean => id.includes(':');

/** Who an id is now, after links. */
export const whoIs = ({ links }: Pick<Linked, 'links'>, id: PersonId): PersonId =>
  links.find(({ account }) => account === id)?.person ?? id;

/** Which account would belong to whom if this code were used by somebody; one who is written in a file keeps that name. */
export function linkBy(
  { people, links, codes }: Linked,
  used: { by: PersonId; hash: string },
  now: Instant,
): Decided<Link> {
  const code = codes.find((one) => one.hash === used.hash && one.until > now);
  if (!code) return no('bad_code');
  const [one, other] = [whoIs({ links }, code.by), whoIs({ links }, used.by)];
  if (one === other) return no('own_code');
  const configured = (id: PersonId) => people.some((person) => person.id === id);
  if (configured(one) && configured(other)) return no('two_people', { one, other });
  return ok(configured(other) ? { account: one, person: other } : { account: other, person: one });
}

/** An account that others were linked to takes them along. */
export const addLink = (links: Link[], { account, person }: Link): Link[] => [
  ...links
    .filter((link) => link.account !== account)
    .map((link) => (link.person === account ? { ...link, person } : link)),
  { account, person },
];
