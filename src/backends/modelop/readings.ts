/** What ModelOp's monitors found about the champion: the numbers of its test results. */
import { z } from 'zod';
import type { ModelId, VersionId } from '../../domain/ids.ts';
import type { Monitor, Reading } from '../contract.ts';
import type { Api } from '../outbound/api.ts';
import { everyItem } from './pages.ts';

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
        return Object.entries(testResults ?? {}).flatMap(([metric, value]) =>
          typeof value === 'number' ? [{ metric, column: null, value, n: null, at }] : [],
        );
      })
      .toSorted((a, b) => a.at - b.at);
  },
});
