/** The part of MLflow's REST API that the adapter uses, strict: an unknown path is a 404, an unknown name its own error. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Kept {
  version: string;
  run_id: string;
  creation_timestamp: number;
  status: string;
  tags: { key: string; value: string }[];
}

export async function startMlflow(name: string, { pageSize = 2 }: { pageSize?: number } = {}) {
  const versions: Kept[] = [];
  const aliases = new Map<string, string>();
  const runs = new Map<string, object>();
  const paths: string[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const part of request) text += part;
    const url = new URL(request.url ?? '/', 'http://x');
    const call = `${request.method} ${url.pathname.replace('/api/2.0/mlflow', '')}`;
    const body = text === '' ? {} : JSON.parse(text);
    const send = (status: number, answer: object) =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    const missing = (what: string) =>
      send(404, { error_code: 'RESOURCE_DOES_NOT_EXIST', message: `${what} not found` });
    paths.push(call);
    const query = (key: string) => url.searchParams.get(key) ?? '';
    const known = versions.find(({ version }) => version === body.version);
    switch (call) {
      case 'GET /registered-models/search':
        return send(200, { registered_models: [{ name }] });
      case 'GET /registered-models/get':
        if (query('name') !== name) return missing('Registered Model');
        return send(200, {
          registered_model: { name, aliases: [...aliases].map(([alias, version]) => ({ alias, version })) },
        });
      case 'GET /model-versions/search': {
        if (query('filter') !== `name='${name}'`) return send(200, {});
        const from = Number(query('page_token') || 0);
        const next = from + pageSize < versions.length ? { next_page_token: String(from + pageSize) } : {};
        // Newest first, as the server has it.
        return send(200, { model_versions: versions.toReversed().slice(from, from + pageSize), ...next });
      }
      case 'GET /runs/get':
        return runs.has(query('run_id')) ? send(200, { run: runs.get(query('run_id'))! }) : missing('Run');
      case 'POST /registered-models/alias':
        if (body.name !== name || !known) return missing('Model Version');
        aliases.set(body.alias, body.version);
        return send(200, {});
      case 'POST /model-versions/set-tag':
        if (body.name !== name || !known) return missing('Model Version');
        known.tags = [
          ...known.tags.filter(({ key }) => key !== body.key),
          { key: body.key, value: body.value },
        ];
        return send(200, {});
      default:
        return send(404, { error_code: 'ENDPOINT_NOT_FOUND', message: call });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    aliases,
    versions,
    paths,
    add(run: object = {}, status = 'READY') {
      const version = String(versions.length + 1);
      runs.set(`run-${version}`, {
        info: { run_id: `run-${version}`, status: 'FINISHED' },
        data: {},
        ...run,
      });
      versions.push({
        ...{ version, run_id: `run-${version}`, status, tags: [] },
        creation_timestamp: 1_700_000_000_000 + versions.length,
      });
      return version;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
