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
  /** 0 takes a free port. */
  port: number;
  /** Absolute folders below which file stores may read. */
  dataRoots: string[];
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Signs the sessions of the web surface; null: one is made and kept below `home`. */
  sessionKey: string | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

const folder = z.string().transform((place) => path.resolve(place));

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
};

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
  if (!read.success || unknown.length > 0) return err([...mistakes, ...unknown]);
  return ok({
    databaseUrl: read.data.DATABASE_URL ?? null,
    home: read.data.STEWARD_HOME,
    host: read.data.STEWARD_HOST,
    hosts: read.data.STEWARD_HOSTS,
    port: read.data.STEWARD_PORT,
    dataRoots: read.data.STEWARD_DATA_ROOTS,
    logLevel: read.data.STEWARD_LOG_LEVEL,
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
