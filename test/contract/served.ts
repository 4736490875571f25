/** An adapter before two fakes of its system: in one runs succeed at once, in the other they go on until they are stopped. */
import type { Backend } from '../../src/backends/contract.ts';

interface Fake extends AsyncDisposable {
  url: string;
}

export async function served<F extends Fake, Change>({
  start,
  open,
  begun,
}: {
  start(options: { endless?: boolean }): Promise<F>;
  open(url: string, change?: Change): Promise<Backend>;
  /** How many runs began in a fake. */
  begun(fake: F): number;
}) {
  const [fake, lasting] = [await start({}), await start({ endless: true })];
  const backend = await open(fake.url);
  return {
    ...{ fake, lasting, open, backend, url: fake.url },
    trainer: backend.trainer!,
    endless: (await open(lasting.url)).trainer!,
    begun: async () => begun(fake),
    async [Symbol.asyncDispose]() {
      await fake[Symbol.asyncDispose]();
      await lasting[Symbol.asyncDispose]();
    },
  };
}
