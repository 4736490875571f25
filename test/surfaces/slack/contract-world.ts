import { silentLog } from '../../../src/lib/log.ts';
import { createSlackSurface } from '../../../src/surfaces/slack/slack-surface.ts';
import type { SurfaceWorld } from '../../contract/surface.ts';
import { serveDoor } from '../../emulators/slack/serve-door.ts';
import { startSlack } from '../../emulators/slack/slack.ts';
import { asksFor, contractOn } from '../chat/contract-world.ts';
import { ada, channel, createFakeDirectory, createFakeRouter } from '../fakes.ts';

/** The Slack surface on the emulator, with a router and a directory in memory. */
export async function startSlackSurface(mode: 'socket' | 'http') {
  const slack = await startSlack({ mode });
  const router = createFakeRouter();
  const directory = createFakeDirectory();
  const place = slack.channel('ml');
  place.join('ada', 'bob');
  slack.userGroup('eng', ['ada']);
  directory.places.set(channel, place.id);
  directory.groups = async () => [{ id: 'ml-eng' as never, account: 'S0ENG' }];
  directory.accounts.set(`T0ACME/${slack.person('ada').id}`, ada);
  slack.person('a stranger', { strangerFrom: 'T0OTHER' });
  const options = { router, directory, log: silentLog, botToken: slack.botToken, apiUrl: slack.url };
  const made = createSlackSurface({
    ...options,
    appToken: mode === 'socket' ? slack.appToken : null,
    signingSecret: mode === 'http' ? slack.signingSecret : null,
  });
  const served = made.door ? await serveDoor(made.door) : null;
  if (served) slack.deliverTo(served.url);
  await made.start();
  if (mode === 'socket') await slack.sockets(2);
  return {
    slack,
    router,
    directory,
    surface: made.surface,
    made,
    place,
    url: served?.url ?? '',
    async [Symbol.asyncDispose]() {
      await made.surface.close();
      await served?.close();
      await slack[Symbol.asyncDispose]();
    },
  };
}

/** The same as the contract suite wants it. */
export async function startContract(mode: 'socket' | 'http'): Promise<SurfaceWorld> {
  const world = await startSlackSurface(mode);
  const { slack, router } = world;
  return contractOn(world, slack, async (token, by, { values, times = 1 } = {}) => {
    const element = { type: 'button', action_id: values ? '?0' : '!0', value: token };
    const asks = asksFor(router, token, values);
    const trigger = slack.trigger(by);
    let last = '';
    let opened: Awaited<ReturnType<Awaited<ReturnType<typeof slack.press>>['modal']>> | null = null;
    for (let time = 0; time < times; time++) {
      const reply = await slack.press(element, { by, in: 'ml', trigger });
      if (asks) opened = await reply.modal();
      else last = await reply.whisper();
    }
    return opened ? (await opened.submit(values)).whisper() : last;
  });
}
