import { describe, expect, test } from 'vitest';
import { accepted, model, refused, team } from './world.ts';

const sentences = async (files: Record<string, string | Uint8Array>) =>
  (await refused(files)).map((one) => `${one.file}:${one.line} ${one.path}: ${one.message}`);

describe('what no entry can know alone', () => {
  const wrong = (more: string, base = team) => sentences({ 'all.yaml': base + model(more) });

  test('every reference leads somewhere', async () => {
    const base = team.replace('id: alerts', 'id: alert').replace('groups: [ml-eng]', 'groups: [ml-enf]');
    const said = await wrong('trainer: airflow', base);
    expect(said).toEqual([
      'all.yaml:5 people.ana.groups.0: there is no group ml-enf; did you mean ml-eng?',
      expect.stringContaining('models.bridge.channel: there is no channel alerts; did you mean alert?'),
      expect.stringContaining('models.bridge.trainer: there is no backend airflow; add it under backends'),
    ]);
  });

  test('policies name groups and models that are there, and do not contradict each other', async () => {
    const base = `${team}policies:
  - { id: a, tags: [x], promote: { groups: [ml-enf] } }
  - { id: b, models: [bridg], watch: 2d }
  - { id: c, tags: [y], watch: 3d }
  - { id: d, tags: [z], watch: 4d }
`;
    expect(await wrong('tags: [y, z]', base)).toEqual([
      expect.stringContaining('policies.a.promote.groups.0: there is no group ml-enf; did you mean ml-eng?'),
      expect.stringContaining('policies.b.models.0: there is no model bridg; did you mean bridge?'),
      expect.stringContaining(
        'the policies c and d are equally narrow and say different things about watch; name more tags',
      ),
    ]);
  });

  test('policies of any file are in the policy of the models that they match', async () => {
    const policies = 'policies: [{ id: weekly, tags: [x], promote: { expires: 1d }, watch: 2d }]';
    const { models } = await accepted({ 'a.yaml': team + model('tags: [x]'), 'b.yaml': policies });
    expect(models[0]!.policy).toMatchObject({ watchMs: 172_800_000, from: ['weekly'] });
    expect(models[0]!.policy.promote).toMatchObject({ quorum: 1, expiresMs: 86_400_000 });
  });

  test('a backend is asked only for what it can', async () => {
    const base = `${team}backends: [{ id: train, kind: command }]\n`;
    expect(await wrong('registry: train\ntrainer: builtin', base)).toEqual([
      expect.stringContaining('models.bridge.registry: train (command) is no registry: it only trains'),
      expect.stringContaining(
        'models.bridge.trainer: builtin (builtin) is no trainer: it only keeps versions',
      ),
    ]);
  });

  test('nothing promotes by itself where nobody can set the champion', async () => {
    const base = `${team}backends: [{ id: center, kind: signals }]\n`;
    const policies = 'policies: [{ id: cheap, tags: [x], automatic: { promote: {} } }]\n';
    const own = 'registry: center\npolicy:\n  automatic:\n    promote: {}';
    const why =
      'by itself, but Steward cannot set the champion in center (signals): it has no promote_signal; add that, or leave promote out of automatic for this model';
    const [said] = await wrong(own, base);
    expect(said).toBe(`all.yaml:28 models.bridge.policy.automatic.promote: this promotes ${why}`);
    expect(await wrong('registry: center\ntags: [x]', base + policies)).toEqual([
      `all.yaml:26 models.bridge.registry: the policy cheap promotes ${why}`,
    ]);
    await accepted({
      'all.yaml': base.replace('signals', 'signals, promote_signal: go') + policies + model(own),
    });
    await accepted({ 'all.yaml': `${base}${policies}${model('registry: center')}` });
    await accepted({ 'all.yaml': base + policies + model('tags: [x]') });
  });

  test('a model that nothing trains does not ask to be retrained by itself', async () => {
    const own = 'policy:\n  automatic:\n    retrain: { schedule: "0 6 * * 1" }';
    expect(await wrong(own)).toEqual([
      expect.stringContaining(
        'models.bridge.policy.automatic.retrain: this retrains by itself, but nothing trains the model; name its trainer, or leave retrain out',
      ),
    ]);
    const base = `${team}backends: [{ id: train, kind: command }]\n`;
    await accepted({ 'all.yaml': base + model(`trainer: train\n${own}`) });
    const policies =
      'policies: [{ id: weekly, tags: [x], automatic: { retrain: { schedule: "0 6 * * 1" } } }]\n';
    await accepted({ 'all.yaml': team + policies + model('tags: [x]') });
  });

  test('a group of nobody and a rule that nobody can satisfy say whom to add', async () => {
    const base = team
      .replace('  - { id: bob, groups: [ml-eng] }', '')
      .replace('groups:\n', 'groups:\n  - id: leads\n');
    expect(await wrong('', base)).toEqual([
      'all.yaml:3 groups.leads: nobody is in leads; add it to the groups of a person',
      expect.stringContaining(
        'nobody could promote: it needs 1 yes of ml-eng, not counting whoever asks, and only ana is in there; add 1 more person to ml-eng, or set bar_requester: false',
      ),
    ]);
    await accepted({ 'all.yaml': base.replace('  - id: leads\n', '') + model('tier: low') });
  });

  test('tier high asks two people who did not ask themselves', async () => {
    expect(await wrong('tier: high')).toEqual([
      expect.stringContaining('needs 2 yes of ml-eng, not counting whoever asks, and only ana and bob are'),
    ]);
  });

  test('retraining needs people only where somebody can train', async () => {
    const base = `${team}backends: [{ id: train, kind: command }]\n`;
    const policy = 'policy: { retrain: { quorum: 3 } }';
    await accepted({ 'all.yaml': base + model(policy) });
    expect(await wrong(`trainer: train\n${policy}`, base)).toEqual([
      expect.stringContaining('nobody could retrain: it needs 3 yes'),
    ]);
    await accepted({ 'all.yaml': base + model('trainer: train\npolicy: { retrain: { quorum: 0 } }') });
  });

  test('metrics fit the task and have what they need', async () => {
    expect(await wrong('key_metric: auroc')).toEqual([
      expect.stringContaining('auroc does not fit the task regression; it has mae, rmse, bias'),
    ]);
    const binary = model('key_metric: brier\nmonitors: [{ kind: performance, limits: { mae: 1 } }]')
      .replace('regression', 'binary')
      .replace(/ +labels:.*\n/, '');
    expect(await sentences({ 'all.yaml': team + binary })).toEqual([
      expect.stringContaining(
        'key_metric: brier needs the predicted probability; name its column under data.score',
      ),
      expect.stringContaining('monitors.0: performance needs labels'),
      expect.stringContaining('monitors.0.limits.mae: mae does not fit the task binary'),
    ]);
  });

  test('a target lies on the good side of its floor', async () => {
    expect(
      await wrong('monitors: [{ kind: performance, limits: { mae: { floor: 60, target: 61 } } }]'),
    ).toEqual([expect.stringContaining('mae is better when lower, so its target must be below its floor')]);
  });

  test('a column has one meaning', async () => {
    const features =
      team +
      model().replace(
        'prediction: guess',
        'prediction: guess\n      features: [at, hour, hour]\n      version: id',
      );
    expect(await sentences({ 'all.yaml': features })).toEqual([
      expect.stringContaining('features.2: hour is listed twice'),
    ]);
    expect(await sentences({ 'all.yaml': features.replace('hour, hour', 'hour') })).toEqual([
      expect.stringContaining('data.features.0: "at" is the time, so it is no feature'),
      expect.stringContaining('data.version: "id" is the key already'),
    ]);
  });
});
