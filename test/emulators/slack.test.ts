/** The emulator itself: each of its rules is shown an offender, because a check that cannot fail proves nothing. */
import { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { wrongBlocks, wrongView } from './slack/blocks.ts';
import { readBlocks, readMrkdwn } from './slack/readable.ts';
import { type Slack, startSlack } from './slack/slack.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const button = (more: object = {}) => ({ type: 'button', action_id: 'a', text: plain('Go'), ...more });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const rows = (count: number, columns: number) =>
  Array.from({ length: count }, () =>
    Array.from({ length: columns }, () => ({ type: 'raw_text', text: 'x' })),
  );
const table = (more: object) => ({ type: 'data_table', caption: 'c', rows: rows(2, 2), ...more });
const chart = (more: object, drawn: object = {}) => ({
  type: 'data_visualization',
  title: 't',
  chart: {
    type: 'line',
    series: [{ name: 's', data: [{ label: 'a', value: 1 }] }],
    axis_config: { categories: ['a'] },
    ...drawn,
  },
  ...more,
});

describe('blocks', () => {
  test.each<[string, object[]]>([
    ['51 blocks', Array.from({ length: 51 }, () => ({ type: 'divider' }))],
    ['an unknown type', [{ type: 'carousel_of_dreams' }]],
    ['an unknown field', [{ type: 'divider', colour: 'red' }]],
    ['a long header', [{ type: 'header', text: plain('x'.repeat(151)) }]],
    ['a header with markup', [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }]],
    ['an empty text', [{ type: 'section', text: plain('') }]],
    ['a long section', [{ type: 'section', text: plain('x'.repeat(3001)) }]],
    ['eleven fields', [{ type: 'section', fields: Array.from({ length: 11 }, () => plain('x')) }]],
    [
      'eleven words of context',
      [{ type: 'context', elements: Array.from({ length: 11 }, () => plain('x')) }],
    ],
    ['26 buttons', [actions(...Array.from({ length: 26 }, (_, index) => button({ action_id: `${index}` })))]],
    ['two buttons of one name', [actions(button(), button())]],
    ['a long label', [actions(button({ text: plain('x'.repeat(76)) }))]],
    ['a long value', [actions(button({ value: 'x'.repeat(2001) }))]],
    ['a disabled button', [actions(button({ disabled: true }))]],
    ['a style of its own', [actions(button({ style: 'default' }))]],
    [
      'a long question',
      [
        actions(
          button({
            confirm: {
              title: plain('x'.repeat(101)),
              text: plain('x'),
              confirm: plain('x'),
              deny: plain('x'),
            },
          }),
        ),
      ],
    ],
    [
      'a menu of six',
      [
        actions({
          type: 'overflow',
          action_id: 'm',
          options: Array.from({ length: 6 }, () => ({ text: plain('x'), value: 'x' })),
        }),
      ],
    ],
    [
      'a long option',
      [actions({ type: 'overflow', action_id: 'm', options: [{ text: plain('x'), value: 'x'.repeat(76) }] })],
    ],
    ['an input in a message', [{ type: 'input', label: plain('x'), element: { type: 'plain_text_input' } }]],
    [
      'one block_id twice',
      [
        { type: 'divider', block_id: 'a' },
        { type: 'divider', block_id: 'a' },
      ],
    ],
    ['an image without words', [{ type: 'image', image_url: 'https://x.example/a.png' }]],
    [
      'empty rich text',
      [
        {
          type: 'rich_text',
          elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: '' }] }],
        },
      ],
    ],
    ['a table without a caption', [table({ caption: '' })]],
    ['a table of 102 rows', [table({ rows: rows(102, 2) })]],
    ['a table of 21 columns', [table({ rows: rows(2, 21) })]],
    ['a table whose rows differ', [table({ rows: [...rows(1, 2), ...rows(1, 3)] })]],
    ['a row header outside', [table({ row_header_column_index: 2 })]],
    ['a long chart title', [chart({ title: 'x'.repeat(51) })]],
    [
      '21 categories',
      [chart({}, { axis_config: { categories: Array.from({ length: 21 }, (_, i) => `${i}`) } })],
    ],
    ['a point outside the categories', [chart({}, { axis_config: { categories: ['b'] } })]],
    ['three charts', [chart({}), chart({}), chart({})]],
  ])('refuses %s', (_name, blocks) => {
    expect(wrongBlocks(blocks, 'message')).not.toEqual([]);
  });

  test('accepts what is in order', () => {
    const fine = [
      { type: 'header', text: plain('x') },
      { type: 'divider' },
      table({}),
      chart({}),
      actions(button({ style: 'danger', value: 'v' })),
    ];
    expect(wrongBlocks(fine, 'message')).toEqual([]);
  });

  test.each<[string, object]>([
    ['a long title', { title: plain('x'.repeat(25)) }],
    ['no submit beside an input', { submit: undefined }],
    ['much carried along', { private_metadata: 'x'.repeat(3001) }],
    ['a chart', { blocks: [chart({})] }],
  ])('a modal with %s is refused', (_name, wrong) => {
    const input = {
      type: 'input',
      block_id: 'a',
      label: plain('x'),
      element: { type: 'plain_text_input', action_id: 'v' },
    };
    const modal = { type: 'modal', callback_id: 'c', title: plain('t'), submit: plain('s'), blocks: [input] };
    expect(wrongView(modal)).toEqual([]);
    expect(wrongView({ ...modal, ...wrong })).not.toEqual([]);
  });
});

test('what a text turns into is seen', () => {
  expect(
    readMrkdwn('<!channel> <@U1> <!subteam^S1> <https://x.example|here> *bold* https://y.example &lt;b&gt;'),
  ).toEqual({
    text: '!channel @U1 !subteam^S1 here *bold* https://y.example <b>',
    mentions: ['!channel', '@U1', '!subteam^S1'],
    links: ['https://x.example', 'https://y.example'],
    formatted: ['bold'],
  });
  const section = {
    type: 'rich_text_section',
    elements: [
      { type: 'text', text: '*not bold* <!here>' },
      { type: 'usergroup', usergroup_id: 'S1' },
    ],
  };
  expect(readBlocks([{ type: 'rich_text', elements: [section] }])).toMatchObject({
    mentions: ['!subteam^S1'],
    formatted: [],
    text: '*not bold* <!here>',
  });
});

describe('the Web API', () => {
  let slack: Slack;
  let web: WebClient;
  beforeAll(async () => {
    slack = await startSlack({ scopes: ['chat:write'] });
    slack.channel('ml');
    slack.channel('elsewhere', { member: false });
    web = new WebClient(slack.botToken, {
      slackApiUrl: slack.url,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
    });
  });
  afterAll(() => slack[Symbol.asyncDispose]());
  const post = (more: object = {}) =>
    web.chat.postMessage({ channel: 'C0ML', text: 'hello', ...more } as never);

  test('keeps to its rates, and says for how long', async () => {
    await Promise.allSettled([post(), post(), post(), post(), post()]);
    await expect(post()).rejects.toMatchObject({ code: 'slack_webapi_rate_limited_error', retryAfter: 1 });
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect((await post()).ok).toBe(true);
  });

  test.each([
    ['not_in_channel', { channel: 'C0ELSEWHERE' }],
    ['channel_not_found', { channel: 'C0NOWHERE' }],
    ['invalid_blocks', { blocks: [{ type: 'dream' }] }],
    ['no_text', { text: '' }],
  ])('answers %s', async (error, more) => {
    await new Promise((resolve) => setTimeout(resolve, 400));
    await expect(post(more)).rejects.toMatchObject({ data: { error } });
  });

  test('refuses a wrong token, a missing scope, an old message and a spent trigger', async () => {
    const stranger = new WebClient('xoxb-wrong', { slackApiUrl: slack.url, retryConfig: { retries: 0 } });
    await expect(stranger.auth.test()).rejects.toMatchObject({ data: { error: 'invalid_auth' } });
    await expect(web.users.info({ user: 'U0ADA' })).rejects.toMatchObject({
      data: { error: 'missing_scope', needed: 'users:read' },
    });
    await expect(web.chat.update({ channel: 'C0ML', ts: '1.1', text: 'x' })).rejects.toMatchObject({
      data: { error: 'message_not_found' },
    });
    const view = { type: 'modal' as const, title: plain('t'), blocks: [] } as never;
    slack.person('ada');
    const trigger_id = slack.trigger('ada');
    await web.views.open({ trigger_id, view });
    await expect(web.views.open({ trigger_id, view })).rejects.toMatchObject({
      data: { error: 'exchanged_trigger_id' },
    });
    slack.world.triggers.set('old', { at: Date.now() - 3001, user: 'U0ADA', used: false });
    await expect(web.views.open({ trigger_id: 'old', view })).rejects.toMatchObject({
      data: { error: 'expired_trigger_id' },
    });
  });

  test('notes an acknowledgement that never comes', async () => {
    const before = slack.violations.length;
    const lost = await slack.deliver('interactive', {});
    expect(lost.lost).toBe(true);
    const link = new WebSocket(`${slack.url.replace('http', 'ws').replace('/api/', '/link')}`);
    await slack.sockets(1);
    await slack.deliver('interactive', {});
    expect(slack.violations.slice(before)).toEqual(['interactive: no acknowledgement within three seconds']);
    link.close();
  });
});
