import { Fault } from '../lib/fault.ts';
import { unreachable } from '../lib/lost-connection.ts';

const certificate = /CERT|TLS|SSL|UNABLE_TO_(GET|VERIFY)/;

/** What went wrong between us and the database, with the remedy; names the place and the user, never the password. */
export function connectionFault(url: string, cause: unknown): Fault {
  const { host, username, pathname } = new URL(url);
  const at = decodeURIComponent(host) || 'localhost';
  const user = decodeURIComponent(username);
  const database = decodeURIComponent(pathname.slice(1)) || user;
  const { code = 'unknown' } = cause as { code?: string };
  const fault = (name: string, retry: 'later' | 'never', sentence: string) =>
    new Fault(name, sentence, { retry, cause });

  if (unreachable.has(code)) {
    return fault(
      'db_unreachable',
      'later',
      `Postgres at ${at} cannot be reached (${code}); start it, or mend host and port in DATABASE_URL.`,
    );
  }
  if (code === '28P01') {
    return fault(
      'db_password',
      'never',
      `Postgres at ${at} refused the password of user ${user}; mend DATABASE_URL.`,
    );
  }
  if (code === '28000') {
    return fault(
      'db_password',
      'never',
      `Postgres at ${at} does not let user ${user} in; mend the user in DATABASE_URL, or pg_hba.conf on the server.`,
    );
  }
  if (code === '3D000') {
    return fault(
      'db_missing',
      'never',
      `Postgres at ${at} has no database ${database}; create it, or mend its name in DATABASE_URL.`,
    );
  }
  if (code === '42501') {
    return fault(
      'db_not_allowed',
      'never',
      `User ${user} lacks a right in database ${database} at ${at}; make that user its owner.`,
    );
  }
  if (code === '53300') {
    return fault(
      'db_full',
      'later',
      `Postgres at ${at} has no free connection; raise max_connections or close other programs.`,
    );
  }
  if (code === '57P03') {
    return fault('db_unreachable', 'later', `Postgres at ${at} is starting or stopping; wait a moment.`);
  }
  if (certificate.test(code)) {
    return fault(
      'db_certificate',
      'never',
      `The certificate of Postgres at ${at} is not trusted (${code}); mend it, or sslmode in DATABASE_URL.`,
    );
  }
  return fault(
    'db_failed',
    'never',
    `Postgres at ${at} refused database ${database} for user ${user} (${code}); the log has its answer.`,
  );
}
