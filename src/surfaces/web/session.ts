/** Who sits at the page: a signed cookie with a random session id and the person that the visitor acts as. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { PersonId } from '../../domain/ids.ts';

export interface Session {
  /** Random; private answers belong to it. */
  id: string;
  /** Empty until the visitor said who they are. */
  person: PersonId | null;
}

export const cookieName = 'steward_session';

const mac = (key: string, text: string): string => createHmac('sha256', key).update(text).digest('base64url');

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

export const newSession = (): Session => ({ id: randomBytes(16).toString('base64url'), person: null });

/** The cookie's value: `<id>.<person>.<signature>`. */
export function writeSession(session: Session, key: string): string {
  const text = `${session.id}.${Buffer.from(session.person ?? '').toString('base64url')}`;
  return `${text}.${mac(key, `session:${text}`)}`;
}

/** Null for a cookie that this key did not sign. */
export function readSession(cookie: string, key: string): Session | null {
  const [id, person, signature, ...rest] = cookie.split('.');
  if (!id || person === undefined || !signature || rest.length > 0) return null;
  if (!same(signature, mac(key, `session:${id}.${person}`))) return null;
  const name = Buffer.from(person, 'base64url').toString('utf8');
  return { id, person: name === '' ? null : (name as PersonId) };
}

/**
 * The token that every form carries. It is bound to the person as well, so that a page drawn for Ada in one tab
 * cannot press as Bob after another tab switched to Bob.
 */
export const csrfToken = (session: Session, key: string): string =>
  mac(key, `csrf:${session.id}:${session.person ?? ''}`);

export const csrfMatches = (session: Session, key: string, token: string): boolean =>
  same(token, csrfToken(session, key));
