import pino from 'pino';
import type { Settings } from '../config/settings.ts';
import type { Log } from '../lib/log.ts';

/** JSON lines on stderr, so that stdout stays what a verb prints. Nothing that may hold a secret is ever a field. */
export const openLog = (settings: Pick<Settings, 'logLevel'>): Log =>
  pino(
    { level: settings.logLevel, redact: ['*.password', '*.token', '*.secret', '*.authorization'] },
    pino.destination({ dest: 2, sync: true }),
  );
