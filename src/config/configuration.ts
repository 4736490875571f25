// What the YAML files say, checked as a whole: every reference leads somewhere and every rule can be satisfied.
import type { BackendKind } from '../backends/contract.ts';
import type { BackendId, ChannelId, GroupId, StoreId } from '../domain/ids.ts';
import type { Model } from '../domain/model.ts';
import type { Person } from '../domain/person.ts';
import type { SharedPolicy } from '../domain/shared-policy.ts';
import type { StoreKind } from '../stores/contract.ts';
import type { Language } from '../words/language.ts';

export interface Configuration {
  people: Person[];
  groups: Group[];
  channels: Channel[];
  stores: StoreEntry[];
  backends: BackendEntry[];
  policies: SharedPolicy[];
  models: Model[];
}

export type Section = keyof Configuration;

/** In the order in which they may be added: what is referred to comes first. */
export const sections = ['stores', 'backends', 'groups', 'people', 'channels', 'policies', 'models'] as const;

export interface Group {
  id: GroupId;
  title: string;
  accounts?: Record<string, string>;
}

export interface Channel {
  id: ChannelId;
  title: string;
  places?: Record<string, string>;
  /** Set up by people in chat; files neither describe nor remove it. */
  managedBy?: 'chat';
  digest: DigestTime | null;
  language?: Language;
  postsPerDay: number;
}

/** Once a week; `day` 0 is Sunday, hour and minute in the zone. */
export interface DigestTime {
  day: number;
  hour: number;
  minute: number;
  zone: string;
}

export interface StoreEntry {
  id: StoreId;
  kind: string;
  /** As it was written; whoever opens the store parses it with the kind's own schema, which adds the defaults. */
  config: unknown;
}

export interface BackendEntry {
  id: BackendId;
  kind: string;
  /** As it was written; whoever opens the backend parses it with the kind's own schema, which adds the defaults. */
  config: unknown;
}

/** The adapters that configuration may name. Their settings differ, and only their own schemas know how. */
export interface Kinds {
  // biome-ignore lint/suspicious/noExplicitAny: a list of kinds with different settings has no common type but this.
  stores: readonly StoreKind<any>[];
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  backends: readonly BackendKind<any>[];
}

/** Something in the files that cannot be read as it stands. Line and column start at 1; `path` is empty for a whole file. */
export interface Mistake {
  file: string;
  line: number;
  column: number;
  path: string;
  message: string;
}

/** Its name for errors of a compiler: `models.yaml:12:5: models.churn.store: there is no store "lgo"`. */
export const sayMistake = ({ file, line, column, path, message }: Mistake): string =>
  `${file}:${line}:${column}: ${path === '' ? '' : `${path}: `}${message}`;
