import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import { err, ok, type Result } from '../lib/result.ts';
import type { Configuration, Kinds, Mistake, Section } from './configuration.ts';
import { sections } from './configuration.ts';
import { crossCheck, type Declared } from './cross-check.ts';
import { findFiles } from './find-files.ts';
import { builtin, type WrittenModel, withPolicy } from './model.ts';
import { sayIssues } from './say-issue.ts';
import { unknownKey } from './scalars.ts';
import { entriesOf } from './sections.ts';
import { type Path, parseYaml, type YamlFile } from './yaml-file.ts';

/** Where an entry is written. */
interface Place {
  yaml: YamlFile;
  at: Path;
}

/**
 * Reads every YAML file below a folder (or one file) as one configuration. Refuses with all mistakes at once, sorted by
 * file and line; only what depends on an entry that has mistakes itself waits for the next run.
 */
export async function readConfiguration(
  folder: string,
  kinds: Kinds,
): Promise<Result<Configuration, Mistake[]>> {
  const { files, mistakes } = await readFiles(folder);
  const entries = entriesOf(kinds);
  const configuration: Configuration = {
    people: [],
    groups: [],
    channels: [],
    stores: [],
    backends: [],
    policies: [],
    models: [],
  };
  const places = new Map<string, Place>();
  for (const yaml of files) {
    for (const { section, at, raw } of itemsOf(yaml, mistakes)) {
      const id = idOf(raw);
      const title = `${section}.${id ?? at[1]}`;
      const earlier = id === null ? undefined : places.get(`${section}.${id}`);
      if (earlier) {
        const first = earlier.yaml.place(earlier.at);
        const message = `${id} is written twice; first in ${earlier.yaml.file}:${first.line}`;
        mistakes.push({ file: yaml.file, ...yaml.place(at), path: title, message });
      }
      if (id !== null && !earlier) places.set(`${section}.${id}`, { yaml, at });
      const read = (entries[section] as z.ZodType).safeParse(raw);
      if (!read.success) mistakes.push(...sayIssues(read.error.issues, { yaml, at, title }));
      else if (!earlier) (configuration[section] as unknown[]).push(read.data);
    }
  }
  const { policies } = configuration;
  // Policies may be in any file, so a model is whole only when all of them are read.
  const models = (configuration.models as WrittenModel[]).map((model) => withPolicy(model, policies));
  const whole = withBuiltin({ ...configuration, models });
  for (const finding of crossCheck(whole, declaredIn(places), kinds)) {
    const title = `${finding.section}.${finding.id}`;
    const { yaml, at } = places.get(title)!;
    mistakes.push({
      file: yaml.file,
      ...yaml.place([...at, ...finding.at]),
      path: [title, ...finding.at].join('.'),
      message: finding.message,
    });
  }
  if (mistakes.length > 0) return err(mistakes.sort(byPlace));
  return ok(whole);
}

async function readFiles(folder: string): Promise<{ files: YamlFile[]; mistakes: Mistake[] }> {
  const files: YamlFile[] = [];
  const mistakes: Mistake[] = [];
  const refuse = (file: string, message: string) =>
    mistakes.push({ file, line: 1, column: 1, path: '', message });
  const found = await findFiles(folder).catch((thrown: NodeJS.ErrnoException) => {
    refuse(folder, thrown.code === 'ENOENT' ? 'there is no such folder' : `cannot be read (${thrown.code})`);
    return null;
  });
  if (found?.length === 0) refuse(folder, 'holds no *.yaml file');
  if (found && found.length > 1000) refuse(folder, `holds ${found.length} YAML files; at most 1000 are read`);
  for (const place of (found ?? []).slice(0, 1000)) {
    const file = path.relative(process.cwd(), place).startsWith('..')
      ? place
      : path.relative(process.cwd(), place);
    try {
      // Not read at all when too large: parseYaml says so from its size.
      const bytes = (await stat(place)).size > 1_000_000 ? new Uint8Array(1_000_001) : await readFile(place);
      const parsed = parseYaml(file, bytes);
      mistakes.push(...parsed.mistakes);
      if (parsed.yaml) files.push(parsed.yaml);
    } catch (thrown) {
      refuse(file, `cannot be read (${(thrown as NodeJS.ErrnoException).code ?? 'unknown reason'})`);
    }
  }
  return { files, mistakes };
}

interface Item {
  section: Section;
  at: Path;
  raw: unknown;
}

function itemsOf(yaml: YamlFile, mistakes: Mistake[]): Item[] {
  const refuse = (at: Path, message: string, key?: string) =>
    mistakes.push({ file: yaml.file, ...yaml.place(at, key), path: at.join('.'), message });
  const { value } = yaml;
  // An empty file, or one of comments only.
  if (value === null || value === undefined) return [];
  if (typeof value !== 'object' || Array.isArray(value)) {
    refuse([], `must be a mapping with the keys ${sections.join(', ')}`);
    return [];
  }
  return Object.entries(value).flatMap(([key, list]: [string, unknown]): Item[] => {
    if (!(sections as readonly string[]).includes(key)) refuse([], unknownKey(key, sections), key);
    else if (Array.isArray(list)) {
      return list.map((raw: unknown, index) => ({ section: key as Section, at: [key, index], raw }));
    } else if (list !== null) refuse([key], 'must be a list');
    return [];
  });
}

const idOf = (raw: unknown): string | null => {
  const id = typeof raw === 'object' && raw !== null ? (raw as { id?: unknown }).id : undefined;
  return typeof id === 'string' ? id : null;
};

function declaredIn(places: ReadonlyMap<string, Place>): Declared {
  const declared = Object.fromEntries(sections.map((section) => [section, new Set<string>()])) as Record<
    Section,
    Set<string>
  >;
  for (const title of places.keys()) {
    const dot = title.indexOf('.');
    declared[title.slice(0, dot) as Section].add(title.slice(dot + 1));
  }
  declared.backends.add(builtin);
  return declared;
}

/** Steward's own registry needs no entry; whoever uses it has it. */
function withBuiltin(configuration: Configuration): Configuration {
  const used = configuration.models.some((model) => model.registry === builtin || model.trainer === builtin);
  if (!used || configuration.backends.some((backend) => backend.id === builtin)) return configuration;
  return {
    ...configuration,
    backends: [...configuration.backends, { id: builtin, kind: builtin, config: {} }],
  };
}

const byPlace = (a: Mistake, b: Mistake): number =>
  a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column;
