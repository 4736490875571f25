/** DVC with GTO: `dvc exp run` trains in a clone of the repository, whose tags are the registry; a push is the compare-and-set. */
import { fileURLToPath } from 'node:url';
import type { ModelId, VersionId } from '../domain/ids.ts';
import type { Version } from '../domain/version.ts';
import { Fault } from '../lib/fault.ts';
import { second } from '../lib/time.ts';
import { defineBackend, type Registry, type Trainer } from './contract.ts';
import { describe } from './dvc/lineage.ts';
import { openRepository } from './dvc/repository.ts';
import { gitVariables, settings } from './dvc/settings.ts';
import { storage } from './dvc/storage.ts';
import { artifactOf, type Registered, type State, stateOf } from './dvc/tags.ts';
import { findProgram, hostTrainer, shownVariables } from './host-run/trainer.ts';

const train = fileURLToPath(new URL('./dvc/train.js', import.meta.url));
/** Descriptions of commits that are kept; a commit never changes. */
const mostKept = 1000;

export const dvc = defineBackend({
  id: 'dvc',
  title: 'DVC with GTO',
  config: settings,
  unanswered: 'key',
  lacks: {
    monitor: 'it keeps metrics of versions, not of what is served',
    hear: 'git hosts say when a tag is pushed each in their own way; its tags are asked about',
  },
  async open(config, options) {
    const { repository: url, names, folder, champion, challenger, result } = config;
    const shown = shownVariables(options.environment, config.environment);
    const environment = () => gitVariables(config, { shown, secret: options.secret });
    const repository = openRepository({ url, environment, timeoutMs: config.timeout });
    const nameOf = (model: ModelId) => artifactOf(Object.hasOwn(names, model) ? names[model]! : model);
    const nothing = stateOf('', []);
    const look = async (model: ModelId): Promise<State> => {
      const artifact = nameOf(model);
      return artifact === null ? nothing : stateOf(artifact, await repository.tags(artifact));
    };

    const described = new Map<string, ReturnType<typeof describe>>();
    const describeCommit = async (commit: string) => {
      if (described.size > mostKept) described.clear();
      const known =
        described.get(commit) ?? repository.tree(commit, folder).then((tree) => describe(tree, result));
      described.set(commit, known);
      return known.catch((thrown: unknown) => {
        described.delete(commit);
        throw thrown;
      });
    };
    const versionOf = async ({ version, commit, at }: Registered): Promise<Version> => {
      const {
        data,
        params,
        environment: pinned,
        parent,
        trainedUntil,
        metrics,
      } = await describeCommit(commit);
      const lineage = {
        data,
        params,
        environment: pinned,
        trainedUntil,
        code: commit,
        parent: parent as VersionId | null,
      };
      return { id: version as VersionId, createdAt: at * second, lineage, metrics };
    };
    const stored =
      config.train &&
      storage({ repository, folder, dvc: config.train.dvc, shown, timeoutMs: config.timeout });
    const championOf = (state: State) => (state.inStage(champion)[0] ?? null) as VersionId | null;

    /** Puts a version into a stage, unless somebody else changed the model's stages since `state` was read. */
    const put = async (
      model: ModelId,
      to: { stage: string; version: Registered; state: State; key?: string },
    ) => {
      const { stage, version, state, key } = to;
      const artifact = nameOf(model)!;
      const said = `Assigning stage ${stage} to artifact ${artifact.replaceAll('=', ':')} version ${version.version}`;
      return repository.push({
        name: `${artifact}#${stage}#${state.nextCounter}`,
        commit: version.commit,
        at: Math.max(Math.floor(Date.now() / second), state.notBefore),
        message: key === undefined ? said : `${said}\n\nSteward-Key: ${key}`,
      });
    };

    const registry: Registry = {
      async versions(model, known = []) {
        const before = new Map(known.map((one) => [one.id as string, one]));
        const described: Version[] = [];
        // One after the other: each is read by processes.
        for (const one of (await look(model)).versions) {
          const same = before.get(one.version);
          described.push(same?.lineage.code === one.commit ? same : await versionOf(one));
        }
        return described;
      },
      async roles(model) {
        const state = await look(model);
        const now = championOf(state);
        const ids = state.inStage(challenger) as VersionId[];
        return { champion: now, challengers: ids.filter((id) => id !== now) };
      },
      async assign({ model, to, expected }, key) {
        const state = await look(model);
        const version = state.versions.find((one) => one.version === to);
        if (!version) return { outcome: 'refused', reason: `${model} has no version "${to.slice(0, 80)}"` };
        const before = championOf(state);
        if (before === to) return { outcome: 'done' };
        if (before !== expected) return { outcome: 'conflict', actual: before };
        const pushed = await put(model, { stage: champion, version, state, key });
        const actual = championOf(await look(model));
        if (actual === to) return { outcome: 'done' };
        if (typeof pushed === 'object')
          return { outcome: 'refused', reason: `the git server refused the tag: ${pushed.refused}` };
        return { outcome: 'conflict', actual };
      },
      async register(model, { id }, role) {
        const state = await look(model);
        const version = state.versions.find((one) => one.version === id);
        if (!version) {
          const message = `${model} has no version ${id.slice(0, 80)}: register it with gto, then push its tag.`;
          throw new Fault('refused', message, { retry: 'never' });
        }
        const stage = role === 'champion' ? champion : challenger;
        const taken = role === 'champion' ? championOf(state) !== null : state.inStage(stage).includes(id);
        if (role === null || taken) return;
        const pushed = await put(model, { stage, version, state });
        if (typeof pushed === 'object')
          throw new Fault('refused', `The git server refused the tag: ${pushed.refused}.`, {
            retry: 'never',
          });
        if (pushed === 'exists')
          throw new Fault('unreachable', `Somebody else changes the stages of ${model}.`, { retry: 'later' });
      },
      async produced(model, { key }) {
        const made = (await look(model)).versions.filter(({ message }) => message.includes(key));
        return Promise.all(made.toReversed().map(versionOf));
      },
      async resolve(model, { id, lineage }) {
        const still = (await look(model)).versions.find((one) => one.version === id);
        if (!still || still.commit !== lineage.code) return { code: 'gone', params: 'gone' };
        const { data, inputs, pinned } = await describeCommit(still.commit);
        const found = data !== null && stored ? await stored(still.commit, { data, inputs }) : null;
        return {
          ...{ code: 'there', params: 'there' },
          ...(pinned && { environment: 'there' }),
          ...(found !== null && { data: found ? 'there' : 'gone' }),
        };
      },
    };

    const { train: how } = config;
    const program = how && {
      argv: [process.execPath, train, JSON.stringify({ url, names, folder, result, ...how })],
      timeoutMs: how.timeout,
      environment,
    };
    const host = program && hostTrainer(options.workFolder, program);
    const trainer: Trainer | undefined = host && {
      ...host,
      async start(request, key) {
        if (nameOf(request.model) !== null) return host.start(request, key);
        const reason = `GTO takes no model of the name ${request.model}; write another one for it under \`names\``;
        return { outcome: 'refused', reason, retry: 'never' };
      },
      /** The program names the version that it registered; the registry says all about it. */
      async poll(run) {
        const state = await host.poll(run);
        if (state.state !== 'succeeded' || state.version === null) return state;
        const { id } = state.version;
        const model = await host.modelOf(run);
        const found = model && (await look(model)).versions.find((one) => one.version === id);
        return found ? { ...state, version: await versionOf(found) } : state;
      },
    };
    return {
      registry,
      ...(trainer && { trainer }),
      async probe() {
        const count = await repository.count();
        if (how && !(await findProgram(how.dvc, { PATH: shown.PATH })))
          throw new Fault('refused', `There is no program "${how.dvc}" on this host.`, { retry: 'never' });
        return `the repository answers and has ${count} tags`;
      },
      close: () => repository.close(),
    };
  },
});
