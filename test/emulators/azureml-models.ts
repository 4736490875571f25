/** Models of the fake workspace: a container with tags, and its versions. */
import { z } from 'zod';
import { dated, root } from './azureml-root.ts';
import { type Route, route } from './http-fake.ts';

export interface Made {
  version: string;
  tags: Record<string, string>;
  state: string;
  job?: string;
}

const texts = z.record(z.string(), z.string());

export const modelRoutes = ({
  made,
  container,
}: {
  made: Made[];
  container: { tags: Record<string, string> };
}): Route[] => [
  route(`GET ${root}/models/{model}`, { query: dated() }, ({ params }) =>
    params.model === 'churn'
      ? {
          json: {
            name: 'churn',
            properties: { description: null, tags: container.tags, latestVersion: String(made.length) },
          },
        }
      : { status: 404 },
  ),
  route(
    `PUT ${root}/models/{model}`,
    {
      query: dated(),
      body: z.strictObject({
        properties: z.strictObject({
          description: z.string().optional(),
          tags: texts,
          properties: texts.optional(),
          isArchived: z.boolean().optional(),
        }),
      }),
    },
    ({ params, body }) => {
      if (params.model !== 'churn') return { status: 404 };
      container.tags = body.properties.tags;
      return { json: { name: 'churn', properties: { tags: container.tags } } };
    },
  ),
  route(
    `GET ${root}/models/{model}/versions`,
    {
      query: dated({
        listViewType: z.enum(['ActiveOnly', 'ArchivedOnly', 'All']).optional(),
        $skip: z.string().regex(/^\d+$/).optional(),
      }),
    },
    ({ params, query, headers }) => {
      if (params.model !== 'churn') return { status: 404 };
      // Newest first, two to a page, so that everybody has to sort and to turn pages.
      const from = Number(query.$skip ?? 0);
      const page = made.toReversed().slice(from, from + 2);
      const next = `http://${headers.host}${root}/models/churn/versions?api-version=2024-10-01&listViewType=ActiveOnly&$skip=${from + 2}`;
      return {
        json: {
          value: page.map(({ version, tags, state, job }) => ({
            id: `${root}/models/churn/versions/${version}`,
            name: version,
            type: 'Microsoft.MachineLearningServices/workspaces/models/versions',
            properties: {
              ...{
                tags,
                properties: { 'steward.code': '9f3c2e' },
                isAnonymous: false,
                modelType: 'mlflow_model',
              },
              ...{ provisioningState: state, ...(job && { jobName: job }) },
            },
            systemData: { createdAt: new Date(1_767_571_200_000 + Number(version)).toISOString() },
          })),
          ...(made.length > from + 2 && { nextLink: next }),
        },
      };
    },
  ),
];
