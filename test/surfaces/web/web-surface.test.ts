import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { Fault } from '../../../src/lib/fault.ts';
import { createWebSurface } from '../../../src/surfaces/web/web-surface.ts';
import { channel, createFakeDirectory, createFakeRouter, plainCard, quietChannel } from '../fakes.ts';
import { driftCard } from '../sample-cards.ts';
import { startWeb } from './start-web.ts';
import { visit } from './visit.ts';

const say = `/channels/${channel}/say`;

interface Seen {
  cards: { card: { actions: { label: string; token: string }[] } }[];
  answers: { id: string; outcome: string; card: { title: string } }[];
}

async function asAda(url: string) {
  const script = visit(url);
  await script.become('ada');
  const csrf = await script.csrf();
  const seen = async () => (await (await script.get(`/api/channels/${channel}`)).json()) as Seen;
  const form = (path: string, fields: Record<string, string>) =>
    script.get(path).then(() => script.post(path, { ...fields, csrf }, { accept: 'text/html' }));
  return { script, csrf, seen, form };
}

test('a one-time link whose page breaks leaves nothing of its secret in the log', async () => {
  const lines: unknown[] = [];
  const note = (...said: unknown[]) => void lines.push(said);
  const broken = async () => {
    throw new Fault('away', 'The database does not answer.', { retry: 'later' });
  };
  await using web = await startWeb({
    confirmations: { language: broken, show: broken, use: broken },
    log: { info: note, warn: note, error: note },
  });
  const link = `${web.url}/confirm/P-1.hushhush`;
  expect((await fetch(link)).status).toBe(503);
  expect((await fetch(link, { method: 'POST' })).status).toBe(403);
  expect(lines).toHaveLength(2);
  expect(inspect(lines)).toContain('/confirm/:token');
  expect(inspect(lines, { depth: 9 })).not.toContain('hushhush');
});

describe('a script', () => {
  test('reads cards with tokens, and presses with what it read', async () => {
    await using web = await startWeb();
    web.directory.put(channel, driftCard);
    const { script, csrf, seen } = await asAda(web.url);
    const ack = (await seen()).cards[0]!.card.actions.find(({ label }) => label === 'Acknowledge')!;
    const answer = await script.post(`/channels/${channel}/press`, { token: ack.token, csrf });
    expect(await answer.json()).toMatchObject({ outcome: 'done', card: { title: 'Recorded: ack churn-v3' } });
    expect(web.router.heard[0]).toMatchObject({
      press: { verb: 'ack', id: 'churn-v3', seen: '0123456789abcdef' },
    });
  });

  test.each(['/model status churn', 'status churn', '  /MODEL   status churn '])(
    'may say %j',
    async (words) => {
      await using web = await startWeb();
      const { script, csrf } = await asAda(web.url);
      await script.post(say, { words, csrf });
      expect(web.router.heard).toMatchObject([{ kind: 'say', words: 'status churn', by: { id: 'ada' } }]);
    },
  );

  test('that names a malformed cause is told so', async () => {
    await using web = await startWeb();
    const { script, csrf } = await asAda(web.url);
    expect((await script.post(say, { words: 'x', csrf, cause: 'a b' })).status).toBe(400);
  });
});

describe('a form', () => {
  test('sent twice from the same page counts once and leaves one private answer', async () => {
    await using web = await startWeb();
    const { form, seen } = await asAda(web.url);
    const sent = { words: 'retrain churn', cause: '0f0e0d0c-same-rendered-button' };
    const answers = await Promise.all([form(say, sent), form(say, sent)]);
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    expect(answers[0]!.headers.get('location')).toMatch(/^\/channels\/ml-churn#answer-[0-9a-f]{16}$/);
    expect(web.router.heard).toHaveLength(1);
    expect(web.router.heard[0]!.entry.cause).toBe('web:0f0e0d0c-same-rendered-button');
    expect((await seen()).answers).toHaveLength(1);
  });

  test('leaves a private answer below the card that was newest then, until it is dismissed', async () => {
    await using web = await startWeb();
    web.directory.put(channel, plainCard('first', 'the first card'));
    const { form, seen, script } = await asAda(web.url);
    await form(say, { words: 'help' });
    web.directory.put(channel, plainCard('second', 'the second card'));
    const html = await (await script.get(`/channels/${channel}`)).text();
    const places = ['>the first card<', '>You said help<', '>the second card<'].map((text) =>
      html.indexOf(text),
    );
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(Math.min(...places)).toBeGreaterThan(0);
    await form(`/channels/${channel}/dismiss`, { answer: (await seen()).answers[0]!.id });
    expect((await seen()).answers).toEqual([]);
  });

  test('that came to nothing begins with what was typed, wherever it is opened again', async () => {
    await using web = await startWeb();
    const press = { verb: 'deny', id: 'R-101', seen: '' };
    const fields = [{ name: 'reason', label: 'Why?', kind: 'paragraph' as const, required: true }];
    const deny = { label: 'Deny', style: 'default' as const, press };
    const asking = { ...deny, form: { title: 'Deny', submit: 'Deny', fields } };
    web.directory.put(channel, { ...plainCard('one', 'A question'), actions: [asking] });
    const { script, form, seen } = await asAda(web.url);
    const token = '1.deny.=.R-101';
    const question = async () => (await script.get(`/channels/${channel}/ask?token=${token}`)).text();
    const send = () => form(`/channels/${channel}/press`, { token, reason: 'Too few <labels>' });
    for (const outcome of ['refused', 'failed'] as const) {
      web.router.answerWith(() => ({ outcome, card: plainCard(outcome, 'Not at the moment') }));
      await send();
      expect((await seen()).answers).toMatchObject([{ outcome, card: { actions: [{ label: 'Deny' }] } }]);
      expect(await question()).toMatch(/<textarea[^>]*>\s*Too few &lt;labels&gt;/);
    }
    // The question has changed meanwhile: its newest card has a button of its own.
    const newer = { ...asking, press: { ...press, seen: 'newer' } };
    web.directory.put(channel, { ...plainCard('one', 'Another question'), actions: [newer] });
    const newest = await (await script.get(`/channels/${channel}/ask?token=1.deny.=newer.R-101`)).text();
    expect(newest).toContain('Too few &lt;labels&gt;');
    web.directory.put(channel, { ...plainCard('one', 'A question'), actions: [asking] });
    web.router.answerWith(() => ({ outcome: 'done', card: plainCard('answer', 'Denied') }));
    await send();
    expect(await question()).not.toContain('Too few');
  });

  test('of a card that changed meanwhile says so instead of asking', async () => {
    await using web = await startWeb();
    web.directory.put(channel, driftCard);
    const { seen, script } = await asAda(web.url);
    const { token } = (await seen()).cards[0]!.card.actions[0]!;
    const path = `/channels/${channel}/ask?token=${encodeURIComponent(token)}`;
    expect(await (await script.get(path)).text()).toContain('Why now?');
    web.directory.put(channel, { ...driftCard, actions: [] });
    expect(await (await script.get(path)).text()).toContain('This card is out of date');
  });
});

test('a page without a database says so, and that it may be tried again', async () => {
  await using web = await startWeb();
  const refused = Object.assign(new Error('connect ECONNREFUSED'), {
    code: 'ECONNREFUSED',
    syscall: 'connect',
  });
  web.directory.channels = () => Promise.reject(refused);
  const answer = await fetch(`${web.url}/`);
  expect([answer.status, await answer.text()]).toEqual([
    503,
    'Steward’s database does not answer at the moment. Please try again.',
  ]);
});

describe('when the router fails', () => {
  test.each([
    [new Error('password=hunter2'), 'Something broke on our side.'],
    [
      new Fault('store_down', 'The store hunter2 does not answer.', { retry: 'later' }),
      'A store or another system that Steward asks does not answer at the moment.',
    ],
    [
      Object.assign(new Error('connect ENOENT /run/s'), { code: 'ENOENT', syscall: 'connect' }),
      'Steward’s database does not answer at the moment.',
    ],
    [
      Object.assign(new Error('no such file'), { code: 'ENOENT', syscall: 'open' }),
      'Something broke on our side.',
    ],
  ])('%s becomes a sentence with a reference, and the cause goes to the log', async (thrown, sentence) => {
    const logged: object[] = [];
    const log = { info() {}, warn() {}, error: (fields: object) => void logged.push(fields) };
    await using web = await startWeb({ log });
    web.router.answerWith(() => {
      throw thrown;
    });
    const { script, csrf } = await asAda(web.url);
    const text = await (await script.post(say, { words: 'x', csrf })).text();
    expect(text).toContain(sentence);
    expect(text).not.toContain('hunter2');
    expect(logged).toMatchObject([{ err: thrown, reference: expect.stringMatching(/^[0-9a-f]{8}$/) }]);
    expect(text).toContain((logged[0] as { reference: string }).reference);
  });
});

describe('the stream of changes', () => {
  async function* eventsOf(answer: Response) {
    let text = '';
    for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        yield /event: (\w+)/.exec(text.slice(0, end))?.[1];
        text = text.slice(end + 2);
      }
    }
  }

  test('says when a card is shown in its channel, and ends when the surface closes', async () => {
    await using web = await startWeb();
    const stream = eventsOf(await fetch(`${web.url}/channels/${channel}/events`));
    expect((await stream.next()).value).toBe('hello');
    web.notify(quietChannel);
    expect(await web.surface.show(channel, plainCard('a', 'a'), null)).toBe('web');
    expect((await stream.next()).value).toBe('changed');
    await web.surface.close();
    expect((await stream.next()).done).toBe(true);
  });

  test('is refused to the page after the two hundredth', async () => {
    await using web = await startWeb();
    const open = await Promise.all(
      Array.from({ length: 200 }, () => fetch(`${web.url}/channels/${channel}/events`)),
    );
    expect(open.every(({ status }) => status === 200)).toBe(true);
    expect((await fetch(`${web.url}/channels/${channel}/events`)).status).toBe(503);
  });
});

test('a picture is drawn for another process too, which never drew the page', async () => {
  await using web = await startWeb();
  web.directory.put(channel, driftCard);
  const html = await (await fetch(`${web.url}/channels/${channel}`)).text();
  const path = /\/charts\/[0-9a-f]{16}\.svg/.exec(html)![0];
  await using other = await startWeb();
  other.directory.put(channel, driftCard);
  const picture = await fetch(`${other.url}${path}`);
  expect(picture.headers.get('content-type')).toBe('image/svg+xml');
  expect(await picture.text()).toContain('churn-v3 AUC');
  expect((await fetch(`${other.url}/charts/0123456789abcdef.svg`)).status).toBe(404);
});

test('a short session key is a mistake of the program', () => {
  const parts = { router: createFakeRouter(), directory: createFakeDirectory(), people: 'everyone' as const };
  const log = { info() {}, warn() {}, error() {} };
  expect(() => createWebSurface({ ...parts, sessionKey: 'short', log })).toThrow('32 characters');
});
