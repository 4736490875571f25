/**
 * Which addresses are nobody's business to call. Ranges: the IANA special-purpose registries for IPv4 and IPv6 (RFC 6890
 * and its updates), and what clouds put their metadata services on.
 */
import { isIPv4, isIPv6 } from 'node:net';

/** 4 or 16 bytes. */
export type Bytes = readonly number[];

export interface Block {
  bytes: Bytes;
  bits: number;
}

/** The bytes of an address in its usual notation, a zone after `%` dropped; null when it is none. */
export function bytesOf(text: string): Bytes | null {
  const address = text.replace(/%.*$/, '');
  if (isIPv4(address)) return address.split('.').map(Number);
  if (!isIPv6(address)) return null;
  // A tail in IPv4 notation is two groups.
  const tail = /(?<=:)\d+\.\d+\.\d+\.\d+$/.exec(address)?.[0];
  const hex = tail === undefined ? address : address.slice(0, -tail.length) + groupsOf(tail);
  const [left = '', right] = hex.split('::');
  const head = words(left);
  const end = right === undefined ? [] : words(right);
  const zeros = Array.from({ length: 8 - head.length - end.length }, () => 0);
  return [...head, ...zeros, ...end].flatMap((group) => [group >> 8, group & 255]);
}

const words = (part: string): number[] =>
  part === '' ? [] : part.split(':').map((w) => Number.parseInt(w, 16));

function groupsOf(ipv4: string): string {
  const [a = 0, b = 0, c = 0, d = 0] = ipv4.split('.').map(Number);
  return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
}

/** Reads `10.0.0.0/8`, `fd00::/8`, or one address; null when it is neither. */
export function blockOf(text: string): Block | null {
  const [address = '', length] = text.split('/');
  const bytes = bytesOf(address);
  if (bytes === null || text.split('/').length > 2) return null;
  if (length === undefined) return { bytes, bits: bytes.length * 8 };
  return /^\d{1,3}$/.test(length) && Number(length) <= bytes.length * 8
    ? { bytes, bits: Number(length) }
    : null;
}

export const within = (bytes: Bytes, block: Block): boolean =>
  bytes.length === block.bytes.length &&
  block.bytes.every((wanted, index) => {
    const free = Math.min(8, Math.max(0, (index + 1) * 8 - block.bits));
    return bytes[index]! >> free === wanted >> free;
  });

const blocks = (list: string): Block[] => list.split(' ').map((text) => blockOf(text)!);

const linkLocal = blocks('169.254.0.0/16 fe80::/10 168.63.129.16 100.100.100.200 192.0.0.192 fd00:ec2::254');
const loopback = blocks('127.0.0.0/8 ::1');
const reserved = blocks(
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 ' +
    '198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 ' +
    '::/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 3fff::/20 5f00::/16 fc00::/7 fec0::/10 ff00::/8',
);
/** IPv6 ranges that carry an IPv4 address, and at which byte: whoever connects to one reaches the other. */
const carriers: [Block, number][] = [
  [blockOf('::ffff:0:0/96')!, 12],
  [blockOf('::ffff:0:0:0/96')!, 12],
  [blockOf('64:ff9b::/96')!, 12],
  [blockOf('2002::/16')!, 2],
];

/** What an address really reaches: the IPv4 address that it carries, or itself. */
export function reached(bytes: Bytes): Bytes {
  const carrier = carriers.find(([block]) => within(bytes, block));
  return carrier ? bytes.slice(carrier[1], carrier[1] + 4) : bytes;
}

/** `link_local` holds the metadata services of clouds, which give credentials to whoever asks. */
export type Reach = 'public' | 'private' | 'loopback' | 'link_local';

/** @param address in its usual notation; what is no address counts as private */
export function reachOf(address: string): Reach {
  const given = bytesOf(address);
  if (given === null) return 'private';
  const bytes = reached(given);
  const inside = (list: Block[]) => list.some((block) => within(bytes, block));
  if (inside(linkLocal)) return 'link_local';
  if (inside(loopback)) return 'loopback';
  return inside(reserved) ? 'private' : 'public';
}
