#!/usr/bin/env node
// The door: runs what was built; in a checkout the sources, so that an old build never answers for them.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Steward needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(2);
}

// `steward … | head` closes the pipe early, which is no error.
process.stdout.on('error', (error) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const root = new URL('../../', import.meta.url);
const built = new URL('dist/cli/program.js', root);

async function load() {
  if (existsSync(built) && !existsSync(new URL('.git', root))) return import(built.href);
  const { register } = await import('tsx/esm/api');
  // Named, because tsx would look for it in the folder that the person happens to be in.
  register({ tsconfig: fileURLToPath(new URL('tsconfig.json', root)) });
  return import('./program.ts');
}

const { run } = await load();
process.exitCode = await run(process.argv.slice(2));
