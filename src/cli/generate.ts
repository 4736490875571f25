// Writes the files that are made from code: `npm run generate`.
import { writeFile } from 'node:fs/promises';
import { schemaFile, schemaText } from '../config/schema-file.ts';

await writeFile(schemaFile, schemaText());
