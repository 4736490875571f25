/** The git repository in which the versions are: what its tags say now, what a commit holds, and a tag that nobody else made first. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Fault } from '../../lib/fault.ts';
import type { Variables } from '../host-run/trainer.ts';
import { faultOf, git, runGit } from './git.ts';
import type { Tree } from './lineage.ts';
import type { Tag } from './tags.ts';

export interface Repository {
  /** All tags of a model as they are there now. */
  tags(artifact: string): Promise<Tag[]>;
  /** Files of a commit that `tags` named, below a folder of the repository. */
  tree(commit: string, folder: string): Promise<Tree>;
  /** The files of a commit that `tags` named, in a folder that goes away again. */
  checkout(commit: string): Promise<AsyncDisposable & { path: string }>;
  /** Makes a tag there unless there is one of this name. */
  push(tag: Tag): Promise<'made' | 'exists' | { refused: string }>;
  /** How many tags it has, which proves that it can be read. */
  count(): Promise<number>;
  close(): Promise<void>;
}

export interface RepositoryOptions {
  /** What git takes as an address. */
  url: string;
  /** Everything that git may see; asked for at every use, so that a secret can be changed in its place. */
  environment(): Promise<Variables>;
  timeoutMs: number;
}

const fields = [
  '%(refname:strip=2)',
  '%(*objecttype)',
  '%(*objectname)',
  '%(taggerdate:unix)',
  '%(contents)',
];
const format = `${fields.join('%00')}%00`;

export function openRepository({ url, environment, timeoutMs }: RepositoryOptions): Repository {
  let made: Promise<string> | null = null;
  const copy = (): Promise<string> => {
    made ??= (async () => {
      const folder = await mkdtemp(path.join(tmpdir(), 'steward-git-'));
      await git(['init', '--quiet', '--bare', '.'], {
        folder,
        environment: await environment(),
        timeoutMs,
      }).catch(async (thrown: unknown) => {
        await rm(folder, { recursive: true, force: true });
        throw thrown;
      });
      return folder;
    })();
    // What went wrong once may go well the next time.
    made.catch(() => {
      made = null;
    });
    return made;
  };
  const options = async () => ({ folder: await copy(), environment: await environment(), timeoutMs });
  // Two fetches into one copy would be in each other's way.
  let last: Promise<unknown> = Promise.resolve();
  const alone = <T>(what: () => Promise<T>): Promise<T> => {
    const mine = last.then(what, what);
    last = mine.catch(() => {});
    return mine;
  };

  return {
    tags: (artifact) =>
      alone(async () => {
        const specs = ['@', '#'].map(
          (kind) => `+refs/tags/${artifact}${kind}*:refs/tags/${artifact}${kind}*`,
        );
        const how = ['--quiet', '--no-tags', '--prune', '--depth=1', '--no-auto-maintenance'];
        const at = await options();
        // Every repository has a HEAD; a web page that a proxy shows instead has no refs at all, which git takes for none.
        await git(['fetch', ...how, '--', url, '+HEAD:refs/steward/head', ...specs], at);
        const patterns = [`refs/tags/${artifact}@*`, `refs/tags/${artifact}#*`];
        return readTags(await git(['for-each-ref', `--format=${format}`, ...patterns], at));
      }),
    async tree(commit, folder) {
      const at = await options();
      const below = folder === '' ? '' : `${folder}/`;
      const listed = await git(
        ['ls-tree', '-r', '-z', '--name-only', '--full-tree', commit, '--', below || '.'],
        at,
      );
      const paths = listed
        .split('\0')
        .flatMap((file) => (file.startsWith(below) ? [file.slice(below.length)] : []));
      return {
        paths: new Set(paths.filter(Boolean)),
        async read(wanted) {
          const there = wanted.filter((file) => paths.includes(file) && !file.includes('\n'));
          const asked = there.map((file) => `${commit}:${below}${file}\n`).join('');
          const ran = await runGit(['cat-file', '--batch'], at, asked);
          if (ran.code !== 0) throw faultOf(ran);
          return readBlobs(ran.bytes, there);
        },
      };
    },
    checkout: (commit) =>
      alone(async () => {
        const at = await options();
        const place = path.join(at.folder, 'checkouts', randomUUID());
        await git(['worktree', 'add', '--quiet', '--detach', place, commit], at);
        return {
          path: place,
          [Symbol.asyncDispose]: () =>
            alone(async () => void (await runGit(['worktree', 'remove', '--force', place], at))),
        };
      }),
    async push({ name, commit, at, message }) {
      const now = await options();
      const who = `Steward <steward@localhost> ${at} +0000`;
      const text = `object ${commit}\ntype commit\ntag ${name}\ntagger ${who}\n\n${message}\n`;
      const made = (await git(['mktag'], now, text)).trim();
      const ref = `refs/tags/${name}`;
      // The empty value expects that there is none.
      const how = ['--porcelain', '--no-verify', `--force-with-lease=${ref}:`];
      const ran = await runGit(['push', ...how, '--', url, `${made}:${ref}`], now);
      if (ran.code === 0) return 'made';
      const [, no] = /^!\t\S+\t(.*)$/m.exec(ran.stdout) ?? [];
      if (no === undefined || /remote failure|remote end hung up|unpack/.test(no)) throw lost(ran);
      if (/stale info|already exists|cannot lock ref|fetch first|failed to update ref/.test(no))
        return 'exists';
      const said = /^remote: (?:GitLab: |error: )?(.*\S)\s*$/m.exec(ran.stderr)?.[1];
      return { refused: (said ?? no).slice(0, 200) };
    },
    async count() {
      const listed = await git(['ls-remote', '--', url, 'HEAD', 'refs/tags/*'], await options());
      const refs = listed.split('\n').filter((line) => line !== '' && !line.endsWith('^{}'));
      if (!refs.some((line) => line.endsWith('\tHEAD'))) throw faultOf({ ...silent, stderr: noHead });
      return refs.length - 1;
    },
    async close() {
      await last;
      if (made) await rm(await made, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

const noHead = "couldn't find remote ref HEAD";
const silent = { code: 0, timedOut: false };

/** A push that certainly was not heard may be tried again; of any other without an answer nobody knows. */
function lost(ran: Parameters<typeof faultOf>[0]): Fault {
  const fault = faultOf(ran);
  const unheard = /could not resolve host|connection refused|failed to connect/i.test(ran.stderr);
  if (fault.code !== 'unreachable' || fault.retry === 'never' || unheard) return fault;
  return new Fault('no_answer', 'The git server did not say whether it took the tag.', {
    ...{ retry: 'unknown', cause: fault.cause },
  });
}

/** Each as `<name> blob <bytes>`, a line end, the text and another line end; what is a link or a folder says so instead. */
function readBlobs(bytes: Buffer, files: readonly string[]): Map<string, string> {
  const texts = new Map<string, string>();
  let at = 0;
  for (const file of files) {
    const end = bytes.indexOf('\n', at);
    const [, kind, size] = bytes.subarray(at, end).toString('utf8').split(' ').slice(-3);
    const from = end + 1;
    const known = /^\d+$/.test(size ?? '') ? Number(size) : -1;
    if (kind === 'blob') texts.set(file, bytes.subarray(from, from + known).toString('utf8'));
    at = known < 0 ? from : from + known + 1;
  }
  return texts;
}

/** Annotated tags of commits; what is light or points elsewhere is no tag of GTO. */
function readTags(listed: string): Tag[] {
  const parts = listed.split('\0');
  const tags: Tag[] = [];
  for (let index = 0; index + fields.length <= parts.length; index += fields.length) {
    const [name = '', type, commit = '', at, message = ''] = parts.slice(index, index + fields.length);
    // Each record but the first begins on a new line.
    if (type === 'commit') tags.push({ name: name.trimStart(), commit, at: Number(at), message });
  }
  return tags;
}
