// One YAML file as plain values, each with its place. What YAML can do beyond lists, mappings and scalars is refused.
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
} from 'yaml';
import type { Mistake } from './configuration.ts';

export type Path = readonly (string | number)[];

export interface YamlFile {
  file: string;
  value: unknown;
  /** Where a path is written; of a path that is missing, where it should have been. With `key`: where that key is. */
  place(path: Path, key?: string): { line: number; column: number };
  has(path: Path): boolean;
}

const largestBytes = 1_000_000;
const deepest = 50;

/** Reads text or bytes of a file; all mistakes of its syntax at once. */
export function parseYaml(file: string, bytes: Uint8Array): { yaml: YamlFile | null; mistakes: Mistake[] } {
  const whole = (message: string) => ({
    yaml: null,
    mistakes: [{ file, line: 1, column: 1, path: '', message }],
  });
  if (bytes.length > largestBytes) return whole('is larger than 1 MB; split it into several files');
  const text = decode(bytes);
  if (text === null) return whole('is not UTF-8 text');
  const deep = deepFlow(text);
  if (deep) return whole('is nested too deeply');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number | undefined) => {
    const { line, col } = lines.linePos(offset ?? 0);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const mistakes: Mistake[] = [...document.errors, ...document.warnings].map((error) => ({
    file,
    ...at(error.pos[0]),
    path: '',
    message: syntaxSentence(error.code, error.message),
  }));
  // Broken syntax is repaired by guessing; what follows from a guess would only confuse.
  if (mistakes.length > 0) return { yaml: null, mistakes: mistakes.slice(0, 20) };
  for (const { offset, message } of refusals(document))
    mistakes.push({ file, ...at(offset), path: '', message });
  if (mistakes.length > 0) return { yaml: null, mistakes: mistakes.slice(0, 20) };
  return {
    yaml: {
      file,
      value: document.toJS(),
      place: (path, key) => at(offsetOf(document, path, key)),
      has: (path) => (path.length === 0 ? document.contents !== null : document.hasIn(path)),
    },
    mistakes: [],
  };
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Brackets and indents that would exhaust the parser's stack, told before it starts. Strings with that many brackets are refused too. */
function deepFlow(text: string): boolean {
  let open = 0;
  for (const line of text.split('\n')) {
    for (const letter of line) {
      if (letter === '[' || letter === '{') open++;
      if (letter === ']' || letter === '}') open = Math.max(0, open - 1);
      if (open > 200) return true;
    }
    // A dash after a dash nests, and so does a deeper indent.
    if (/^(?:[\t ]*[-?](?=\s)){51}/.test(line) || /^ {500}/.test(line)) return true;
  }
  return false;
}

function syntaxSentence(code: string, message: string): string {
  switch (code) {
    case 'DUPLICATE_KEY':
      return 'this key is written twice';
    case 'MULTIPLE_DOCS':
      return 'a file holds one document; remove "---" or split the file';
    case 'TAG_RESOLVE_FAILED':
      return 'tags like !name are not read here';
    case 'RESOURCE_EXHAUSTION':
      return 'is nested too deeply';
    default:
      return `is no valid YAML: ${message.split('\n')[0]!.slice(0, 200)}`;
  }
}

function refusals(document: Document): { offset: number | undefined; message: string }[] {
  const found: { offset: number | undefined; message: string }[] = [];
  visit(document, (key, node, ancestors) => {
    const offset = isNode(node) ? node.range?.[0] : undefined;
    if (ancestors.length > deepest * 2) {
      found.push({ offset, message: 'is nested too deeply' });
      return visit.BREAK;
    }
    if (isAlias(node))
      found.push({ offset, message: 'aliases (*name) are not read here; write the value again' });
    if (isPair(node)) {
      const keyOffset = isNode(node.key) ? node.key.range?.[0] : undefined;
      const word = isScalar(node.key) ? node.key.value : undefined;
      if (word === '<<')
        found.push({ offset: keyOffset, message: 'merge keys (<<) are not read here; write the keys again' });
      else if (word === '__proto__')
        found.push({ offset: keyOffset, message: 'no key may be called __proto__' });
      else if (typeof word !== 'string')
        found.push({ offset: keyOffset, message: 'keys must be words; put numbers in quotes' });
      if (typeof word !== 'string') return visit.SKIP;
    }
    // A key is judged with its pair.
    return key === 'key' ? visit.SKIP : undefined;
  });
  return found;
}

function offsetOf(document: Document, path: Path, key: string | undefined): number | undefined {
  let node: unknown = document.contents;
  let offset = isNode(node) ? node.range?.[0] : 0;
  for (const step of key === undefined ? path : [...path, key]) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === step);
      if (!pair) break;
      const last = isScalar(pair.key) ? pair.key.range?.[0] : undefined;
      node = pair.value;
      // The key: an empty value has no place worth showing, and a long block starts on the next line.
      offset = last ?? offset;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      if (!isNode(node)) break;
      offset = node.range?.[0] ?? offset;
    } else break;
  }
  return offset;
}
