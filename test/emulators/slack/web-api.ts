/** The Web API's methods, with their scopes, rates and refusals. https://docs.slack.dev/reference/methods */
import { randomUUID } from 'node:crypto';
import { wrongBlocks, wrongView } from './blocks.ts';
import { type Message, nextTs, type World } from './world.ts';

type Body = Record<string, unknown>;
export type Answer = { ok: true } & Record<string, unknown>;

/** What Slack answers instead of doing something. */
export class Refused extends Error {
  readonly extra: Body;
  constructor(error: string, extra: Body = {}) {
    super(error);
    this.extra = extra;
  }
}

interface Method {
  /** One of these; empty: none is needed. */
  scopes: string[];
  /** Calls a minute; null: its own rule. */
  perMinute: number | null;
  run(world: World, body: Body): Answer;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function channelFor(world: World, body: Body) {
  const id = text(body.channel);
  // A member's id stands for the direct message with them.
  const direct = world.members.has(id)
    ? { id: `D${id}`, name: id, isPrivate: true, archived: false, member: true, people: new Set([id]) }
    : id.startsWith('DU')
      ? { id, name: id, isPrivate: true, archived: false, member: true, people: new Set([id.slice(1)]) }
      : null;
  const channel = direct ?? world.channels.get(id);
  if (!channel || (channel.isPrivate && !channel.member)) throw new Refused('channel_not_found');
  if (!channel.member) throw new Refused('not_in_channel');
  if (channel.archived) throw new Refused('is_archived');
  return channel;
}

/** Checks a message as a whole and answers its blocks. */
function contentOf(world: World, body: Body, method: string): { text: string; blocks: object[] } {
  const blocks = (body.blocks ?? []) as object[];
  const said = text(body.text);
  if (said === '' && blocks.length === 0) throw new Refused('no_text');
  if (said === '') world.violations.push(`${method}: blocks without text; nobody hears of it`);
  if (said.length > 4000) world.violations.push(`${method}: a text of ${said.length} characters`);
  const wrong = wrongBlocks(blocks, 'message', world.refuses);
  if (wrong.length > 0) {
    const known = wrong.filter((problem) => !world.refuses.some((type) => problem.includes(type)));
    world.violations.push(...known.map((problem) => `${method}: ${problem}`));
    throw new Refused('invalid_blocks', {
      response_metadata: { messages: wrong.map((problem) => `[ERROR] ${problem}`) },
    });
  }
  const size = JSON.stringify(blocks).length;
  const words = JSON.stringify(blocks).replaceAll(
    /"(type|action_id|value|style|emoji|block_id)":("[^"]*"|true|false)/g,
    '',
  ).length;
  if (words > 13_200) {
    world.violations.push(`${method}: blocks of ${size} characters`);
    throw new Refused('msg_blocks_too_long');
  }
  for (const block of blocks as { type: string; slack_file?: { id: string } }[]) {
    if (block.slack_file && !world.files.get(block.slack_file.id)?.complete)
      throw new Refused('invalid_blocks');
  }
  return { text: said, blocks };
}

function keep(world: World, message: Omit<Message, 'at' | 'revisions' | 'gone' | 'via'>): Message {
  const kept = { ...message, via: null, at: Date.now(), revisions: [], gone: false };
  world.messages.push(kept);
  return kept;
}

function useTrigger(world: World, trigger: string): string {
  const known = world.triggers.get(trigger);
  if (!known) throw new Refused('invalid_trigger');
  if (known.used) throw new Refused('exchanged_trigger_id');
  if (Date.now() - known.at > 3000) throw new Refused('expired_trigger_id');
  known.used = true;
  return known.user;
}

function checkView(world: World, view: unknown): void {
  const wrong = wrongView(view, world.refuses);
  if (wrong.length === 0) return;
  world.violations.push(
    ...wrong.filter((one) => !world.refuses.some((type) => one.includes(type))).map((one) => `view: ${one}`),
  );
  throw new Refused('invalid_arguments', {
    response_metadata: { messages: wrong.map((one) => `[ERROR] ${one}`) },
  });
}

export const tier = { T1: 1, T2: 20, T3: 50, T4: 100 };

export const methods: Record<string, Method> = {
  'auth.test': {
    scopes: [],
    perMinute: null,
    run: ({ team, bot }) => ({
      ok: true,
      team_id: team,
      team: 'Acme',
      user_id: bot.user,
      user: 'steward',
      bot_id: bot.id,
      url: 'https://acme.slack.example/',
    }),
  },
  'chat.postMessage': {
    scopes: ['chat:write'],
    perMinute: null,
    run(world, body) {
      const channel = channelFor(world, body);
      const content = contentOf(world, body, 'chat.postMessage');
      const metadata = (body.metadata ?? null) as Message['metadata'];
      const message = keep(world, { channel: channel.id, ts: nextTs(), ...content, metadata, onlyFor: null });
      return { ok: true, channel: channel.id, ts: message.ts, message: { text: message.text } };
    },
  },
  'chat.update': {
    scopes: ['chat:write'],
    perMinute: tier.T3,
    run(world, body) {
      const channel = channelFor(world, body);
      const message = world.messages.find(
        (one) => one.channel === channel.id && one.ts === body.ts && one.onlyFor === null,
      );
      if (!message || message.gone) throw new Refused('message_not_found');
      const content = contentOf(world, body, 'chat.update');
      message.revisions.push({ text: message.text, blocks: message.blocks });
      Object.assign(message, content, { metadata: body.metadata ?? message.metadata });
      return { ok: true, channel: channel.id, ts: message.ts, text: message.text };
    },
  },
  'chat.postEphemeral': {
    scopes: ['chat:write'],
    perMinute: tier.T4,
    run(world, body) {
      const channel = channelFor(world, body);
      const user = text(body.user);
      if (!channel.people.has(user)) throw new Refused('user_not_in_channel');
      const content = contentOf(world, body, 'chat.postEphemeral');
      const { ts } = keep(world, {
        channel: channel.id,
        ts: nextTs(),
        ...content,
        metadata: null,
        onlyFor: user,
      });
      return { ok: true, message_ts: ts };
    },
  },
  'users.info': {
    scopes: ['users:read'],
    perMinute: tier.T4,
    run(world, body) {
      const member = world.members.get(text(body.user));
      if (!member) throw new Refused('user_not_found');
      return {
        ok: true,
        user: {
          id: member.id,
          team_id: member.team,
          name: member.name.toLowerCase(),
          deleted: member.deactivated,
          is_bot: false,
          is_restricted: member.guest,
          is_ultra_restricted: false,
          ...(member.team !== world.team && { is_stranger: true }),
          profile: { display_name: member.name, real_name: member.name },
        },
      };
    },
  },
  'usergroups.users.list': {
    scopes: ['usergroups:read'],
    perMinute: tier.T2,
    run(world, body) {
      const group = world.groups.get(text(body.usergroup));
      if (!group) throw new Refused('no_such_subteam');
      return { ok: true, users: group.users };
    },
  },
  'conversations.info': {
    scopes: ['channels:read', 'groups:read'],
    perMinute: tier.T3,
    run(world, body) {
      const channel = world.channels.get(text(body.channel));
      if (!channel) throw new Refused('channel_not_found');
      return {
        ok: true,
        channel: {
          id: channel.id,
          name: channel.name,
          is_member: channel.member,
          is_archived: channel.archived,
        },
      };
    },
  },
  'views.open': {
    scopes: [],
    perMinute: tier.T4,
    run(world, body) {
      checkView(world, body.view);
      const user = useTrigger(world, text(body.trigger_id));
      const id = `V${randomUUID().slice(0, 8).toUpperCase()}`;
      world.views.set(id, { id, user, view: body.view as Body });
      return { ok: true, view: { id } };
    },
  },
  'views.publish': {
    scopes: [],
    perMinute: tier.T4,
    run(world, body) {
      checkView(world, body.view);
      world.homes.set(text(body.user_id), body.view as { blocks: object[] });
      return { ok: true, view: { id: 'VHOME' } };
    },
  },
  'files.getUploadURLExternal': {
    scopes: ['files:write'],
    perMinute: tier.T4,
    run(world, body) {
      const id = `F${randomUUID().slice(0, 8).toUpperCase()}`;
      if (!(Number(body.length) > 0)) throw new Refused('invalid_arguments');
      world.files.set(id, { bytes: 0, complete: false, alt: text(body.alt_text) });
      return { ok: true, file_id: id, upload_url: `UPLOAD/${id}` };
    },
  },
  'files.completeUploadExternal': {
    scopes: ['files:write'],
    perMinute: tier.T4,
    run(world, body) {
      for (const { id } of body.files as { id: string }[]) {
        const file = world.files.get(id);
        if (!file || file.bytes === 0) throw new Refused('file_not_found');
        file.complete = true;
      }
      return { ok: true, files: body.files };
    },
  },
};
