/** Who may be called: everybody in public, and what is configured. */
import { z } from 'zod';
import { Fault } from '../../lib/fault.ts';
import { blockOf, bytesOf, reached, reachOf, within } from './address.ts';

const hostName = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/i;

/** One entry of `allow_private`. */
export const allowed = z
  .string()
  .refine((text) => blockOf(text) !== null || (hostName.test(text) && !/^[\d.]+$/.test(text)), {
    error: 'write a host name, an address or a block, as in trainer.internal or 10.2.0.0/16',
  })
  .describe('A host, an address or a block (10.2.0.0/16) that may be called although it is private.');

export interface Policy {
  /** Null when this address may be called under this name; else why not, as the second half of a sentence. */
  objection(host: string, address: string): string | null;
}

/** @param allow host names, addresses and blocks. A name frees its private addresses, but no link-local one: those give
 * out a cloud's credentials, and whoever owns the name's DNS could point it there; only an address or a block frees them. */
export function policyOf(allow: readonly string[]): Policy {
  const blocks = allow.map(blockOf).filter((block) => block !== null);
  const names = new Set(allow.filter((text) => blockOf(text) === null).map((text) => text.toLowerCase()));
  return {
    objection(host, address) {
      const reach = reachOf(address);
      if (reach === 'public') return null;
      const bytes = bytesOf(address);
      if (bytes !== null && blocks.some((block) => within(bytes, block) || within(reached(bytes), block))) {
        return null;
      }
      if (reach !== 'link_local' && names.has(host.toLowerCase())) return null;
      const kinds = { private: 'private or reserved', loopback: 'on this machine', link_local: 'link-local' };
      return `its address ${address} is ${kinds[reach]}, and \`allow_private\` does not name it`;
    },
  };
}

/** Our own reading of an address: http or https, no credentials in it. Throws Fault `not_allowed` (never). */
export function readUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  const problem =
    url === null
      ? 'is no address'
      : !['http:', 'https:'].includes(url.protocol)
        ? 'is neither http nor https'
        : url.username !== '' || url.password !== ''
          ? 'has a name or password in it; use `headers`'
          : null;
  if (url !== null && problem === null) return url;
  // Never the text itself: what is wrong with it may be the secret in it.
  throw new Fault('not_allowed', `The configured address ${problem}.`, { retry: 'never' });
}

/** The host as DNS and policies know it: without brackets and without the dot of the root. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
