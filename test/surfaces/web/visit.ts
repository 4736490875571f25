/** A script that uses the page as `curl` would: keeps its cookie, sends its token. */
export interface Visit {
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  csrf(): Promise<string>;
  become(person: string): Promise<void>;
}

export function visit(url: string, cookie = ''): Visit {
  async function send(path: string, options: RequestInit): Promise<Response> {
    const headers = { ...(cookie ? { cookie } : {}), ...(options.headers as Record<string, string>) };
    const answer = await fetch(`${url}${path}`, { redirect: 'manual', ...options, headers });
    const set = answer.headers.getSetCookie()[0];
    if (set) cookie = set.split(';')[0]!;
    return answer;
  }
  const self: Visit = {
    get: (path, headers = {}) => send(path, { headers }),
    post: (path, body, headers = {}) =>
      send(path, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
      }),
    csrf: async () => ((await (await self.get('/api/session')).json()) as { csrf: string }).csrf,
    async become(person) {
      const answer = await self.post('/session', { person, csrf: await self.csrf() });
      if (!answer.ok) throw new Error(`could not become ${person}: ${answer.status} ${await answer.text()}`);
    },
  };
  return self;
}
