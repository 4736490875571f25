import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blockOf, bytesOf, reachOf, within } from '../../../src/backends/outbound/address.ts';
import { hostOf, policyOf, readUrl } from '../../../src/backends/outbound/policy.ts';

const byte = fc.integer({ min: 0, max: 255 });
const hex = (...bytes: number[]) => bytes.map((one) => one.toString(16).padStart(2, '0')).join('');

/** IPv4 addresses that are not public, from all over their ranges. */
const closed = fc
  .oneof(
    fc.tuple(fc.constantFrom(0, 10, 127), byte, byte, byte),
    fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), byte, byte),
    fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), byte, byte),
    fc.tuple(fc.constant(192), fc.constant(168), byte, byte),
    fc.tuple(fc.constant(169), fc.constant(254), byte, byte),
    fc.tuple(fc.integer({ min: 224, max: 255 }), byte, byte, byte),
  )
  .map((bytes) => bytes as number[]);

/** Every way in which an IPv4 address can be written as an IPv6 one. */
const disguises = ([a = 0, b = 0, c = 0, d = 0]: number[]): string[] => [
  `::ffff:${a}.${b}.${c}.${d}`,
  `::ffff:${hex(a, b)}:${hex(c, d)}`,
  `0:0:0:0:0:ffff:${hex(a, b)}:${hex(c, d)}`,
  `::${a}.${b}.${c}.${d}`,
  `64:ff9b::${a}.${b}.${c}.${d}`,
  `64:ff9b::${hex(a, b)}:${hex(c, d)}`,
  `64:ff9b:1::${a}.${b}.${c}.${d}`,
  `2002:${hex(a, b)}:${hex(c, d)}::1`,
];

describe('an address', () => {
  test.each([
    ['8.8.8.8', 'public'],
    ['100.63.255.255', 'public'],
    ['100.128.0.1', 'public'],
    ['172.15.0.1', 'public'],
    ['172.32.0.1', 'public'],
    ['2606:4700:4700::1111', 'public'],
    ['2a00:1450:4001:81b::200e', 'public'],
    ['64:ff9b::8.8.8.8', 'public'],
    ['2002:808:808::1', 'public'],
    ['127.0.0.1', 'loopback'],
    ['::1', 'loopback'],
    ['0:0:0:0:0:0:0:1', 'loopback'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['169.254.169.254', 'link_local'],
    ['fe80::1', 'link_local'],
    ['fe80::1%eth0', 'link_local'],
    ['168.63.129.16', 'link_local'],
    ['100.100.100.200', 'link_local'],
    ['192.0.0.192', 'link_local'],
    ['fd00:ec2::254', 'link_local'],
    ['::ffff:a9fe:a9fe', 'link_local'],
    ['0.0.0.0', 'private'],
    ['::', 'private'],
    ['10.1.2.3', 'private'],
    ['192.168.0.1', 'private'],
    ['255.255.255.255', 'private'],
    ['fd12:3456::1', 'private'],
    ['fc00::1', 'private'],
    ['ff02::1', 'private'],
    ['2001:0:4136:e378:8000:63bf:3fff:fdd2', 'private'],
    ['2001:db8::1', 'private'],
    ['nonsense', 'private'],
    ['', 'private'],
  ])('%s is %s', (address, reach) => {
    expect(reachOf(address)).toBe(reach);
  });
  test('that is closed stays closed in every disguise', () => {
    fc.assert(
      fc.property(closed, (bytes) => {
        for (const text of [bytes.join('.'), ...disguises(bytes)]) {
          expect(isIP(text)).toBeGreaterThan(0);
          expect([text, reachOf(text)]).not.toEqual([text, 'public']);
        }
      }),
    );
  });
  test('has the bytes that its notation says, however it is shortened', () => {
    fc.assert(
      fc.property(fc.array(byte, { minLength: 16, maxLength: 16 }), fc.nat(7), fc.nat(8), (bytes, at, n) => {
        const some = bytes.map((one, index) => (index >= at * 2 && index < (at + n) * 2 ? 0 : one));
        const groups = Array.from({ length: 8 }, (_, index) => hex(some[index * 2]!, some[index * 2 + 1]!));
        const short = new URL(`http://[${groups.join(':')}]/`).hostname.slice(1, -1);
        expect(bytesOf(groups.join(':'))).toEqual(some);
        expect(bytesOf(short)).toEqual(some);
      }),
    );
  });
  test('is in a block when its first bits are', () => {
    const inside = (address: string, block: string) => within(bytesOf(address)!, blockOf(block)!);
    expect(inside('10.255.0.1', '10.0.0.0/8')).toBe(true);
    expect(inside('11.0.0.1', '10.0.0.0/8')).toBe(false);
    expect(inside('172.31.255.255', '172.16.0.0/12')).toBe(true);
    expect(inside('172.32.0.0', '172.16.0.0/12')).toBe(false);
    expect(inside('10.0.0.1', '0.0.0.0/0')).toBe(true);
    expect(inside('::1', '0.0.0.0/0')).toBe(false);
    expect(inside('fdff::1', 'fc00::/7')).toBe(true);
    for (const wrong of ['10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', 'host', '10.0.0/8', '::/129']) {
      expect(blockOf(wrong)).toBeNull();
    }
  });
});

describe('a policy', () => {
  test('lets a configured host, address or block through, and nothing else', () => {
    const policy = policyOf(['Trainer.internal', '10.2.0.0/16', '::1']);
    expect(policy.objection('example.com', '93.184.216.34')).toBeNull();
    expect(policy.objection('trainer.internal', '192.168.1.1')).toBeNull();
    expect(policy.objection('x', '10.2.3.4')).toBeNull();
    expect(policy.objection('x', '::ffff:10.2.3.4')).toBeNull();
    expect(policy.objection('x', '::1')).toBeNull();
    expect(policy.objection('x', '10.3.0.1')).toMatch(/private/);
    expect(policy.objection('x.trainer.internal', '192.168.1.1')).toMatch(/`allow_private`/);
    expect(policy.objection('x', '127.0.0.1')).toMatch(/on this machine/);
  });
  test('frees the metadata service of a cloud by its address only, never by a name', () => {
    expect(policyOf(['trainer.internal']).objection('trainer.internal', '169.254.169.254')).toMatch(
      /link-local/,
    );
    expect(policyOf(['169.254.169.254']).objection('x', '169.254.169.254')).toBeNull();
  });
  test('reads numbers as browsers do, so that no spelling hides an address', () => {
    for (const spelling of [
      '2130706433',
      '0x7f000001',
      '017700000001',
      '0177.0.0.1',
      '127.1',
      '127.0.0.1.',
      '0x7f.1',
    ]) {
      const host = hostOf(readUrl(`http://${spelling}/`));
      expect([spelling, reachOf(host)]).toEqual([spelling, 'loopback']);
    }
    expect(hostOf(readUrl('http://[::FFFF:127.0.0.1]:80/'))).toBe('::ffff:7f00:1');
    expect(hostOf(readUrl('http://①②⑦.0.0.1/'))).toBe('127.0.0.1');
  });
  test('takes http and https without credentials, and does not repeat what it refuses', () => {
    for (const wrong of [
      'file:///etc/passwd',
      'ftp://x/',
      'gopher://x',
      'nothing',
      'https://u:hunter2@x/',
      'https://u@x/',
    ]) {
      expect(() => readUrl(wrong)).toThrow(expect.objectContaining({ code: 'not_allowed', retry: 'never' }));
      expect(() => readUrl(wrong)).not.toThrow(/hunter2|passwd/);
    }
  });
});
