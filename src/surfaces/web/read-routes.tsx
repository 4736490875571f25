/** The routes that only show something: pages, pictures, JSON, and the stream of changes. */
import { type Context, Hono } from 'hono';
import type { Child } from 'hono/jsx';
import { streamSSE } from 'hono/streaming';
import { filledIn } from '../../cards/form-card.ts';
import { t } from '../../words/t.ts';
import { decodePress } from '../press-token.ts';
import { type Desk, findChannel, pressable, readChannel, refuse } from './desk.ts';
import { findAction } from './find-action.ts';
import { Ask, OutOfDate } from './view/ask.tsx';
import { ChannelView } from './view/channel.tsx';
import { type Channel, Page } from './view/page.tsx';
import type { Visitor } from './visitor.ts';

const beatMs = 15_000;

async function page(
  c: Context,
  desk: Desk,
  shown: { visitor: Visitor; current: Channel | null; title: string; body: Child },
) {
  const { visitor, current, title, body } = shown;
  const channels = await desk.directory.channels();
  const html = (
    <Page title={title} channels={channels} current={current} visitor={visitor}>
      {body}
    </Page>
  );
  return c.html(`<!doctype html>${html}`, current ? 200 : 404);
}

async function missing(c: Context, desk: Desk, visitor: Visitor) {
  const body = <p class="empty">{t('There is no such channel. Choose one from the list.')}</p>;
  return page(c, desk, { visitor, current: null, title: t('Not found'), body });
}

export function readRoutes(desk: Desk): Hono {
  const routes = new Hono();

  routes.get('/', async (c) => {
    const first = (await desk.directory.channels())[0];
    return first
      ? c.redirect(`/channels/${encodeURIComponent(first.id)}`)
      : c.text(t('Steward is running, but no channel is set up yet.'));
  });

  routes.get('/channels/:id', async (c) => {
    const visitor = await desk.door.visitor(c);
    const channel = await findChannel(desk, c);
    if (!channel) return missing(c, desk, visitor);
    const seen = await readChannel(desk, visitor, channel);
    const body = <ChannelView channel={channel} visitor={visitor} {...seen} />;
    return page(c, desk, { visitor, current: channel, title: channel.title, body });
  });

  routes.get('/channels/:id/ask', async (c) => {
    const visitor = await desk.door.visitor(c);
    const channel = await findChannel(desk, c);
    if (!channel) return missing(c, desk, visitor);
    const press = decodePress(c.req.query('token') ?? '');
    const found = press ? findAction(await readChannel(desk, visitor, channel), press) : null;
    const place = { channel: channel.id, csrf: visitor.csrf };
    const { person } = visitor;
    const typed = found && person ? await desk.drafts.of(person.id, found.action.press) : {};
    const body = found ? (
      <Ask card={found.card} action={filledIn(found.action, typed)} place={place} />
    ) : (
      <OutOfDate place={place} />
    );
    return page(c, desk, { visitor, current: channel, title: channel.title, body });
  });

  routes.get('/charts/:file{[0-9a-f]{16}\\.svg}', async (c) => {
    const picture = await desk.pictures.draw(c.req.param('file').slice(0, 16));
    if (!picture) return c.text(t('There is no such picture.'), 404);
    return c.body(picture, 200, {
      'content-type': 'image/svg+xml',
      // The picture's own style rules, and nothing else, even when somebody opens it as a page.
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      'cache-control': 'private, max-age=31536000, immutable',
    });
  });

  routes.get('/channels/:id/events', async (c) => {
    const channel = await findChannel(desk, c);
    if (!channel) return refuse(c, 404, t('There is no such channel.'));
    const listener = desk.listeners.open(channel.id);
    if (!listener)
      return refuse(c, 503, t('Too many pages listen already; close some, then load this one again.'));
    return streamSSE(c, async (stream) => {
      stream.onAbort(() => listener.close());
      await stream.writeSSE({ event: 'hello', data: channel.id, retry: 2000 });
      for (let what = await listener.next(beatMs); what !== 'closed'; what = await listener.next(beatMs)) {
        if (what === 'changed') await stream.writeSSE({ event: 'changed', data: channel.id });
        else await stream.write(': beat\n\n');
      }
    });
  });

  routes.get('/api/channels/:id', async (c) => {
    const visitor = await desk.door.visitor(c);
    const channel = await findChannel(desk, c);
    if (!channel) return refuse(c, 404, t('There is no such channel.'));
    const { cards, answers } = await readChannel(desk, visitor, channel);
    return c.json({
      ...channel,
      cards: cards.map((shown) => ({ ...shown, card: pressable(shown.card) })),
      answers: answers.map(({ id, answer }) => ({
        id,
        outcome: answer.outcome,
        card: pressable(answer.card),
      })),
    });
  });

  routes.get('/api/session', async (c) => {
    const { person, people, csrf } = await desk.door.visitor(c);
    return c.json({ person, people, csrf, channels: await desk.directory.channels() });
  });

  return routes;
}
