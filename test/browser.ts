/** A real Chromium for tests, from npm: no system package, no download. */
import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import packed from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

/** Unpacked beside and moved into place, because another test run may start a half-written file. */
async function executable(): Promise<string> {
  // One for each user: what another one unpacked may not be run.
  const shared = join(tmpdir(), `steward-chromium-138-${process.getuid?.() ?? 'user'}`);
  if (existsSync(shared)) return shared;
  const outside = process.env.TMPDIR;
  const own = await mkdtemp(join(tmpdir(), 'steward-unpack-'));
  try {
    process.env.TMPDIR = own;
    await rename(await packed.executablePath(), shared);
  } finally {
    if (outside === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = outside;
    await rm(own, { recursive: true, force: true });
  }
  return shared;
}

/** Starts a browser; `await using` closes it. */
export async function startBrowser(): Promise<{ browser: Browser } & AsyncDisposable> {
  const browser = await chromium.launch({
    executablePath: await executable(),
    // Chromium's own sandbox refuses to run as root, which containers and CI often are.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  return { browser, [Symbol.asyncDispose]: () => browser.close() };
}
