/** A server of Discord: people, roles, channels, messages, and what the app did to them. */
import type { WebSocket } from 'ws';

export type Json = Record<string, unknown>;

export interface Message {
  id: string;
  channel: string;
  body: Json;
  files: string[];
  nonce: string | null;
  /** Null: everybody in the channel sees it. */
  onlyFor: string | null;
  interaction: string | null;
  revisions: number;
  gone: boolean;
}

export interface Interaction {
  id: string;
  token: string;
  user: string;
  channel: string;
  at: number;
  answered: number | null;
  expired: boolean;
  reply: Json | null;
  /** The message whose button was pressed. */
  on: Message | null;
  /** It was answered, and the app never learned it. */
  unconfirmed: boolean;
  /** An answer was refused: what follows may come as a direct message. */
  refused: boolean;
}

export interface Fault {
  route: RegExp;
  status: number;
  code?: number;
  retryAfter?: number;
  /** The 429 says how long to wait, and nothing else. */
  bare?: boolean;
  /** The call had its effect; only its answer is lost. */
  afterEffect?: boolean;
  times: number;
}

export interface World {
  application: string;
  self: string;
  guild: string;
  token: string;
  /** The app was added to the server. */
  invited: boolean;
  people: Map<string, { id: string; name: string; roles: Set<string>; guild: string }>;
  channels: Map<string, { id: string; name: string; denied: boolean; gone: boolean; direct: string | null }>;
  roles: Map<string, string>;
  messages: Message[];
  interactions: Map<string, Interaction>;
  commands: Json[];
  calls: { method: string; route: string; at: number; body: Json; status: number }[];
  faults: Fault[];
  violations: string[];
  sockets: Set<WebSocket>;
  sessions: Map<string, { seq: number; log: Json[] }>;
  identified: number;
  resumed: number;
}

let last = 1_180_000_000_000_000_000n;
export function snowflake(): string {
  last += 4_194_304n;
  return String(last);
}
