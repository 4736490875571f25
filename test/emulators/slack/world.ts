/** A workspace: people, groups, channels, messages, and what the app did to them. */
import { randomUUID } from 'node:crypto';

export interface Member {
  id: string;
  name: string;
  team: string;
  guest: boolean;
  deactivated: boolean;
}

export interface Message {
  channel: string;
  ts: string;
  text: string;
  blocks: object[];
  metadata: { event_type: string; event_payload: Record<string, unknown> } | null;
  /** Null: everybody in the channel sees it. */
  onlyFor: string | null;
  /** The response_url that it came by; null: by a call. */
  via: string | null;
  at: number;
  revisions: { text: string; blocks: object[] }[];
  gone: boolean;
}

export interface Channel {
  id: string;
  name: string;
  isPrivate: boolean;
  archived: boolean;
  /** The app is in it. */
  member: boolean;
  people: Set<string>;
}

export interface View {
  id: string;
  user: string;
  view: Record<string, unknown>;
}

export interface Fault {
  method: string;
  status?: number;
  error?: string;
  retryAfter?: number;
  times: number;
  /** The call had its effect; only its answer is lost. */
  afterEffect?: boolean;
  delayMs?: number;
}

export interface World {
  team: string;
  bot: { user: string; id: string };
  members: Map<string, Member>;
  groups: Map<string, { id: string; handle: string; users: string[] }>;
  channels: Map<string, Channel>;
  messages: Message[];
  views: Map<string, View>;
  homes: Map<string, { blocks: object[] }>;
  files: Map<string, { bytes: number; complete: boolean; alt: string }>;
  /** Trigger → when it was handed out and to whom. */
  triggers: Map<string, { at: number; user: string; used: boolean }>;
  faults: Fault[];
  /** Block types that this workspace does not know. */
  refuses: string[];
  revoked: boolean;
  /** Every call of the app, oldest first. */
  calls: { method: string; at: number; body: Record<string, unknown>; answer: string }[];
  /** Every rule that the app broke, in a sentence. */
  violations: string[];
  /** What people were told privately by a response_url or an ephemeral message. */
  changed: () => void;
}

export function emptyWorld(): World {
  return {
    team: 'T0ACME',
    bot: { user: 'U0STEWARD', id: 'B0STEWARD' },
    members: new Map(),
    groups: new Map(),
    channels: new Map(),
    messages: [],
    views: new Map(),
    homes: new Map(),
    files: new Map(),
    triggers: new Map(),
    faults: [],
    refuses: [],
    revoked: false,
    calls: [],
    violations: [],
    changed: () => {},
  };
}

const upper = (name: string): string => name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
export const memberId = (name: string): string => `U0${upper(name)}`;
export const channelId = (name: string): string => `C0${upper(name)}`;
export const groupId = (handle: string): string => `S0${upper(handle)}`;

let clock = 1_700_000_000;
export const nextTs = (): string => `${++clock}.${String(Math.floor(Math.random() * 1e6)).padStart(6, '0')}`;

export function hearTrigger(world: World, user: string): string {
  const trigger = `${Date.now()}.${randomUUID()}`;
  world.triggers.set(trigger, { at: Date.now(), user, used: false });
  return trigger;
}
