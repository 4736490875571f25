/** Model packages of a group. The champion is the newest that is approved, as those who deploy from SageMaker have it. */
import { z } from 'zod';
import type { ModelId, VersionId } from '../../domain/ids.ts';
import type { Version } from '../../domain/version.ts';
import type { Registry } from '../contract.ts';
import { described, versionFrom } from '../described.ts';
import { everyPage } from '../outbound/api.ts';
import { expectDone } from '../outbound/started.ts';
import { switchOver } from '../switch-over.ts';
import type { Aws } from './aws.ts';

const Summary = z.object({
  ModelPackageArn: z.string(),
  ModelPackageVersion: z.int(),
  ModelApprovalStatus: z.string().optional(),
  ModelPackageStatus: z.string().optional(),
});
type Summary = z.infer<typeof Summary>;
const Page = z.object({ ModelPackageSummaryList: z.array(Summary), NextToken: z.string().nullish() });
export const Package = z.object({
  ModelPackageGroupName: z.string().nullish(),
  ModelPackageVersion: z.int(),
  CreationTime: z.number(),
  CustomerMetadataProperties: z.record(z.string(), z.string()).nullish(),
  MetadataProperties: z.object({ CommitId: z.string().nullish() }).nullish(),
});
export type Package = z.infer<typeof Package>;

export function packageRegistry(aws: Aws, groupOf: (model: ModelId) => string): Registry {
  /** Newest first; a package that could not be made is no version. */
  async function packages(model: ModelId): Promise<Summary[]> {
    const all = await everyPage(async (token) => {
      const page = await aws.read(Page, 'ListModelPackages', {
        ModelPackageGroupName: groupOf(model),
        SortBy: 'CreationTime',
        SortOrder: 'Descending',
        MaxResults: 100,
        ...(token && { NextToken: token }),
      });
      return { items: page?.ModelPackageSummaryList ?? [], next: page?.NextToken };
    });
    return all
      .filter(({ ModelPackageStatus: status = 'Completed' }) => status === 'Completed')
      .sort((a, b) => b.ModelPackageVersion - a.ModelPackageVersion);
  }
  const approved = (all: Summary[]) => all.filter((one) => one.ModelApprovalStatus === 'Approved');
  const nameOf = (one: Summary | undefined) => (one ? (String(one.ModelPackageVersion) as VersionId) : null);
  const describe = async (one: Summary) =>
    versionOf((await aws.read(Package, 'DescribeModelPackage', { ModelPackageName: one.ModelPackageArn }))!);
  const mark = async (one: Summary, status: 'Approved' | 'Rejected') =>
    expectDone(
      await aws.act('UpdateModelPackage', {
        ModelPackageArn: one.ModelPackageArn,
        ModelApprovalStatus: status,
        ApprovalDescription: status === 'Approved' ? 'Promoted by Steward' : 'Rolled back by Steward',
      }),
    );

  return {
    async versions(model, known = []) {
      const found: Version[] = [];
      for (const one of (await packages(model)).toReversed()) {
        found.push(known.find(({ id }) => id === nameOf(one)) ?? (await describe(one)));
      }
      return found;
    },
    async roles(model) {
      const all = await packages(model);
      const waiting = all.filter((one) => one.ModelApprovalStatus === 'PendingManualApproval');
      return { champion: nameOf(approved(all)[0]), challengers: waiting.map((one) => nameOf(one)!) };
    },
    assign(change) {
      const { model } = change;
      let all: Summary[] = [];
      const named = (id: VersionId) => all.find((one) => nameOf(one) === id);
      return switchOver(change, {
        async knows(id) {
          all = await packages(model);
          return named(id) !== undefined;
        },
        champion: async () => nameOf(approved(await packages(model))[0]),
        async write(id) {
          const wanted = named(id)!;
          // First the one that shall be used, so that there is never none. Who is approved already is not told to deploy again.
          if (wanted.ModelApprovalStatus !== 'Approved') await mark(wanted, 'Approved');
          const newer = approved(all).filter((one) => one.ModelPackageVersion > wanted.ModelPackageVersion);
          for (const one of newer.toReversed()) await mark(one, 'Rejected');
          return undefined;
        },
      });
    },
    async produced(model, { key }) {
      const found: Version[] = [];
      for (const one of (await packages(model)).slice(0, 20)) {
        const known = await aws.read(Package, 'DescribeModelPackage', {
          ModelPackageName: one.ModelPackageArn,
        });
        if (known?.CustomerMetadataProperties?.[described.key] === key) found.push(versionOf(known));
      }
      return found;
    },
  };
}

/** `CustomerMetadataProperties` describe it. */
export const versionOf = (known: Package): Version =>
  versionFrom({
    id: String(known.ModelPackageVersion),
    createdAt: Math.round(known.CreationTime * 1000),
    text: { [described.code]: known.MetadataProperties?.CommitId, ...known.CustomerMetadataProperties },
  });
