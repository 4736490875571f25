/** Ballots and policies keep what they promise, and a module with one mistake in it does not pass as them. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as ballots from '../../src/domain/ballot.ts';
import * as policies from '../../src/domain/shared-policy.ts';
import { type Mutant, mutants } from './ballot-mutants.ts';
import { proveBallots } from './ballot-suite.ts';
import type { Ballots } from './count-suite.ts';
import { type Policies, provePolicies } from './policy-suite.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'steward-mutants-'));
});
afterAll(() => rm(folder, { recursive: true }));

const source = (file: Mutant['file']) => path.resolve('src/domain', `${file}.ts`);

/** The module with the change in it; what it imports stays where it is. */
async function load(
  { file, from, to }: Mutant,
  number: number,
): Promise<Partial<Ballots> | Partial<Policies>> {
  const text = await readFile(source(file), 'utf8');
  if (text.split(from).length !== 2) throw new Error(`fits ${text.split(from).length - 1} times: ${from}`);
  const changed = text.replace(from, () => to);
  const absolute = changed.replaceAll(/from '(\.[^']+)'/g, (_, name: string) => {
    return `from '${path.resolve(path.dirname(source(file)), name)}'`;
  });
  const written = path.join(folder, `${number}.ts`);
  await writeFile(written, absolute);
  return import(/* @vite-ignore */ pathToFileURL(written).href);
}

const proofs = {
  ballot: (changed: object) => proveBallots({ ...ballots, ...changed }),
  'shared-policy': (changed: object) => provePolicies({ ...policies, ...changed }),
};

test('ballots and policies keep what they promise', () => {
  proofs.ballot({});
  proofs['shared-policy']({});
});

test(`and ${mutants.length} mistakes in them are all found`, async () => {
  expect(mutants.length).toBeGreaterThanOrEqual(50);
  const survived: Mutant[] = [];
  for (const [number, mutant] of mutants.entries()) {
    const changed = await load(mutant, number);
    try {
      proofs[mutant.file](changed);
      survived.push(mutant);
    } catch {
      // Found.
    }
  }
  expect(survived).toEqual([]);
});
