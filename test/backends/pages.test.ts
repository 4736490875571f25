/** What people copy from the pages of adapters. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { backends } from '../../src/backends/index.ts';
import { kindEntry } from '../../src/config/kind-entry.ts';

const pages = backends
  .map(({ id }) => ({ id, file: `src/backends/${id}.md` }))
  .filter(({ file }) => existsSync(file));

describe('pages of backends', () => {
  test('there is one for each system outside', () => {
    const without = backends.map(({ id }) => id).filter((id) => !pages.some((page) => page.id === id));
    expect(without).toEqual(['builtin']);
  });
  test.each(pages)('$id: what its page shows as settings can be applied', ({ id, file }) => {
    const text = readFileSync(file, 'utf8');
    const shown = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].flatMap(([, yaml = '']) => {
      const read = parse(yaml) as { backends?: unknown[] };
      return read.backends ?? [];
    });
    expect(shown.length).toBeGreaterThan(0);
    for (const entry of shown) {
      const { kind } = entry as { kind: string };
      const read = kindEntry(backends).safeParse(entry);
      expect(read.error?.issues ?? []).toEqual([]);
      if (shown.length === 1) expect(kind).toBe(id);
    }
  });
});
