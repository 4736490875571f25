/** What the REST API does, and what it refuses. https://docs.discord.com/developers/reference */
import { wrongCommands, wrongMessage, wrongModal } from './limits.ts';
import { type Json, type Message, snowflake, type World } from './world.ts';

export class Refused extends Error {
  readonly status: number;
  readonly code: number;
  constructor(status: number, code: number, message = 'refused') {
    super(message);
    this.status = status;
    this.code = code;
  }
}

interface Request {
  method: string;
  route: string;
  body: unknown;
  files: string[];
  gateway: string;
}

const firstAnswerMs = 3000;

export function answerRest(world: World, { method, route, body: given, files, gateway }: Request): unknown {
  const body = given as Json;
  const parts = route.split('/').slice(1);
  const is = (wanted: string) => new RegExp(`^${wanted}$`).test(`${method} ${route}`);
  const check = (wrong: string[]) => {
    if (wrong.length === 0) return;
    world.violations.push(...wrong.map((one) => `${method} ${route.replaceAll(/\d{5,}/g, '…')}: ${one}`));
    throw new Refused(400, 50035, wrong.join('; '));
  };
  const channelOf = (id: string) => {
    const channel = world.channels.get(id);
    if (!channel || channel.gone) throw new Refused(404, 10003);
    if (channel.denied) throw new Refused(403, 50013);
    return channel;
  };
  const view = (one: Message) => ({
    id: one.id,
    channel_id: one.channel,
    author: { id: world.self },
    ...one.body,
  });
  const put = (channel: string, message: Json, more: Partial<Message> = {}): Message => {
    const made = {
      id: snowflake(),
      channel,
      body: message,
      files,
      nonce: null,
      onlyFor: null,
      interaction: null,
      revisions: 0,
      gone: false,
      ...more,
    };
    world.messages.push(made);
    return made;
  };

  if (is('GET /users/@me')) return { id: world.self, username: 'steward' };
  if (is('GET /applications/@me')) return { id: world.application, name: 'Steward' };
  if (is('GET /gateway/bot')) {
    const session_start_limit = { total: 1000, remaining: 900, reset_after: 1000, max_concurrency: 1 };
    return { url: gateway, shards: 1, session_start_limit };
  }
  if (is('PUT /applications/\\d+/commands')) {
    check(wrongCommands(given as Json[]));
    world.commands = given as Json[];
    return given;
  }
  if (is('GET /channels/\\d+'))
    return { ...channelOf(parts[1]!), guild_id: world.guild, permission_overwrites: [] };
  if (is('GET /guilds/\\d+/roles')) {
    const roles = [...world.roles].map(([id, name]) => ({ id, name, permissions: '0' }));
    return [{ id: world.guild, name: '@everyone', permissions: String((1n << 53n) - 1n - 8n) }, ...roles];
  }
  if (is('GET /guilds/\\d+/roles/member-counts')) {
    const count = (role: string) => [...world.people.values()].filter(({ roles }) => roles.has(role)).length;
    return Object.fromEntries([...world.roles.keys()].map((role) => [role, count(role)]));
  }
  if (is('GET /guilds/\\d+/members/\\d+')) {
    if (parts[3] === world.self) return { roles: [] };
    const person = [...world.people.values()].find(({ id, guild }) => id === parts[3] && guild === parts[1]);
    if (!person) throw new Refused(404, 10007);
    return { roles: [...person.roles] };
  }
  if (is('POST /users/@me/channels')) {
    const user = String(body.recipient_id);
    const id = `9${user.slice(1)}`;
    world.channels.set(id, { id, name: 'dm', denied: false, gone: false, direct: user });
    return { id };
  }
  if (is('GET /channels/\\d+/messages')) {
    channelOf(parts[1]!);
    return world.messages
      .filter((one) => one.channel === parts[1] && one.onlyFor === null && !one.gone)
      .map(view);
  }
  if (is('POST /channels/\\d+/messages')) {
    const channel = channelOf(parts[1]!);
    check(wrongMessage('create', body, files));
    const nonce = body.nonce === undefined ? null : String(body.nonce);
    if (nonce === null && channel.direct === null) world.violations.push('a post without a nonce');
    const before =
      body.enforce_nonce === true
        ? world.messages.find((one) => one.nonce === nonce && !one.gone)
        : undefined;
    return view(before ?? put(channel.id, body, { nonce }));
  }
  if (is('PATCH /channels/\\d+/messages/\\d+')) {
    channelOf(parts[1]!);
    const message = world.messages.find(({ id, gone }) => id === parts[3] && !gone);
    if (!message) throw new Refused(404, 10008);
    check(wrongMessage('edit', body, files));
    Object.assign(message, { body, files, revisions: message.revisions + 1 });
    return view(message);
  }
  if (is('POST /interactions/\\d+/[^/]+/callback')) {
    const found = world.interactions.get(parts[1]!);
    if (!found || found.token !== parts[2] || found.expired) throw new Refused(404, 10062);
    if (found.answered === null && Date.now() - found.at > firstAnswerMs) {
      world.violations.push('no answer within three seconds');
      throw new Refused(404, 10062);
    }
    if (found.answered !== null) {
      if (!found.unconfirmed) world.violations.push('an interaction was answered twice');
      throw new Refused(400, 40060);
    }
    const data = (body.data ?? {}) as Json;
    if (body.type === 4 || body.type === 7) check(wrongMessage('webhook', data, files));
    if (body.type === 9) check(wrongModal(data));
    found.answered = Number(body.type);
    found.reply = data;
    if (body.type === 4) {
      const onlyFor = (Number(data.flags) & 64) !== 0 ? found.user : null;
      put(found.channel, data, { onlyFor, interaction: found.id });
    }
    if (body.type === 7 && found.on)
      Object.assign(found.on, { body: data, files, revisions: found.on.revisions + 1 });
    return null;
  }
  if (is('PATCH /webhooks/\\d+/[^/]+/messages/@original')) {
    const found = [...world.interactions.values()].find(
      ({ token }) => token === decodeURIComponent(parts[2]!),
    );
    if (!found || found.expired) throw new Refused(404, 50027);
    check(wrongMessage('webhook', body, files));
    const shown = world.messages.find(({ interaction }) => interaction === found.id);
    if (shown) Object.assign(shown, { body, files });
    else put(found.channel, body, { onlyFor: found.user, interaction: found.id });
    return { id: '1' };
  }
  world.violations.push(`unknown route ${method} ${route}`);
  throw new Refused(404, 0);
}
