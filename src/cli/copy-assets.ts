// The last step of `npm run build`: everything beside the code that the code reads at run time.
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

const kept = /\.(css|svg|js|json|ya?ml|parquet|csv|md|otf)$/;

await cp(path.join(root, 'src'), path.join(root, 'dist'), {
  recursive: true,
  filter: (from) => !path.extname(from) || kept.test(from),
});
