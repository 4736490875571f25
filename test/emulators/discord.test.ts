/** The emulator itself: each of its rules is shown an offender, because a check that cannot fail proves nothing. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type Discord, startDiscord } from './discord/discord.ts';
import { wrongCommands, wrongMessage, wrongModal } from './discord/limits.ts';
import { readMarkdown } from './discord/readable.ts';

const v2 = 1 << 15;
const text = (content: string) => ({ type: 10, content });
const button = (more: object = {}) => ({ type: 2, style: 2, label: 'Go', custom_id: 'a', ...more });
const row = (...components: object[]) => ({ type: 1, components });
const option = (value: string, label = value) => ({ label, value });
const menu = (options: object[], more: object = {}) => ({ type: 3, custom_id: 'm', options, ...more });
const picture = (more: object) => ({
  type: 12,
  items: [{ media: { url: 'attachment://a.png' }, description: 'd', ...more }],
});
const message = (components: object[], more: object = {}) => ({
  flags: v2,
  allowed_mentions: { parse: [] },
  components,
  ...more,
});
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

describe('messages', () => {
  test.each<[string, object[], object?, string[]?]>([
    ['no component', []],
    ['41 components', times(41, () => text('x'))],
    ['41 components at any depth', [{ type: 17, components: times(40, () => text('x')) }]],
    ['4001 characters', [text('x'.repeat(2000)), text('x'.repeat(2001))]],
    ['an empty text', [text(' ')]],
    ['an unknown component', [{ type: 99 }]],
    ['six buttons in a row', [row(...times(6, (index) => button({ custom_id: `${index}` })))]],
    ['a long label', [row(button({ label: 'x'.repeat(81) }))]],
    ['a button without a label', [row(button({ label: undefined }))]],
    ['a long id', [row(button({ custom_id: 'x'.repeat(101) }))]],
    ['a button without an id', [row(button({ custom_id: undefined }))]],
    ['one id twice', [row(button()), row(button())]],
    ['a style of its own', [row(button({ style: 9 }))]],
    ['26 options', [row(menu(times(26, (index) => option(`${index}`))))]],
    ['a long option', [row(menu([option('x', 'x'.repeat(101))]))]],
    ['an option twice', [row(menu([option('x'), option('x')]))]],
    ['a menu beside a button', [row(menu([option('x')]), button())]],
    ['content beside components', [text('x')], { content: 'x' }],
    ['embeds beside components', [text('x')], { embeds: [{ title: 'x' }] }],
    ['components without their flag', [text('x')], { flags: 0 }],
    ['mentions that nobody restricts', [text('x')], { allowed_mentions: undefined }],
    ['mentions of everybody', [text('x')], { allowed_mentions: { parse: ['everyone'] } }],
    ['a picture without words', [picture({ description: undefined })], {}, ['a.png']],
    ['a picture with too many words', [picture({ description: 'x'.repeat(1025) })], {}, ['a.png']],
    ['a picture without its file', [picture({})]],
    ['a file that is shown nowhere', [text('x')], {}, ['b.png']],
  ])('refuses %s', (_name, components, more = {}, files = []) => {
    expect(wrongMessage('create', message(components, more), files)).not.toEqual([]);
  });

  test('accepts what is in order', () => {
    const fine = [text('x'), picture({}), row(button()), row(menu([option('x'), option('y')]))];
    expect(wrongMessage('create', message([{ type: 17, components: fine }]), ['a.png'])).toEqual([]);
  });
});

describe('forms and commands', () => {
  const input = (more: object = {}) => ({
    type: 18,
    label: 'Why?',
    component: { type: 4, custom_id: 'why', style: 1, ...more },
  });
  test.each<[string, object]>([
    ['a long title', { title: 'x'.repeat(46) }],
    ['a long label', { components: [{ ...input(), label: 'x'.repeat(46) }] }],
    ['a long description', { components: [{ ...input(), description: 'x'.repeat(101) }] }],
    ['six parts', { components: times(6, (index) => input({ custom_id: `${index}` })) }],
    ['nothing to fill in', { components: [] }],
    ['a long value', { components: [input({ value: 'x'.repeat(4001) })] }],
  ])('refuses a form of %s', (_name, more) => {
    expect(wrongModal({ custom_id: 'a', title: 'T', components: [input()], ...more })).not.toEqual([]);
  });

  const say = (more: object) => ({ type: 3, name: 'word', description: 'd', ...more });
  const command = (more: object) => ({ type: 1, name: 'model', description: 'd', ...more });
  test.each<[string, object]>([
    ['a name with capitals', { name: 'Model' }],
    ['a long name', { name: 'x'.repeat(33) }],
    ['a long description', { description: 'x'.repeat(101) }],
    ['26 options', { options: times(26, (index) => say({ name: `w${index}` })) }],
    ['two options of one name', { options: [say({}), say({})] }],
    ['required after optional', { options: [say({}), say({ name: 'b', required: true })] }],
    [
      'over 8000 characters',
      {
        options: times(25, (index) => ({
          ...say({ name: `s${index}`, type: 1 }),
          options: times(4, (at) => say({ name: `w${at}`, description: 'x'.repeat(90) })),
        })),
      },
    ],
  ])('refuses a command of %s', (_name, more) => {
    expect(wrongCommands([command(more)])).not.toEqual([]);
  });

  test('accepts what is in order', () => {
    const fine = input();
    expect(wrongModal({ custom_id: 'a', title: 'T', components: [text('x'), fine] })).toEqual([]);
    expect(wrongCommands([command({ options: [say({ required: true }), say({ name: 'b' })] })])).toEqual([]);
  });
});

test.each([
  ['<@118>', 'mentions'],
  ['<@&118>', 'mentions'],
  ['@everyone', 'mentions'],
  ['</model:118>', 'mentions'],
  ['[x](https://evil.example)', 'links'],
  ['https://evil.example', 'bare'],
  ['*x*', 'formatted'],
  ['~~x~~', 'formatted'],
  ['||x||', 'formatted'],
  ['`x`', 'formatted'],
  ['# x', 'formatted'],
  ['> x', 'formatted'],
] as const)('reads %s as what Discord makes of it', (raw, what) => {
  expect(readMarkdown(raw)[what]).not.toEqual([]);
  expect(readMarkdown(raw.replaceAll(/[^\w\s]/g, '\\$&'))[what]).toEqual([]);
});

describe('the server', () => {
  let discord: Discord;
  beforeAll(async () => {
    discord = await startDiscord();
    discord.channel('ml');
  });
  beforeEach(() => {
    discord.violations.length = 0;
  });
  afterAll(() => discord[Symbol.asyncDispose]());

  async function call(method: string, route: string, body: object | null = null, token = discord.botToken) {
    const response = await fetch(`${discord.url}/v10${route}`, {
      method,
      headers: { authorization: `Bot ${token}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const said = response.status === 204 ? {} : ((await response.json()) as { code?: number; id?: string });
    return [response.status, said.code ?? 0, said.id ?? ''] as const;
  }
  const here = () => discord.channel('ml').id;
  const post = (more: object = {}) =>
    call('POST', `/channels/${here()}/messages`, { ...message([text('x')]), nonce: 'n', ...more });
  const asked = async (more: object = {}) => {
    const { interaction } = await discord.carry('x', { by: 'ada', in: 'ml' });
    Object.assign(interaction, more);
    return `/interactions/${interaction.id}/${interaction.token}/callback`;
  };
  const answer = { type: 4, data: message([text('x')], { flags: v2 | 64 }) };

  test('knows its own routes and tokens only', async () => {
    expect(await call('GET', '/nowhere')).toEqual([404, 0, '']);
    expect(discord.violations).toHaveLength(1);
    expect(await call('GET', '/users/@me', null, 'another')).toEqual([401, 0, '']);
  });

  test('drops a second post of one nonce, and blames a post without any', async () => {
    const more = { enforce_nonce: true, nonce: 'once' };
    expect((await post(more))[2]).toBe((await post(more))[2]);
    expect(discord.channel('ml').messages()).toHaveLength(1);
    await post({ nonce: undefined });
    await post({ nonce: 'x'.repeat(26) });
    expect(discord.violations).toEqual(['a post without a nonce', expect.stringContaining('nonce: ')]);
  });

  test('refuses what is not allowed, and what is gone', async () => {
    discord.channel('ml').deny();
    expect(await post()).toEqual([403, 50013, '']);
    discord.channel('ml').deny(false);
    discord.channel('ml').delete();
    expect(await post()).toEqual([404, 10003, '']);
    discord.channel('ml').delete(false);
    expect(await call('PATCH', `/channels/${here()}/messages/1`, message([text('x')]))).toEqual([
      404,
      10008,
      '',
    ]);
  });

  test('takes one first answer, in three seconds, while the token lives', async () => {
    const route = await asked();
    expect((await call('POST', route, answer))[0]).toBe(204);
    expect(await call('POST', route, answer)).toEqual([400, 40060, '']);
    expect(await call('POST', await asked({ at: Date.now() - 3100 }), answer)).toEqual([404, 10062, '']);
    expect(await call('POST', await asked({ expired: true }), answer)).toEqual([404, 10062, '']);
    expect(discord.violations).toEqual([
      'an interaction was answered twice',
      'no answer within three seconds',
    ]);
    const { token } = [...discord.world.interactions.values()].at(-1)!;
    expect(await call('PATCH', `/webhooks/1/${token}/messages/@original`, answer.data)).toEqual([
      404,
      50027,
      '',
    ]);
  });

  test('at the gateway takes its token, blames more intents than needed, and payloads that are too long', async () => {
    const open = async (d: object) => {
      const socket = new WebSocket(discord.url.replace('http', 'ws').replace('/api', ''));
      await new Promise((resolve) => socket.once('message', resolve));
      const ended = new Promise<number>((resolve) => socket.once('close', resolve));
      const heard = new Promise((resolve) => socket.once('message', resolve));
      socket.send(JSON.stringify({ op: 2, d }));
      const first = await Promise.race([ended, heard]);
      socket.terminate();
      return first;
    };
    expect(await open({ token: 'another', intents: 1 })).toBe(4004);
    await open({ token: discord.botToken, intents: 1 });
    expect(discord.violations).toEqual([]);
    await open({ token: discord.botToken, intents: 3, more: 'x'.repeat(4096) });
    expect(discord.violations).toEqual(['a gateway payload over 4096 bytes', 'intents 3']);
  });
});
