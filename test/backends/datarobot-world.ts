/** DataRobot and the adapter before it, for its tests. */
import { datarobot } from '../../src/backends/datarobot.ts';
import type { ModelId, RunId } from '../../src/domain/ids.ts';
import { openWith } from '../contract/memory-reports.ts';
import { newKey, request } from '../contract/trainer.ts';
import { dataRobotSettings, startDataRobot } from '../emulators/datarobot.ts';

export const model = 'churn' as ModelId;
export const secrets = { 'env:TOKEN': 'key1' };
export const open = (url: string, change: object = {}) =>
  datarobot.open(datarobot.config.parse({ ...dataRobotSettings(url), ...change }), openWith(secrets));

export async function serve() {
  const [fake, lasting] = [await startDataRobot(), await startDataRobot({ endless: true })];
  const backend = await open(fake.url);
  fake.fill();
  return {
    ...{ fake, lasting, open, backend, url: fake.url },
    trainer: backend.trainer!,
    registry: backend.registry!,
    filled: { model, versions: ['m1', 'm2', 'm3'] as const },
    endless: (await open(lasting.url)).trainer!,
    begun: async () => fake.all.length,
    async [Symbol.asyncDispose]() {
      await fake[Symbol.asyncDispose]();
      await lasting[Symbol.asyncDispose]();
    },
  };
}
export const started = async (trainer: Awaited<ReturnType<typeof serve>>['trainer']): Promise<RunId> => {
  const answer = await trainer.start(request, newKey());
  if (answer.outcome !== 'started') throw new Error(answer.reason);
  return answer.run;
};
