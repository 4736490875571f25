import { channelCard, channelForm } from '../cards/channel-card.ts';
import { readModels } from '../db/read.ts';
import { message } from '../words/t.ts';
import { shown } from './answers.ts';
import { type Asked, type Context, defineCommand } from './contract.ts';
import { enrolled } from './enrol.ts';

/** What reports where somebody asks, whether it was set up or not. */
export async function hereOf({ channel: id, at }: Asked, { db, workspace }: Context) {
  const channel = (await workspace()).channels.find((one) => one.id === id);
  const models = (await readModels(db)).map(({ model }) => model);
  return {
    title: channel?.title ?? at?.title ?? '',
    digest: channel === undefined ? 'monday 09:00 UTC' : sayDigest(channel.digest),
    language: channel?.language ?? 'en',
    setUp: channel !== undefined,
    models: models.filter((model) => model.channel === id).map((model) => model.id),
    others: models.filter((model) => model.channel !== id).map((model) => model.id),
  };
}

const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const two = (number: number) => String(number).padStart(2, '0');
const sayDigest = (digest: { day: number; hour: number; minute: number; zone: string } | null): string =>
  digest === null ? 'none' : `${days[digest.day]} ${two(digest.hour)}:${two(digest.minute)} ${digest.zone}`;

export const channel = defineCommand({
  verb: 'channel',
  usage: 'channel',
  does: message('shows what reports here, and sets it up'),
  group: 'act',
  asks: async (asked, context) => channelForm(await hereOf(asked, context)),
  async run(asked, context) {
    const here = await hereOf(asked, context);
    if (Object.keys(asked.values).length === 0) return shown(channelCard(here));
    return enrolled(await context.setUpChannel(asked), channelForm(here), asked);
  },
});
