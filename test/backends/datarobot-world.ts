/** DataRobot and the adapter before it, for its tests. */
import { datarobot } from '../../src/backends/datarobot.ts';
import type { ModelId } from '../../src/domain/ids.ts';
import { openWith } from '../contract/memory-reports.ts';
import { served } from '../contract/served.ts';
import { dataRobotSettings, startDataRobot } from '../emulators/datarobot.ts';

export const model = 'churn' as ModelId;
export const secrets = { 'env:TOKEN': 'key1' };
export const open = (url: string, change: object = {}) =>
  datarobot.open(datarobot.config.parse({ ...dataRobotSettings(url), ...change }), openWith(secrets));

export async function serve() {
  const world = await served({ start: startDataRobot, open, begun: ({ all }) => all.length });
  world.fake.fill();
  const filled = { model, versions: ['m1', 'm2', 'm3'] as const };
  return { ...world, filled, registry: world.backend.registry! };
}
