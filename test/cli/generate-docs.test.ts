import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { cycleDiagram, parts, withPart } from '../../src/cli/generate-docs.ts';

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
  test('a place that is missing is a bug, not silence', () => {
    expect(() => withPart('nothing', 'cycle', 'x')).toThrow('there is no place for "cycle"');
  });
});
