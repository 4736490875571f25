// What the demo's `command` backend runs: the trainer as it was built, or in a checkout its sources.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const source = new URL('./train.ts', import.meta.url);
if (existsSync(source)) {
  const { register } = await import('tsx/esm/api');
  register({ tsconfig: fileURLToPath(new URL('../../tsconfig.json', import.meta.url)) });
  await import('./train.ts');
} else {
  await import('./train.js');
}
