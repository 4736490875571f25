import path from 'node:path';
import { expect, test } from 'vitest';
import { readSettings, settings } from '../../src/config/settings.ts';

test('a process without any setting runs on this machine only', () => {
  expect(settings({})).toEqual({
    databaseUrl: null,
    home: path.resolve('.steward'),
    host: '127.0.0.1',
    hosts: [],
    url: null,
    port: 8080,
    dataRoots: [process.cwd()],
    logLevel: 'info',
    slack: null,
    discord: null,
    sessionKey: null,
  });
});

test('settings are read as what they mean', () => {
  expect(
    settings({
      DATABASE_URL: 'postgres://u:p@h/d',
      STEWARD_HOME: '/srv/steward',
      STEWARD_HOST: '::1',
      STEWARD_HOSTS: 'steward.example.com, steward:8080',
      STEWARD_URL: 'https://steward.example.com/',
      STEWARD_PORT: '0',
      STEWARD_DATA_ROOTS: ['/data', '/more data', ''].join(path.delimiter),
      STEWARD_LOG_LEVEL: 'silent',
      STEWARD_SESSION_KEY: 'k'.repeat(32),
    }),
  ).toEqual({
    databaseUrl: 'postgres://u:p@h/d',
    home: '/srv/steward',
    host: '::1',
    hosts: ['steward.example.com', 'steward:8080'],
    url: 'https://steward.example.com',
    port: 0,
    dataRoots: ['/data', '/more data'],
    logLevel: 'silent',
    slack: null,
    discord: null,
    sessionKey: 'k'.repeat(32),
  });
});

test('all mistakes come at once and show no values', () => {
  const wrong = {
    DATABASE_URL: 'mysql://root:hunter2@h',
    STEWARD_PORT: '70000',
    STEWARD_HOST: 'a b',
    STEWARD_DATA_ROOTS: path.delimiter,
    STEWARD_LOG_LEVEL: 'loud',
    STEWARD_SESSION_KEY: 'hunter2',
    STEWARD_PROT: '1',
  };
  const read = readSettings(wrong);
  expect(read).toEqual({
    ok: false,
    error: [
      expect.stringMatching(/^DATABASE_URL must begin with postgres:/),
      expect.stringMatching(/^STEWARD_HOST must be a host name/),
      'STEWARD_PORT must be a number from 0 to 65535.',
      'STEWARD_DATA_ROOTS must name at least one folder.',
      'STEWARD_LOG_LEVEL must be debug, info, warn, error or silent.',
      expect.stringMatching(/^STEWARD_SESSION_KEY must have at least 32/),
      'STEWARD_PROT is not known; did you mean STEWARD_PORT?',
    ],
  });
  expect(JSON.stringify(read)).not.toContain('hunter2');
  expect(() => settings(wrong)).toThrow(
    expect.objectContaining({ name: 'Fault', code: 'settings', retry: 'never' }),
  );
});

test('an empty variable is an absent one', () => {
  expect(settings({ DATABASE_URL: '', STEWARD_PORT: '' })).toMatchObject({ databaseUrl: null, port: 8080 });
});
