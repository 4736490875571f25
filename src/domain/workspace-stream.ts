/** Everything that is configured and belongs to no single model: people, groups, channels, stores, backends. */
import { canonical } from '../lib/hash.ts';
import { ok } from '../lib/result.ts';
import type { Decider } from './decider.ts';
import type { BackendId, ChannelId, GroupId, PersonId, StoreId } from './ids.ts';
import type { Person } from './person.ts';
import type { SharedPolicy } from './shared-policy.ts';

export interface Workspace {
  people: Person[];
  groups: Group[];
  channels: Channel[];
  stores: { id: StoreId; kind: string; config: unknown }[];
  backends: { id: BackendId; kind: string; config: unknown }[];
  policies: SharedPolicy[];
}

export interface Group {
  id: GroupId;
  title: string;
  /** A group of the surface's own whose members belong to this one: `{ slack: 'S0614TZR7' }`. */
  accounts?: Record<string, string>;
}

export interface Channel {
  id: ChannelId;
  title: string;
  /** Where it is on each surface that has places of its own: `{ slack: 'C0123ABCD' }`. */
  places?: Record<string, string>;
  /** Set up by people in chat; files neither describe nor remove it. */
  managedBy?: 'chat';
  /** When the weekly digest is posted; null: never. Day 0 is Sunday. */
  digest: { day: number; hour: number; minute: number; zone: string } | null;
  postsPerDay: number;
}

export type WorkspaceCommand = { type: 'configure_workspace'; workspace: Workspace; by: PersonId | null };
export type WorkspaceEvent = { type: 'workspace_configured'; workspace: Workspace; by: PersonId | null };

export const workspaceStream: Decider<Workspace, WorkspaceCommand, WorkspaceEvent> = {
  initial: { people: [], groups: [], channels: [], stores: [], backends: [], policies: [] },
  decide: (state, command) =>
    canonical(state) === canonical(command.workspace)
      ? ok([])
      : ok([{ type: 'workspace_configured', workspace: command.workspace, by: command.by }]),
  evolve: (_, event) => event.workspace,
  react: () => [],
  index: () => ({ open: false, forward: false, deadline: null }),
};
