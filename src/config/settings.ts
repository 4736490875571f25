// What a process is told by its environment. Nothing else reads `process.env`.
import path from 'node:path';
import { z } from 'zod';
import { closest } from '../lib/closest.ts';
import { Fault } from '../lib/fault.ts';
import { err, ok, type Result } from '../lib/result.ts';

export interface Settings {
  /** Null: Steward starts its own Postgres below `home`. */
  databaseUrl: string | null;
  /** Absolute folder for what this process keeps on disk. */
  home: string;
  host: string;
  /** Host headers that browsers send besides the loopback names: `steward.example.com`. */
  hosts: string[];
  /** Where people reach the page, without a slash at the end; null: where it listens. */
  url: string | null;
  /** 0 takes a free port. */
  port: number;
  /** Absolute folders below which file stores may read. */
  dataRoots: string[];
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Null: not on Slack. */
  slack: SlackSettings | null;
  /** Null: not on Discord. */
  discord: DiscordSettings | null;
  /** Signs the sessions of the web surface; null: one is made and kept below `home`. */
  sessionKey: string | null;
}

export interface SlackSettings {
  botToken: string;
  /** Socket Mode; null: HTTP mode with the signing secret. */
  appToken: string | null;
  signingSecret: string | null;
  apiUrl: string | null;
}

export interface DiscordSettings {
  botToken: string;
  apiUrl: string | null;
  /** The only server whose people may use it; null: those of the channels that are set up. */
  guild: string | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

const folder = z.string().transform((place) => path.resolve(place));

const token = (start: string, what: string) =>
  z
    .string()
    .regex(
      new RegExp(`^${start}[\\w.-]+$`),
      `must begin with ${start}: ${what} (its value is not shown here)`,
    )
    .optional();

const variables = {
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres:// (its value is not shown here)')
    .optional(),
  STEWARD_HOME: folder.prefault('./.steward'),
  STEWARD_HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]+$/, 'must be a host name or an address, as in 127.0.0.1')
    .default('127.0.0.1'),
  STEWARD_HOSTS: z
    .string()
    .transform((list) =>
      list
        .split(',')
        .map((host) => host.trim())
        .filter((host) => host !== ''),
    )
    .default([]),
  STEWARD_URL: z
    .string()
    .regex(/^https?:\/\/[^\s/]+\S*$/, 'must be an address, as in https://steward.example.com')
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  STEWARD_PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a number from 0 to 65535')
    .transform(Number)
    .refine((port) => port <= 65_535, 'must be a number from 0 to 65535')
    .default(8080),
  STEWARD_DATA_ROOTS: z
    .string()
    .transform((list) =>
      list
        .split(path.delimiter)
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    )
    .refine((list) => list.length > 0, 'must name at least one folder')
    .transform((list) => list.map((part) => path.resolve(part)))
    .prefault('.'),
  STEWARD_LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], 'must be debug, info, warn, error or silent')
    .default('info'),
  STEWARD_SESSION_KEY: z
    .string()
    .min(32, 'must have at least 32 characters; make one with: openssl rand -hex 32')
    .optional(),
  SLACK_BOT_TOKEN: token('xoxb-', 'the Bot User OAuth Token, from "OAuth & Permissions"'),
  SLACK_APP_TOKEN: token('xapp-', 'an app-level token with connections:write, from "Basic Information"'),
  SLACK_SIGNING_SECRET: z.string().min(8, 'must be the signing secret from "Basic Information"').optional(),
  SLACK_API_URL: z
    .string()
    .regex(/^https?:\/\/\S+$/, 'must be an address, as in https://slack.com/api/')
    .optional(),
  DISCORD_BOT_TOKEN: z
    .string()
    .regex(/^[\w.-]{20,200}$/, 'must be the bot token from "Bot" (its value is not shown here)')
    .optional(),
  DISCORD_GUILD_ID: z
    .string()
    .regex(/^\d{1,20}$/, 'must be the id of a server, which is a number')
    .optional(),
  DISCORD_API_URL: z
    .string()
    .regex(/^https?:\/\/\S+$/, 'must be an address, as in https://discord.com/api')
    .optional(),
};

type Read = z.infer<z.ZodObject<typeof variables>>;

/** Slack needs a bot token, and one way in: Socket Mode, or signed requests. */
function slackOf(read: Read): Result<SlackSettings | null, string[]> {
  const {
    SLACK_BOT_TOKEN: bot,
    SLACK_APP_TOKEN: app,
    SLACK_SIGNING_SECRET: secret,
    SLACK_API_URL: url,
  } = read;
  if (bot === undefined) {
    const lonely = app ?? secret;
    return lonely === undefined
      ? ok(null)
      : err(['SLACK_BOT_TOKEN is missing beside the other settings of Slack.']);
  }
  if (app === undefined && secret === undefined) {
    return err([
      'SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP mode) is missing beside SLACK_BOT_TOKEN.',
    ]);
  }
  return ok({
    botToken: bot,
    appToken: app ?? null,
    signingSecret: secret ?? null,
    apiUrl: url ?? null,
  });
}

function discordOf(read: Read): Result<DiscordSettings | null, string[]> {
  const { DISCORD_BOT_TOKEN: botToken, DISCORD_GUILD_ID: guild, DISCORD_API_URL: apiUrl } = read;
  if (botToken !== undefined) return ok({ botToken, guild: guild ?? null, apiUrl: apiUrl ?? null });
  return guild === undefined
    ? ok(null)
    : err(['DISCORD_BOT_TOKEN is missing beside the other settings of Discord.']);
}

/** Reads all settings, or says every mistake at once, one sentence each and without values. An empty variable is absent. */
export function readSettings(environment: Environment = process.env): Result<Settings, string[]> {
  const given = Object.entries(environment).filter(([, value]) => value !== undefined && value !== '');
  const known = Object.keys(variables);
  const unknown = given
    .map(([name]) => name)
    .filter((name) => name.startsWith('STEWARD_') && !known.includes(name))
    // A variable for another tool may well begin like ours; a near miss is a slip.
    .flatMap((name) => {
      const near = closest(name, known);
      return near === null ? [] : [`${name} is not known; did you mean ${near}?`];
    });
  const read = z.object(variables).safeParse(Object.fromEntries(given));
  const mistakes = read.success
    ? []
    : read.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`);
  const slack = read.success ? slackOf(read.data) : ok(null);
  if (!slack.ok) mistakes.push(...slack.error);
  const discord = read.success ? discordOf(read.data) : ok(null);
  if (!discord.ok) mistakes.push(...discord.error);
  if (!read.success || !slack.ok || !discord.ok || unknown.length > 0) return err([...mistakes, ...unknown]);
  return ok({
    databaseUrl: read.data.DATABASE_URL ?? null,
    home: read.data.STEWARD_HOME,
    host: read.data.STEWARD_HOST,
    hosts: read.data.STEWARD_HOSTS,
    url: read.data.STEWARD_URL ?? null,
    port: read.data.STEWARD_PORT,
    dataRoots: read.data.STEWARD_DATA_ROOTS,
    logLevel: read.data.STEWARD_LOG_LEVEL,
    slack: slack.value,
    discord: discord.value,
    sessionKey: read.data.STEWARD_SESSION_KEY ?? null,
  });
}

/** The settings of this process; throws Fault `settings` (never) with every mistake in its sentence. */
export function settings(environment: Environment = process.env): Readonly<Settings> {
  const read = readSettings(environment);
  if (!read.ok) throw new Fault('settings', read.error.join(' '), { retry: 'never' });
  return Object.freeze(read.value);
}

/** Variables that adapters may hand to what they start, by name and never as a whole. */
export const environment = (): Environment => process.env;
