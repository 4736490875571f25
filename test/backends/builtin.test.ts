import { builtin } from '../../src/backends/builtin.ts';
import { versionRows } from '../../src/db/versions.ts';
import { registryContract } from '../contract/registry.ts';
import { freshDatabase } from '../database.ts';

registryContract(builtin, async () => {
  const fresh = await freshDatabase();
  const versions = versionRows(fresh.db);
  const { registry } = await builtin.open(
    {},
    {
      id: 'builtin' as never,
      workFolder: '',
      environment: {},
      versions,
      reports: undefined as never,
      secret: undefined as never,
    },
  );
  return { registry: registry!, [Symbol.asyncDispose]: () => fresh[Symbol.asyncDispose]() };
});
