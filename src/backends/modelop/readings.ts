/** What ModelOp's monitors found about the champion: the numbers of its test results. */
import { z } from 'zod';
import type { ModelId, VersionId } from '../../domain/ids.ts';
import type { Monitor, Reading } from '../contract.ts';
import type { Api } from '../outbound/api.ts';
import { everyItem } from './pages.ts';

/** As ModelOp's own monitors write a test over several columns, in a list beside other keys. */
const Tested = z.object({
  test_type: z.string(),
  metric: z.string(),
  values: z.record(z.string(), z.unknown()),
});
const TestResult = z.object({
  createdDate: z.string().nullish(),
  testResults: z.record(z.string(), z.unknown()).nullish(),
});

export const testReadings = (
  api: Api,
  championOf: (model: ModelId) => Promise<VersionId | null>,
): Monitor => ({
  async readings(model, window) {
    const champion = await championOf(model);
    if (champion === null) return [];
    const all = await everyItem(api, TestResult, {
      entity: 'modelTestResultSummaries',
      at: '/modelTestResultSummaries/search/findAllByDeployedModel_DeployableModel_Id',
      query: { deployableModelId: champion },
    });
    return all
      .flatMap(({ createdDate, testResults }): Reading[] => {
        const at = Date.parse(createdDate ?? '');
        if (!(at >= window.from && at < window.to)) return [];
        const reading = (metric: string, column: string | null, value: unknown): Reading[] =>
          typeof value === 'number' ? [{ metric, column, value, n: null, at }] : [];
        return Object.entries(testResults ?? {}).flatMap(([name, value]) => {
          if (!Array.isArray(value)) return reading(name, null, value);
          return value.flatMap((one) => {
            const { test_type: test, metric, values } = Tested.safeParse(one).data ?? { values: {} };
            return Object.entries(values).flatMap(([column, found]) =>
              reading(`${test} ${metric}`, column, found),
            );
          });
        });
      })
      .toSorted((a, b) => a.at - b.at);
  },
});
