// Writes the files that are made from code: `npm run generate`.
import { readFile, writeFile } from 'node:fs/promises';
import { manifestText } from '../config/manifest-file.ts';
import { schemaFile, schemaText } from '../config/schema-file.ts';
import { parts, withPart } from './generate-docs.ts';

await writeFile(schemaFile, schemaText());
await writeFile(new URL('../../manifest.yml', import.meta.url), manifestText());
for (const { file, name, make } of parts) {
  const place = new URL(`../../${file}`, import.meta.url);
  await writeFile(place, withPart(await readFile(place, 'utf8'), name, make()));
}
