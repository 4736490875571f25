import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sections } from '../../src/config/configuration.ts';
import { schemaFile, schemaText } from '../../src/config/schema-file.ts';
import { generateJsonSchema } from '../../src/config/sections.ts';
import { kinds } from './world.ts';

test('the JSON Schema for editors is the one that the code makes; `npm run generate` writes it', () => {
  expect(readFileSync(schemaFile, 'utf8')).toBe(schemaText());
});

test('it knows every list, the settings of every kind, and refuses unknown keys', () => {
  const schema = generateJsonSchema(kinds) as {
    properties: Record<string, unknown>;
    additionalProperties: boolean;
  };
  expect(Object.keys(schema.properties).sort()).toEqual([...sections].sort());
  expect(schema.additionalProperties).toBe(false);
  const stores = JSON.stringify(schema.properties.stores);
  expect(stores).toContain('"const":"warehouse"');
  expect(stores).toContain('"password"');
  expect(JSON.stringify(schema.properties.backends)).toContain('"const":"command"');
});
