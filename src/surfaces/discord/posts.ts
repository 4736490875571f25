/** Cards in channels: posted once, then edited by the bot itself, wherever a copy of them is. */
import { type REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { Card } from '../../cards/card.ts';
import type { Chart } from '../../charts/chart.ts';
import { chartPng } from '../../charts/chart-png.ts';
import type { GroupId } from '../../domain/ids.ts';
import { Fault } from '../../lib/fault.ts';
import { fingerprint } from '../../lib/hash.ts';
import type { Log } from '../../lib/log.ts';
import { second } from '../../lib/time.ts';
import type { Place } from '../chat/places.ts';
import {
  altOf,
  componentsV2,
  fileName,
  type Message,
  markOf,
  onlySentence,
  renderCard,
} from './render/message.ts';
import { again, codeOf, codes, discordFault } from './rest.ts';

export interface Payload {
  body: Record<string, unknown>;
  files: { name: string; data: Buffer; contentType: string }[];
}

const Posted = z.looseObject({ id: z.string(), channel_id: z.string().optional() });
const Found = z.array(
  z.looseObject({
    id: z.string(),
    author: z.looseObject({ id: z.string() }).nullish(),
    components: z.array(z.looseObject({ type: z.number(), id: z.number().nullish() })).nullish(),
  }),
);

const drawn = new Map<string, Promise<Buffer>>();
/** A picture is drawn once; the same chart is sent with every edit of its card. */
function pngOf(chart: Chart): Promise<Buffer> {
  const key = fingerprint(chart);
  const known = drawn.get(key) ?? chartPng(chart).then((png) => Buffer.from(png));
  if (drawn.size > 200) drawn.delete(drawn.keys().next().value!);
  drawn.set(key, known);
  known.catch(() => drawn.delete(key));
  return known;
}

/** What is sent: components, and pictures with their alternative text. */
export async function payloadOf(message: Message, flags = componentsV2): Promise<Payload> {
  const { components, allowed_mentions, charts } = message;
  const files = await Promise.all(
    charts.map(async (chart, index) => ({
      name: fileName(index),
      data: await pngOf(chart),
      contentType: 'image/png',
    })),
  );
  const attachments = charts.map((chart, id) => ({
    id: String(id),
    filename: fileName(id),
    description: altOf(chart),
  }));
  return { body: { components, allowed_mentions, flags, attachments }, files };
}

/** Draws and sends; what is refused for its form or its pictures is sent with less. */
export async function sending<T>(
  card: Card,
  {
    draw,
    call,
    log,
  }: { draw: (pictures: boolean) => Message; call: (payload: Payload) => Promise<T>; log: Log },
): Promise<T> {
  const whole = draw(true);
  try {
    const payload = await payloadOf(whole).catch(async (thrown: unknown) => {
      if (whole.charts.length === 0) throw thrown;
      log.warn({ card: card.key }, 'a chart could not be drawn');
      return payloadOf(draw(false));
    });
    return await call(payload);
  } catch (thrown) {
    const code = codeOf(thrown);
    const pictures =
      whole.charts.length > 0 && (code === codes.missingPermissions || code === codes.invalidForm);
    if (pictures) {
      try {
        return await call(await payloadOf(draw(false)));
      } catch (second) {
        if (codeOf(second) !== codes.invalidForm) throw second;
      }
    } else if (code !== codes.invalidForm) throw thrown;
    log.error({ card: card.key }, 'Discord refuses the components of a card; only its sentence is sent');
    return call(await payloadOf(onlySentence(card)));
  }
}

export interface Posts {
  /** @param ref where copies are, separated by spaces: `channel/message`. Null: nowhere yet. Answers where they are now. */
  show(place: Place, card: Card, ref: string | null): Promise<string>;
}

export function createPosts(options: {
  rest: REST;
  /** Discord's ids of the roles behind our groups. */
  callsOf: (groups: GroupId[]) => Promise<string[]>;
  models: () => Promise<string[]>;
  self: () => string;
  log: Log;
}): Posts {
  const { rest, callsOf, models, self, log } = options;

  const modelsOf = async (card: Card) => (card.picks ? models() : []);

  /** A post that nobody confirmed, perhaps by a process that is gone: it is found by its mark. */
  async function lost(channel: string, card: Card): Promise<string | null> {
    try {
      const query = new URLSearchParams({ limit: '50' });
      const found = Found.parse(await rest.get(Routes.channelMessages(channel), { query }));
      const mark = markOf(card.key);
      const mine = found.find(
        ({ author, components }) =>
          author?.id === self() && components?.some((one) => one.type === 17 && one.id === mark),
      );
      return mine ? `${channel}/${mine.id}` : null;
    } catch {
      // Reading back is a precaution; whoever may only write still writes.
      return null;
    }
  }

  async function post({ channel, title }: Place, card: Card, before: string | null): Promise<string> {
    const calls = await callsOf(card.calls ?? []);
    const offered = await modelsOf(card);
    // The same for every attempt to post this card here, so that Discord itself drops a double.
    const nonce = fingerprint({ channel, key: card.key, before });
    try {
      const posted = await sending(card, {
        draw: (pictures) => renderCard(card, { calls, models: offered, pictures }),
        call: ({ body, files }) =>
          again(() =>
            rest.post(Routes.channelMessages(channel), {
              body: { ...body, nonce, enforce_nonce: true },
              files,
            }),
          ),
        log,
      });
      return `${channel}/${Posted.parse(posted).id}`;
    } catch (thrown) {
      throw repeatable(discordFault(thrown, title));
    }
  }

  /** False when the message is no longer there. */
  async function edit(ref: string, card: Card, title: string): Promise<boolean> {
    const [channel = '', message = ''] = ref.split('/');
    const offered = await modelsOf(card);
    try {
      await sending(card, {
        draw: (pictures) => renderCard(card, { models: offered, pictures }),
        call: ({ body, files }) =>
          again(() => rest.patch(Routes.channelMessage(channel, message), { body, files })),
        log,
      });
      return true;
    } catch (thrown) {
      const code = codeOf(thrown);
      if (code === codes.unknownMessage || code === codes.notOurMessage) return false;
      throw repeatable(discordFault(thrown, title));
    }
  }

  return {
    async show(place, card, ref) {
      const copies = (ref ?? '').split(' ').filter(Boolean);
      const here: string[] = [];
      for (const copy of copies) if (await edit(copy, card, place.title)) here.push(copy);
      if (here.length > 0) return here.join(' ');
      const found = ref === null ? await lost(place.channel, card) : null;
      if (found !== null && (await edit(found, card, place.title))) return found;
      // Somebody deleted the only copy: the card comes back, because what it asks is still open.
      return post(place, card, ref);
    },
  };
}

/** Edits may be made twice, and posts carry a nonce and a mark: neither is doubled by another attempt. */
const repeatable = (fault: Fault): Fault =>
  fault.retry === 'unknown'
    ? new Fault('unreachable', fault.message, { retry: 'later', afterMs: second, cause: fault })
    : fault;
