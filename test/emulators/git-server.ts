/** A real git server over HTTP: git's own `http-backend`, as a web server would run it. */
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface GitServer extends AsyncDisposable {
  /** Without the name of a repository. */
  url: string;
  /** What came with each request as `Authorization`. */
  logins: (string | undefined)[];
}

/** @param root the folder that holds bare repositories; @param login the only `Authorization` that is let in */
export async function serveGit(root: string, login?: string): Promise<GitServer> {
  const logins: GitServer['logins'] = [];
  const server = createServer((request, response) => {
    logins.push(request.headers.authorization);
    if (login !== undefined && request.headers.authorization !== login) {
      return void response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
    }
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://git');
    const backend = spawn('git', ['http-backend'], {
      env: {
        ...{ PATH: process.env.PATH, GIT_PROJECT_ROOT: root, GIT_HTTP_EXPORT_ALL: '1' },
        ...{ REMOTE_USER: 'ada', REQUEST_METHOD: request.method, PATH_INFO: decodeURIComponent(pathname) },
        QUERY_STRING: searchParams.toString(),
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
        GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      },
    });
    const parts: Buffer[] = [];
    backend.stdout.on('data', (part: Buffer) => parts.push(part));
    backend.stdin.on('error', () => {});
    request.pipe(backend.stdin);
    backend.once('close', () => {
      const whole = Buffer.concat(parts);
      const end = whole.indexOf('\r\n\r\n');
      const headers = whole.subarray(0, Math.max(0, end)).toString('latin1').split('\r\n');
      const pairs = headers.map((line) => line.split(': ', 2) as [string, string]);
      const status = Number(pairs.find(([name]) => name === 'Status')?.[1]?.slice(0, 3) ?? 200);
      const kept = pairs.filter(([name, value]) => name !== 'Status' && value !== undefined);
      response.writeHead(status, Object.fromEntries(kept)).end(whole.subarray(end + 4));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    logins,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
