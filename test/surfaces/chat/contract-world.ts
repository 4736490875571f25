/** A chat surface on its emulator, as the contract suite wants it: how a button is pressed is the platform's own, the rest is alike. */
import { decodePress } from '../../../src/surfaces/press-token.ts';
import type { SurfaceWorld } from '../../contract/surface.ts';
import { channel, type FakeDirectory, type FakeRouter } from '../fakes.ts';

interface ChatWorld extends AsyncDisposable {
  surface: SurfaceWorld['surface'];
  router: FakeRouter;
  directory: FakeDirectory;
  place: { messages(): { plainText(): string }[] };
}

/** @param chat.violations what the emulator saw that its platform would refuse */
export const contractOn = (
  world: ChatWorld,
  chat: { violations: string[] },
  press: SurfaceWorld['press'],
): SurfaceWorld => ({
  surface: world.surface,
  router: world.router,
  channel,
  speaks: (language) => void world.directory.languages.set(channel, language),
  show: (card, ref) => world.surface.show(channel, card, ref),
  messages: async () => world.place.messages().map((message) => message.plainText()),
  press,
  async [Symbol.asyncDispose]() {
    await world[Symbol.asyncDispose]();
    if (chat.violations.length > 0) throw new Error(chat.violations.join('\n'));
  },
});

/** From now on the router asks for these fields before the press counts; false where nothing is to be asked. */
export function asksFor(router: FakeRouter, token: string, values?: Record<string, string>): boolean {
  const press = decodePress(token);
  if (!values || !press) return false;
  const fields = Object.keys(values).map((name) => ({
    ...{ name, label: name },
    ...{ kind: 'text' as const, required: true },
  }));
  const form = { title: 'Why', submit: 'Send', fields };
  router.asking.set(press.verb, { label: 'x', style: 'default', press, form });
  return true;
}
