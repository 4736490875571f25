/**
 * GTO's registry of models, which is git tags: `churn@v1.2.0` registers a version, `churn#champion#4` puts the version at its
 * commit into a stage, `!` takes either back. Read as GTO 1.10 reads it (`tag_re` of its constants.py, and its base.py).
 */
export interface Tag {
  name: string;
  commit: string;
  /** In seconds: git has no finer ones. */
  at: number;
  message: string;
}

const simpleName = '[a-zA-Z0-9](?:[a-zA-Z0-9-/_]*[a-zA-Z0-9])?';
const fullName = new RegExp(`^(?:[a-zA-Z0-9-_./]+=)?${simpleName}$`);
const versionPattern = /^v(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/;

export const stagePattern = new RegExp(`^${simpleName}$`);

/** How a model is written in tags (`:` as `=`), or null when GTO knows no such name. */
export function artifactOf(name: string): string | null {
  const written = name.replaceAll(':', '=');
  return fullName.test(written) && written.length <= 200 ? written : null;
}

export interface Registered {
  version: string;
  commit: string;
  at: number;
  message: string;
}

export interface State {
  /** Versions that are registered, oldest first. */
  versions: Registered[];
  /** Versions that are in a stage, the one that was put there last first; it is the one that counts. */
  inStage(stage: string): string[];
  /** Of the tag that comes next. GTO counts all stages of a model together. */
  nextCounter: number;
  /** No earlier than this the next tag must be, in seconds, so that it is the newest in anybody's eyes. */
  notBefore: number;
}

interface Event extends Tag {
  counter: number;
  cancels: boolean;
}

const newer = (a: Event, b: Event) => b.at - a.at || b.counter - a.counter;

/** What the tags of one model say. Tags of another form are none of GTO's. */
export function stateOf(artifact: string, tags: readonly Tag[]): State {
  const registrations = new Map<string, Event[]>();
  const assignments = new Map<string, Event[]>();
  let last = 0;
  for (const tag of tags) {
    if (!tag.name.startsWith(artifact)) continue;
    const match = /^([@#])([^!#]+)(!?)(?:#(\d{1,15}))?$/.exec(tag.name.slice(artifact.length));
    if (!match) continue;
    const [, kind, what = '', cancel, counter = '0'] = match;
    const event = { ...tag, counter: Number(counter), cancels: cancel === '!' };
    last = Math.max(last, event.counter);
    const into = kind === '#' ? assignments : registrations;
    if (kind === '@' && !versionPattern.test(what)) continue;
    into.set(what, [...(into.get(what) ?? []), event].sort(newer));
  }
  const versions = [...registrations].flatMap(([version, [newest]]) =>
    newest && !newest.cancels
      ? [{ version, commit: newest.commit, at: newest.at, message: newest.message }]
      : [],
  );
  versions.sort((a, b) => a.at - b.at || compareVersions(a.version, b.version));
  return {
    versions,
    nextCounter: last + 1,
    notBefore: Math.max(0, ...tags.map(({ at }) => at)) + 1,
    inStage(stage) {
      const events = assignments.get(stage) ?? [];
      const newest = versions.flatMap(({ version, commit }) => {
        const [event] = events.filter((one) => one.commit === commit);
        return event && !event.cancels ? [{ version, event }] : [];
      });
      return newest.sort((a, b) => newer(a.event, b.event)).map(({ version }) => version);
    },
  };
}

function compareVersions(a: string, b: string): number {
  const numbers = (version: string) => versionPattern.exec(version)!.slice(1, 4).map(Number);
  const [left, right] = [numbers(a), numbers(b)];
  const at = left.findIndex((part, index) => part !== right[index]);
  return at < 0 ? 0 : left[at]! - right[at]!;
}
