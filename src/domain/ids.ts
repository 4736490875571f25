import type { Brand } from '../lib/brand.ts';

/** Names that people chose (`churn-v3`), kept as they are in chat, YAML and database. */
export type ModelId = Brand<'ModelId'>;
export type MonitorId = Brand<'MonitorId'>;
export type PersonId = Brand<'PersonId'>;
export type GroupId = Brand<'GroupId'>;
export type ChannelId = Brand<'ChannelId'>;
export type StoreId = Brand<'StoreId'>;
export type BackendId = Brand<'BackendId'>;
/** The registry's own name for a version of a model. */
export type VersionId = Brand<'VersionId'>;
/** The number that people speak: cycle 4821 has the ballots R-4821 and P-4821. */
export type CycleId = Brand<'CycleId'>;
/** The backend's own name for a run. */
export type RunId = Brand<'RunId'>;

/** What a model, monitor, group, channel, store or backend may be called: safe in URLs, chat and shells. */
export const namePattern = /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/;
