/** Embedded ClickHouse behind as much of its HTTP interface as a client needs to ask and to fill tables. */
import { createServer, type IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';

/** The package's session, as far as it is used here. */
interface ChdbSession {
  query(sql: string): string;
  queryBindAsync(sql: string, values: object, options: { format: string }): Promise<{ bytes(): Uint8Array }>;
  close(): void;
}

export interface ChdbServer extends AsyncDisposable {
  url: string;
}

/** Parameters of the interface that are no settings; `readonly` could not be taken back in the one session there is. */
const notSettings = new Set(['query', 'query_id', 'database', 'default_format', 'session_id', 'readonly']);

/** Statements run one after the other in one session, each with the settings of its request. */
export async function startChdb(folder: string): Promise<ChdbServer> {
  const { Session } = createRequire(path.join(folder, 'package.json'))('chdb') as {
    Session: new () => ChdbSession;
  };
  const session = new Session();
  let last: Promise<unknown> = Promise.resolve();
  const server = createServer((request, response) => {
    const answered = last.then(() => answerOf(session, request));
    last = answered.catch(() => {});
    answered.then(
      (body) => response.end(body),
      (thrown: unknown) => {
        response.statusCode = 500;
        response.end(thrown instanceof Error ? thrown.message : String(thrown));
      },
    );
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await last;
      session.close();
    },
  };
}

async function answerOf(session: ChdbSession, request: IncomingMessage): Promise<Uint8Array> {
  const asked = new URL(request.url ?? '/', 'http://localhost').searchParams;
  const body = await text(request);
  const given = [...asked].filter(([name]) => !notSettings.has(name));
  const values = given.filter(([name]) => name.startsWith('param_'));
  const settings = given.filter(([name]) => !name.startsWith('param_'));
  for (const [name, value] of settings) session.query(`SET ${name} = '${value}'`);
  const sql = [asked.get('query'), body].filter(Boolean).join('\n');
  const format = /\sFORMAT (JSONCompact)\s*$/.exec(sql);
  if (!format) {
    session.query(sql);
    return new Uint8Array();
  }
  const bound = Object.fromEntries(
    values.map(([name, value]) => [name.slice('param_'.length), unescaped(value)]),
  );
  return (await session.queryBindAsync(sql.slice(0, format.index), bound, { format: format[1]! })).bytes();
}

/** A value as it was before the client wrote it for the interface, where backslashes escape. */
const unescaped = (value: string): string =>
  value.replaceAll(
    /\\(.)/gs,
    (_, character: string) => ({ n: '\n', t: '\t', r: '\r' })[character] ?? character,
  );
