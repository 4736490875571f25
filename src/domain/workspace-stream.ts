/** Everything that is configured and belongs to no single model: people, groups, channels, stores, backends; and who is who. */
import { canonical } from '../lib/hash.ts';
import { ok } from '../lib/result.ts';
import type { Instant } from '../lib/time.ts';
import type { Language } from '../words/language.ts';
import type { Decider } from './decider.ts';
import type { BackendId, ChannelId, GroupId, PersonId, StoreId } from './ids.ts';
import type { Person } from './person.ts';
import { addLink, type Link, type Linked, linkBy, linkCodeMs } from './person-link.ts';
import { type Decided, no } from './rejection.ts';
import type { SharedPolicy } from './shared-policy.ts';

/** What files and forms say as a whole. */
export interface Configured {
  people: Person[];
  groups: Group[];
  channels: Channel[];
  stores: { id: StoreId; kind: string; config: unknown }[];
  backends: { id: BackendId; kind: string; config: unknown }[];
  policies: SharedPolicy[];
}

export type Workspace = Configured & Linked;

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
  /** What cards and answers are written in; not given: English. */
  language?: Language;
  /** New messages a day; decisions are posted in any case. */
  postsPerDay: number;
}

export const usualPostsPerDay = 5;

export type WorkspaceCommand =
  | { type: 'configure_workspace'; workspace: Configured; by: PersonId | null }
  | { type: 'set_up_channel'; channel: Channel; by: PersonId }
  | { type: 'issue_link_code'; hash: string; by: PersonId }
  | { type: 'use_link_code'; hash: string; by: PersonId }
  | { type: 'unlink'; by: PersonId };
export type WorkspaceEvent =
  | { type: 'workspace_configured'; workspace: Configured; by: PersonId | null }
  | { type: 'link_code_issued'; hash: string; by: PersonId; at: Instant; until: Instant }
  | { type: 'accounts_linked'; link: Link; hash: string; by: PersonId }
  | { type: 'accounts_unlinked'; person: PersonId; by: PersonId };

const initial: Workspace = {
  ...{ people: [], groups: [], channels: [], stores: [], backends: [], policies: [] },
  ...{ links: [], codes: [] },
};

/** A workspace that an earlier release wrote has no lists that came later. */
export const wholeWorkspace = (state: Partial<Workspace> | undefined): Workspace => ({
  ...initial,
  ...state,
});

const configuredPart = ({ links: _, codes: __, ...configured }: Workspace): Configured => configured;

const configured = (
  state: Workspace,
  workspace: Configured,
  by: PersonId | null,
): Decided<WorkspaceEvent[]> =>
  canonical(configuredPart(state)) === canonical(workspace)
    ? ok([])
    : ok([{ type: 'workspace_configured', workspace, by }]);

/** Channels of chat as they are by now: whoever wrote files may have read them before somebody set one up. */
function withChat(now: Channel[], wanted: Channel[]): Channel[] {
  const inChat = now.filter(({ managedBy }) => managedBy === 'chat');
  const same = (a: Channel) => (b: Channel) => a.id === b.id;
  return [
    ...wanted.map((one) => (one.managedBy === 'chat' ? (inChat.find(same(one)) ?? one) : one)),
    ...inChat.filter((one) => !wanted.some(same(one))),
  ];
}

export const workspaceStream: Decider<Workspace, WorkspaceCommand, WorkspaceEvent> = {
  initial,
  decide(stored, command, now) {
    const state = wholeWorkspace(stored);
    switch (command.type) {
      case 'configure_workspace': {
        // Who is who is not configured: it must not be lost to somebody who read the whole and writes it back.
        const wanted = configuredPart(wholeWorkspace(command.workspace));
        return configured(
          state,
          { ...wanted, channels: withChat(state.channels, wanted.channels) },
          command.by,
        );
      }
      case 'set_up_channel': {
        const others = state.channels.filter(({ id }) => id !== command.channel.id);
        const channels = [...others, command.channel];
        return configured(state, { ...configuredPart(state), channels }, command.by);
      }
      case 'issue_link_code':
        return ok([{ ...command, type: 'link_code_issued', at: now, until: now + linkCodeMs }]);
      case 'use_link_code': {
        const link = linkBy(state, command, now);
        return link.ok ? ok([{ ...command, type: 'accounts_linked', link: link.value }]) : link;
      }
      case 'unlink':
        return state.links.some(({ person }) => person === command.by)
          ? ok([{ type: 'accounts_unlinked', person: command.by, by: command.by }])
          : no('not_linked');
    }
  },
  evolve(stored, event) {
    const state = wholeWorkspace(stored);
    switch (event.type) {
      case 'workspace_configured':
        return { ...state, ...event.workspace };
      case 'link_code_issued': {
        // One code for each person, and none that is over.
        const codes = state.codes.filter(({ by, until }) => by !== event.by && until > event.at);
        return { ...state, codes: [...codes, { by: event.by, hash: event.hash, until: event.until }] };
      }
      case 'accounts_linked': {
        const codes = state.codes.filter(({ hash }) => hash !== event.hash);
        return { ...state, links: addLink(state.links, event.link), codes };
      }
      case 'accounts_unlinked':
        return { ...state, links: state.links.filter(({ person }) => person !== event.person) };
    }
  },
  react: () => [],
  index: () => ({ open: false, forward: false, deadline: null }),
};
