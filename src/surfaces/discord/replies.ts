/** What one person is told, and nobody else: by their interaction while it lives, at last by a direct message. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { Card } from '../../cards/card.ts';
import type { Log } from '../../lib/log.ts';
import { inTime } from '../chat/in-time.ts';
import type { Interaction } from './incoming.ts';
import { sending } from './posts.ts';
import type { Button } from './render/actions.ts';
import { componentsV2, ephemeral, renderCard } from './render/message.ts';
import { again, codeOf, codes, discordFault } from './rest.ts';

interface Told {
  card: Card;
  buttons?: Button[];
  instead?: boolean;
}

/** What an interaction is answered with. */
export type Reply =
  | Told
  /** `late` is told when it took longer than Discord waits for a modal. */
  | { modal: object; late: Told }
  | { choices: { name: string; value: string }[] };

export interface Replies {
  /**
   * Acts, and answers when the reply is there, at the latest before Discord gives up; then it tells the person. Of several
   * processes that hear the same one acts at once and answers; the others act a little later, in case that one is gone.
   */
  answer(interaction: Interaction, act: () => Promise<Reply>): Promise<void>;
  /** A direct message; throws `Fault`. */
  direct(user: string, card: Card): Promise<void>;
}

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-callback-type */
const callbacks = { message: 4, later: 5, instead: 7, choices: 8, modal: 9 } as const;
/** Discord gives three seconds, of which the way through the gateway took some. */
const patienceMs = 2000;
/** Whoever comes second finds what counted already: what is said only once was said by the first. */
const behindMs = 1000;
const Channel = z.looseObject({ id: z.string() });
const gone = [codes.unknownInteraction, codes.unknownWebhook, codes.invalidWebhookToken];

export function createReplies(options: {
  rest: REST;
  /** Whether this process is the one that answers; of several gateways each hears everything. */
  claim: (interaction: string) => Promise<boolean>;
  models: () => Promise<string[]>;
  log: Log;
}): Replies {
  const { rest, claim, models, log } = options;
  const directs = new Map<string, string>();

  async function direct(user: string, card: Card): Promise<void> {
    try {
      const channel =
        directs.get(user) ??
        Channel.parse(await again(() => rest.post(Routes.userChannels(), { body: { recipient_id: user } })))
          .id;
      if (directs.size > 2000) directs.clear();
      directs.set(user, channel);
      await sending(card, {
        draw: (pictures) => renderCard(card, { pictures }),
        call: ({ body, files }) => rest.post(Routes.channelMessages(channel), { body, files }),
        log,
      });
    } catch (thrown) {
      throw discordFault(thrown, 'a direct message');
    }
  }

  const callback = ({ id, token }: Interaction, body: object, files: object[] = []) =>
    again(() =>
      rest.post(Routes.interactionCallback(id, token), { body, files: files as never, auth: false }),
    );

  const drawing = async ({ card, buttons }: Told) => {
    const offered = card.picks ? await models() : [];
    return (pictures: boolean) => renderCard(card, { models: offered, pictures, buttons: buttons ?? [] });
  };

  async function first(interaction: Interaction, reply: Reply): Promise<void> {
    if ('choices' in reply) {
      await callback(interaction, { type: callbacks.choices, data: { choices: reply.choices } });
    } else if ('modal' in reply) {
      await callback(interaction, { type: callbacks.modal, data: reply.modal });
    } else {
      const type = reply.instead ? callbacks.instead : callbacks.message;
      const flags = reply.instead ? componentsV2 : componentsV2 | ephemeral;
      await sending(reply.card, {
        draw: await drawing(reply),
        call: ({ body, files }) => callback(interaction, { type, data: { ...body, flags } }, files),
        log,
      });
    }
  }

  async function afterwards({ application_id, token }: Interaction, reply: Reply): Promise<void> {
    if ('choices' in reply) return;
    // A modal can only be a first answer: what opens it is offered instead.
    const shown = 'modal' in reply ? reply.late : reply;
    await sending(shown.card, {
      draw: await drawing(shown),
      call: ({ body, files }) =>
        again(() =>
          rest.patch(Routes.webhookMessage(application_id, token), {
            body: { ...body, flags: componentsV2 },
            files,
            auth: false,
          }),
        ),
      log,
    });
  }

  /** The interaction is over or out of reach; what counted still counts, and the person is told. */
  async function otherwise(interaction: Interaction, reply: Reply, thrown: unknown): Promise<void> {
    const code = codeOf(thrown);
    // Another gateway of ours answered, or our own answer arrived although nobody confirmed it.
    if (code === codes.alreadyAnswered) return;
    // It was taken, with an answer that is no JSON.
    if (thrown instanceof SyntaxError) return;
    log.warn({ code, gone: code !== null && gone.includes(code) }, 'an interaction could not be answered');
    const user = interaction.member?.user ?? interaction.user;
    if ('choices' in reply || !user) return;
    await direct(user.id, 'modal' in reply ? reply.late.card : reply.card).catch((cause: unknown) =>
      log.warn({ err: cause }, 'somebody could not be told an answer'),
    );
  }

  return {
    direct,
    async answer(interaction, act) {
      // Who cannot ask the database leaves it to Discord, which takes one answer.
      const mine = await claim(interaction.id).catch(() => true);
      if (!mine) {
        await sleep(behindMs, undefined, { ref: false });
        await act();
        return;
      }
      const replying = act();
      const early = await inTime(
        replying.then((found) => ({ found })),
        patienceMs,
      );
      if (early !== null) {
        await first(interaction, early.found).catch((thrown: unknown) =>
          otherwise(interaction, early.found, thrown),
        );
        return;
      }
      const deferred = await callback(interaction, {
        type: callbacks.later,
        data: { flags: ephemeral },
      }).then(
        () => null,
        (thrown: unknown) => ({ thrown }),
      );
      const reply = await replying;
      if (deferred !== null && codeOf(deferred.thrown) !== codes.alreadyAnswered) {
        return otherwise(interaction, reply, deferred.thrown);
      }
      await afterwards(interaction, reply).catch((thrown: unknown) => otherwise(interaction, reply, thrown));
    },
  };
}
