/** A deployment: what it serves, who challenges it, and who has to agree to a change of it. */
import { z } from 'zod';
import type { ModelId, VersionId } from '../../domain/ids.ts';
import type { ReportRows } from '../contract.ts';
import { type Api, path } from '../outbound/api.ts';

export const Deployment = z.object({
  id: z.string(),
  modelPackage: z.object({ id: z.string(), registeredModelId: z.string().nullish() }).nullish(),
  openedChangeRequests: z.array(z.string()).nullish(),
});
export type Deployment = z.infer<typeof Deployment>;

const ChangeRequest = z.object({
  change: z.object({ modelPackageId: z.string().nullish() }).nullish(),
});

/** What all parts of the adapter share. */
export interface Deployments {
  reports: ReportRows;
  /** Null for a model that is not configured. */
  deploymentOf(model: ModelId): string | null;
  link(deployment: string): string;
}

export const readDeployment = async (api: Api, id: string | null): Promise<Deployment | null> =>
  id === null ? null : api.read(Deployment, path`/deployments/${id}/`);

export const championOf = (deployment: Deployment | null): VersionId | null =>
  (deployment?.modelPackage?.id as VersionId | undefined) ?? null;

/** Whether people of DataRobot are asked to agree that it serves this version. */
export async function waitsForApproval(
  api: Api,
  deployment: Deployment | null,
  to: string,
): Promise<boolean> {
  for (const id of deployment?.openedChangeRequests ?? []) {
    const request = await api.read(ChangeRequest, path`/changeRequests/${id}/`);
    if (request?.change?.modelPackageId === to) return true;
  }
  return false;
}
