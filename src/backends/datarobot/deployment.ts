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
  status: z.string().nullish(),
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

/** The change request in which people of DataRobot are asked to agree that it serves this version. */
export async function openRequest(
  api: Api,
  deployment: Deployment | null,
  to: string,
): Promise<string | null> {
  for (const id of deployment?.openedChangeRequests ?? []) {
    const request = await api.read(ChangeRequest, path`/changeRequests/${id}/`);
    if (request?.change?.modelPackageId === to) return id;
  }
  return null;
}

/** Whether somebody said no, or took it back. */
export async function isTurnedDown(api: Api, request: string): Promise<boolean> {
  const known = await api.read(ChangeRequest, path`/changeRequests/${request}/`);
  return known === null || /reject|declin|den(y|ied)|cancel/i.test(known.status ?? '');
}
