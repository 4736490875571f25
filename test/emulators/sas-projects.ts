/** The project `churn` of the fake Model Manager: its models, its champion and its challengers. */
import { z } from 'zod';
import { type Reply, type Route, route } from './http-fake.ts';

export interface Registered {
  id: string;
  name: string;
  at: number;
  changed: number;
  properties: Record<string, string>;
}
export interface Kept {
  models: Registered[];
  /** Ids. */
  champion: string | null;
  challengers: string[];
  bare: boolean;
  /** How this release wants a champion to be set. */
  set: { method: 'POST' | 'PUT'; by: 'query' | 'body' };
}

const project = 'project-1';
const isCollection = (headers: Record<string, string>) =>
  /application\/vnd\.sas\.collection\+json/.test(headers.accept ?? '');
const paging = { start: z.string().regex(/^\d+$/).optional(), limit: z.string().regex(/^\d+$/).optional() };

export function projectRoutes(kept: Kept): Route[] {
  const whole = ({ id, name, at, changed, properties }: Registered) => ({
    ...{ id, name, projectId: project, projectName: 'churn' },
    ...{ creationTimeStamp: new Date(at).toISOString(), modifiedTimeStamp: new Date(changed).toISOString() },
    role: id === kept.champion ? 'champion' : kept.challengers.includes(id) ? 'challenger' : 'plain',
    properties: Object.entries(properties).map(([key, value]) => ({ name: key, value, type: 'string' })),
  });
  const listed = (one: Registered) => {
    const { properties, ...rest } = whole(one);
    return kept.bare ? rest : { ...rest, properties };
  };
  const list = (items: unknown[], count = items.length) => ({
    json: { version: 2, accept: 'application/vnd.sas.models.model+json', count, start: 0, limit: 20, items },
  });
  const found = (id: string | null | undefined, reply: (one: Registered) => Reply): Reply => {
    const one = kept.models.find((known) => known.id === id);
    return one ? reply(one) : { status: 404 };
  };
  const inProject = (id: string | undefined, reply: () => Reply) =>
    id === project ? reply() : { status: 404 };
  const setChampion = (method: 'POST' | 'PUT') =>
    route(
      `${method} /modelRepository/projects/{id}/champion`,
      {
        query: z.strictObject({ modelId: z.string().optional() }),
        body: z.strictObject({ modelId: z.string() }).optional(),
      },
      ({ params, query, body }) =>
        inProject(params.id, () => {
          const named = kept.set.by === 'query' ? query.modelId : body?.modelId;
          if (method !== kept.set.method) return { status: 405 };
          if (!named) return { status: 400 };
          return found(named, (one) => {
            kept.champion = one.id;
            kept.challengers = kept.challengers.filter((id) => id !== one.id);
            return { json: whole(one) };
          });
        }),
    );
  return [
    route(
      'GET /modelRepository/projects',
      {
        query: z.strictObject({
          ...paging,
          filter: z
            .string()
            .regex(/^eq\(name,"[^"]+"\)$/)
            .optional(),
        }),
      },
      ({ query }) => {
        const churn = { id: project, name: 'churn', latestVersion: 'Version 1', status: 'prototype' };
        // As some releases do, it gives more than was asked for.
        const other = { id: 'project-2', name: 'churn of another team' };
        return list(query.filter?.includes('churn') ? [other, churn] : [other]);
      },
    ),
    route(
      'GET /modelRepository/models',
      { query: z.strictObject({ ...paging, filter: z.string().regex(/^eq\(projectId,"[\w-]+"\)$/) }) },
      ({ query, headers }) => {
        if (!isCollection(headers)) return { status: 406 };
        // Newest first, two to a page, so that everybody has to sort and to turn pages.
        const from = Number(query.start ?? 0);
        const all = query.filter.includes(`"${project}"`) ? kept.models.toReversed() : [];
        return list(all.slice(from, from + 2).map(listed), all.length);
      },
    ),
    route('GET /modelRepository/models/{id}', {}, ({ params }) =>
      found(params.id, (one) => ({ json: whole(one) })),
    ),
    route('GET /modelRepository/projects/{id}/champion', {}, ({ params }) =>
      inProject(params.id, () => found(kept.champion, (one) => ({ json: whole(one) }))),
    ),
    setChampion('POST'),
    setChampion('PUT'),
    route('GET /modelRepository/projects/{id}/challengers', {}, ({ params }) =>
      inProject(params.id, () =>
        list(kept.models.filter(({ id }) => kept.challengers.includes(id)).map(listed)),
      ),
    ),
  ];
}
