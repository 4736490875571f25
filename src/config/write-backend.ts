// A backend's entry in a YAML file that people write too: everything else in it stays as it is, comments included.
import { type Document, isMap, isSeq, parseDocument } from 'yaml';
import { Fault } from '../lib/fault.ts';

export interface Entry {
  id: string;
  kind: string;
  settings: Record<string, unknown>;
}

/**
 * The file's text with the entry in its list `backends`; null stands for a file that is not there yet.
 * @param replace an entry of the same id gives way. Throws Fault `usage` (never) where it would not, or the file is no YAML.
 */
export function withBackend(
  text: string | null,
  { id, kind, settings }: Entry,
  { replace }: { replace: boolean },
): string {
  const document: Document = parseDocument(text ?? '');
  const [broken] = document.errors;
  const unfit =
    broken ??
    (document.contents !== null && !isMap(document.contents) ? new Error('it holds no mapping') : null);
  if (unfit) throw refuse(`The file cannot be added to: ${unfit.message.split('\n')[0]}.`);
  const entry = document.createNode({ id, kind, ...settings });
  const list = document.get('backends');
  if (list === undefined || list === null) {
    document.set('backends', document.createNode([]));
    document.addIn(['backends'], entry);
  } else if (isSeq(list)) {
    const at = list.items.findIndex((item) => isMap(item) && item.get('id') === id);
    if (at >= 0 && !replace)
      throw refuse(`There is a backend ${id} in the file already; choose another --id, or add --force.`);
    if (at >= 0) list.set(at, entry);
    else list.add(entry);
    // What was written as [] or [{ … }] goes on in lines.
    list.flow = false;
  } else throw refuse('`backends` in the file is no list.');
  return document.toString({ lineWidth: 0 });
}

/** The entry alone, as it is written. */
export const sayEntry = (entry: Entry): string =>
  withBackend(null, entry, { replace: false }).replace(/^backends:\n/, '');

const refuse = (sentence: string) => new Fault('usage', sentence, { retry: 'never' });
