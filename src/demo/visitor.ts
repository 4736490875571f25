/** One person at the chat page, through the same endpoints as a browser. */
import { randomUUID } from 'node:crypto';
import type { Action, Card } from '../cards/card.ts';
import { Fault } from '../lib/fault.ts';

/** A card as the page's JSON gives it: each action has the token that presses it. */
export interface PageCard extends Omit<Card, 'actions'> {
  actions: (Action & { token: string })[];
}

export interface PageAnswer {
  outcome: 'done' | 'refused' | 'shown' | 'failed';
  card: PageCard;
}

export interface Visitor {
  name: string;
  /** The cards of a channel, oldest first. */
  cards(channel: string): Promise<PageCard[]>;
  say(channel: string, words: string): Promise<PageAnswer>;
  /** Presses a button of a card; `values` answer its form. */
  press(channel: string, action: { token: string }, values?: Record<string, string>): Promise<PageAnswer>;
}

/** Opens the page and chooses who to act as. Throws `Fault` when the page refuses. */
export async function visit(url: string, person: { id: string; name: string }): Promise<Visitor> {
  let cookie = '';
  let csrf = '';
  async function call<T>(path: string, sent?: Record<string, string>): Promise<T> {
    const response = await fetch(`${url}${path}`, {
      method: sent ? 'POST' : 'GET',
      headers: {
        accept: 'application/json',
        ...(cookie && { cookie }),
        ...(sent && { 'content-type': 'application/json', origin: url, 'x-csrf-token': csrf }),
      },
      ...(sent && { body: JSON.stringify(sent) }),
    });
    const [set] = response.headers.getSetCookie();
    if (set) cookie = set.split(';', 1)[0]!;
    const text = await response.text();
    if (response.ok) return JSON.parse(text) as T;
    throw new Fault('page', `The page answered ${response.status}: ${text.slice(0, 300)}`, {
      retry: 'never',
    });
  }
  const learn = async () => {
    ({ csrf } = await call<{ csrf: string }>('/api/session'));
  };
  await learn();
  await call('/session', { person: person.id });
  await learn();
  const at = (channel: string) => `/channels/${encodeURIComponent(channel)}`;
  return {
    name: person.name,
    async cards(channel) {
      const { cards } = await call<{ cards: { card: PageCard }[] }>(`/api${at(channel)}`);
      return cards.map(({ card }) => card);
    },
    say: (channel, words) => call(`${at(channel)}/say`, { words, cause: randomUUID() }),
    press: (channel, { token }, values = {}) =>
      call(`${at(channel)}/press`, { ...values, token, cause: randomUUID() }),
  };
}
