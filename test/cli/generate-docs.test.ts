import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { cycleDiagram, lacksTable, parts, systemTable, withPart } from '../../src/cli/generate-docs.ts';

describe('READMEs say what the code does; `npm run generate` writes them', () => {
  test.each(parts)('$name in $file', ({ file, name, make }) => {
    const text = readFileSync(file, 'utf8');
    expect(withPart(text, name, make())).toBe(text);
  });
  test('the diagram has every phase and an end', () => {
    for (const phase of ['proposed', 'unknown', 'evaluating', 'promoting', 'watching', 'reverting']) {
      expect(cycleDiagram()).toContain(`  ${phase} --> `);
    }
    expect(cycleDiagram()).toContain('closed --> [*]');
  });
  test('a system is what its adapter does not lack, and a family that is absent is said once', () => {
    const lacks = { registry: 'keeps none', promote: 'no registry', cancel: 'ends by itself' };
    const kinds = [{ id: 'x', title: 'X', lacks, unanswered: 'search' as const }];
    expect(systemTable(kinds).split('\n').at(-1)).toBe('| X (`x`) | yes |  |  | yes | yes |  | yes |');
    expect(lacksTable(kinds).split('\n').at(-1)).toBe(
      '| `x` | looked for by key, never sent again | **cancel**: ends by itself · **registry**: keeps none |',
    );
  });
  test('a place that is missing is a bug, not silence', () => {
    expect(() => withPart('nothing', 'cycle', 'x')).toThrow('there is no place for "cycle"');
  });
});
