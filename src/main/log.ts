import pino from 'pino';
import type { Settings } from '../config/settings.ts';
import type { Log } from '../lib/log.ts';

/** JSON lines on stderr, so that stdout stays what a verb prints. Nothing that may hold a secret is ever a field. */
export const openLog = (settings: Pick<Settings, 'logLevel'>): Log =>
  pino(
    { level: settings.logLevel, redact: ['*.password', '*.token', '*.secret', '*.authorization'] },
    pino.destination({ dest: 2, sync: true }),
  );

/** For verbs that look or act once: what goes wrong is their own sentence, and the log of a long-running process in its way. */
export const openQuietLog = ({ logLevel }: Pick<Settings, 'logLevel'>): Log =>
  openLog({ logLevel: logLevel === 'info' ? 'error' : logLevel });
