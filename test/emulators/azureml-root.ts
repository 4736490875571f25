import { z } from 'zod';

/** The workspace of the fake. */
export const root =
  '/subscriptions/sub-1/resourceGroups/ml/providers/Microsoft.MachineLearningServices/workspaces/prod';
/** Every request names the version of the API, and nothing else that it does not know. */
export const dated = <Shape extends z.ZodRawShape>(more: Shape = {} as Shape) =>
  z.strictObject({ 'api-version': z.literal('2024-10-01'), ...more });
