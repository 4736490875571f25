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

export interface OpenRequest {
  id: string;
  /** That it is to serve; null for a change of something else. */
  version: string | null;
}

/** The change requests in which people of DataRobot are asked to agree. */
export async function openRequests(api: Api, deployment: Deployment | null): Promise<OpenRequest[]> {
  const open = (deployment?.openedChangeRequests ?? []).map(async (id) => {
    const request = await api.read(ChangeRequest, path`/changeRequests/${id}/`);
    return { id, version: request?.change?.modelPackageId ?? null };
  });
  return Promise.all(open);
}

/** Whether somebody said no, or took it back. */
export async function isTurnedDown(api: Api, request: string): Promise<boolean> {
  const known = await api.read(ChangeRequest, path`/changeRequests/${request}/`);
  return known === null || /reject|declin|den(y|ied)|cancel/i.test(known.status ?? '');
}
