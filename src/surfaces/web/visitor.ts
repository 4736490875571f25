/** Finds out who sent a request, and remembers it in the cookie. */

import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { PersonId } from '../../domain/ids.ts';
import type { Person } from '../../domain/person.ts';
import type { Directory } from '../contract.ts';
import { cookieName, csrfToken, newSession, readSession, type Session, writeSession } from './session.ts';

export interface Visitor {
  session: Session;
  /** Null until they said who they are, and when that person is gone. */
  person: Person | null;
  /** Whom they may act as. */
  people: Person[];
  csrf: string;
}

export interface Door {
  visitor(c: Context): Promise<Visitor>;
  /** Sets the cookie. */
  enter(c: Context, session: Session): void;
}

/** @param people who may be acted as: everyone whom the directory knows, or only these */
export function createDoor(options: {
  directory: Directory;
  people: 'everyone' | readonly PersonId[];
  sessionKey: string;
}): Door {
  const { directory, people, sessionKey } = options;
  const enter = (c: Context, session: Session): void =>
    setCookie(c, cookieName, writeSession(session, sessionKey), {
      httpOnly: true,
      sameSite: 'Strict',
      path: '/',
      secure: c.req.header('x-forwarded-proto') === 'https',
      maxAge: 30 * 24 * 60 * 60,
    });
  return {
    enter,
    async visitor(c) {
      const known = (await directory.people()).filter(
        (person) => people === 'everyone' || people.includes(person.id),
      );
      const found = readSession(getCookie(c, cookieName) ?? '', sessionKey);
      const session = found ?? newSession();
      if (!found) enter(c, session);
      return {
        session,
        person: known.find((person) => person.id === session.person) ?? null,
        people: known,
        csrf: csrfToken(session, sessionKey),
      };
    },
  };
}
