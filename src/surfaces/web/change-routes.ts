/** The routes that change something; each passes the same three questions first: whose page, readable, which channel. */
import { randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import type { PersonId } from '../../domain/ids.ts';
import { t } from '../../words/t.ts';
import type { Answer, Entry } from '../contract.ts';
import { decodePress } from '../press-token.ts';
import { outOfDate, unknownPerson, withForm } from './answer-cards.ts';
import { ask, type Desk, findChannel, give, readChannel, refuse, wantsJson } from './desk.ts';
import { findAction } from './find-action.ts';
import { sameOrigin, smallBody } from './guard.ts';
import { causeIsPlain, readSent, type Sent } from './sent.ts';
import { csrfMatches } from './session.ts';
import type { Visitor } from './visitor.ts';

/** What a POST that may go on has brought along, or the refusal. */
async function admit(
  c: Context,
  desk: Desk,
): Promise<{ sent: Sent; visitor: Visitor; cause: string } | Response> {
  const visitor = await desk.door.visitor(c);
  const sent = await readSent(c.req);
  if (!sent) return refuse(c, 400, t('That could not be read: send a form, or a JSON object of strings.'));
  const token = c.req.header('x-csrf-token') ?? sent.fields.get('csrf') ?? '';
  if (!csrfMatches(visitor.session, desk.sessionKey, token)) {
    return refuse(
      c,
      403,
      t('This page was drawn for somebody else or too long ago. Nothing was changed; load it again.'),
    );
  }
  const cause = sent.fields.get('cause') ?? randomUUID();
  if (!causeIsPlain(cause)) return refuse(c, 400, t('A cause is 8 to 80 letters, digits, - or _.'));
  return { sent, visitor, cause };
}

/** Words after `/model`, which people may write again. */
const wordsOf = (sent: Sent): string =>
  (sent.fields.get('words') ?? '')
    .trim()
    .replace(/^\/model(?=\s|$)/i, '')
    .trim();

/** Named at each route, because `use` would reach into whatever else is mounted beside. */
const guard = [sameOrigin, smallBody] as const;

export function changeRoutes(desk: Desk): Hono {
  const routes = new Hono();

  routes.post('/session', ...guard, async (c) => {
    const admitted = await admit(c, desk);
    if (admitted instanceof Response) return admitted;
    const { visitor, sent } = admitted;
    const wanted = sent.fields.get('person') as PersonId | undefined;
    const person = visitor.people.find(({ id }) => id === wanted);
    if (!person) return refuse(c, 404, t('There is no such person here; choose one from the list.'));
    desk.door.enter(c, { id: visitor.session.id, person: person.id });
    if (wantsJson(c)) return c.json({ person });
    const channel = (await desk.directory.channels()).find(({ id }) => id === sent.fields.get('channel'));
    return c.redirect(channel ? `/channels/${encodeURIComponent(channel.id)}` : '/', 303);
  });

  /** The common way of words and presses: known channel, known person, one answer. */
  async function enter(
    c: Context,
    act: (sent: Sent, visitor: Visitor, entry: Entry) => Promise<{ prompt: string; answer: Answer }>,
  ): Promise<Response> {
    const admitted = await admit(c, desk);
    if (admitted instanceof Response) return admitted;
    const { sent, visitor, cause } = admitted;
    const channel = await findChannel(desk, c);
    if (!channel) return refuse(c, 404, t('There is no such channel.'));
    const entry = { cause: `web:${cause}`, channel: channel.id };
    const { prompt, answer } = await act(sent, visitor, entry);
    return give(c, desk, { visitor, channel: channel.id, cause, prompt, answer });
  }

  routes.post('/channels/:id/say', ...guard, (c) =>
    enter(c, async (sent, { person }, entry) => {
      const words = wordsOf(sent);
      const prompt = `/model ${words}`.trim();
      if (!person) return { prompt, answer: unknownPerson() };
      return { prompt, answer: await ask(desk.log, () => desk.router.say(words, person, entry)) };
    }),
  );

  routes.post('/channels/:id/press', ...guard, (c) =>
    enter(c, async (sent, visitor, entry) => {
      const press = decodePress(sent.fields.get('token') ?? '');
      if (!press) return { prompt: t('a button'), answer: outOfDate() };
      const channel = { id: entry.channel, title: '' };
      const action = findAction(await readChannel(desk, visitor, channel), press)?.action ?? null;
      const prompt = action?.label ?? press.verb;
      const { person } = visitor;
      if (!person) return { prompt, answer: unknownPerson() };
      if (Object.keys(sent.values).length === 0)
        return { prompt, answer: await ask(desk.log, () => desk.router.press(press, person, entry)) };
      const filled = { ...entry, values: sent.values };
      const answer = await ask(desk.log, () => desk.router.press(press, person, filled));
      const open = answer.outcome === 'refused' || answer.outcome === 'failed';
      if (open) await desk.drafts.keep(person.id, press, sent.values);
      else await desk.drafts.forget(person.id, press);
      return { prompt, answer: open ? withForm(answer, action, sent.values) : answer };
    }),
  );

  routes.post('/channels/:id/dismiss', ...guard, async (c) => {
    const admitted = await admit(c, desk);
    if (admitted instanceof Response) return admitted;
    const channel = await findChannel(desk, c);
    if (!channel) return refuse(c, 404, t('There is no such channel.'));
    desk.answers.dismiss(admitted.visitor.session, channel.id, admitted.sent.fields.get('answer') ?? '');
    return wantsJson(c) ? c.json({}) : c.redirect(`/channels/${encodeURIComponent(channel.id)}`, 303);
  });

  return routes;
}
