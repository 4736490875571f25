import { open } from 'node:fs/promises';
import { Fault } from '../lib/fault.ts';

const largestBytes = 64_000;

/**
 * The secret behind `env:NAME` or `file:PATH` (its last line break is dropped). Configuration holds only the reference,
 * so that neither database, diff nor audit log ever hold the secret. Throws Fault `secret_missing` (never); its sentence
 * names the reference only when it is one, because a mistaken reference may be the secret itself.
 */
export async function secret(
  reference: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<string> {
  const name = /^env:([A-Za-z_][A-Za-z0-9_]{0,200})$/.exec(reference)?.[1];
  if (name !== undefined) {
    const value = environment[name];
    if (value === undefined || value === '')
      throw missing(`The variable ${name} is not set, but a secret is expected there.`);
    return value;
  }
  const place = /^file:(.{1,1000})$/.exec(reference)?.[1];
  if (place === undefined) {
    throw missing(
      'A secret is written as env:NAME or file:PATH; what is there now is neither (and is not shown).',
    );
  }
  return fromFile(place);
}

async function fromFile(place: string): Promise<string> {
  try {
    await using file = await open(place, 'r');
    const { bytesRead, buffer } = await file.read(Buffer.alloc(largestBytes + 1));
    if (bytesRead > largestBytes) throw missing(`The file ${place} is too large to be a secret.`);
    const value = buffer.toString('utf8', 0, bytesRead).replace(/\r?\n$/, '');
    if (value === '') throw missing(`The file ${place} is empty, but a secret is expected there.`);
    return value;
  } catch (thrown) {
    if (thrown instanceof Fault) throw thrown;
    throw missing(
      `The secret file ${place} cannot be read (${(thrown as NodeJS.ErrnoException).code}).`,
      thrown,
    );
  }
}

const missing = (sentence: string, cause?: unknown) =>
  new Fault('secret_missing', sentence, { retry: 'never', cause });
