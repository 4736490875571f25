import { sayNote } from '../domain/notes.ts';
import type { Situation } from '../domain/situation.ts';
import { day } from '../lib/time.ts';
import { gap, sentences } from '../words/list.ts';
import { t } from '../words/t.ts';
import { mute, read, requestRetrain, unmute } from './actions.ts';
import type { Action, Block, Card, Line } from './card.ts';
import { keyChart, keyLine, keyNumber } from './key-number.ts';
import { monitorLine } from './monitor-line.ts';
import { nextStep, sayNextStep } from './next-step.ts';
import { sayOutside } from './outside.ts';
import { registryTrouble } from './registry-trouble.ts';
import { stateOf, stateWord } from './state.ts';
import { sayLine, sayVersion } from './words.ts';

/** How a model does, for whoever asked. */
export function statusCard(s: Situation): Card {
  const { model, registered, now, cycle } = s;
  const tone = stateOf(s);
  const live =
    registered.since === null
      ? ''
      : ` · ${t('live {n, plural, one {# day} other {# days}}', { n: Math.max(0, Math.floor((now - registered.since) / day)) })}`;
  const version = sayVersion(registered.champion);
  const outside = sayOutside(s);
  const trouble = registryTrouble(s);
  const key = keyNumber(s);
  // The key number stands for its monitor where nothing else was found by it, and before its first check.
  const others = s.monitors.filter((watched) =>
    key === null
      ? watched.monitor.kind !== 'performance' || watched.checks.length > 0
      : watched !== key.watched ||
        key.check.findings.some((one) => one !== key.finding && one.verdict !== 'ok'),
  );
  // Where its monitor has a line of its own, that says why.
  const note = key && !others.includes(key.watched) ? key.finding.note : undefined;
  const blocks: Block[] = [
    ...(trouble === null ? [] : [text([t('Last known state: '), ...trouble])]),
    text([...keyLine(s), ...(note ? [gap(), sayNote(note)] : [])]),
    ...(outside === null ? [] : [text([outside])]),
    ...others.map((watched) => text(monitorLine(s, watched))),
    text(nextStep(s)),
    ...keyChart(s),
  ];
  const ballot = cycle?.phase === 'proposed' || cycle?.phase === 'offered' ? cycle.ballot : null;
  const actions: Action[] = [
    ...(ballot
      ? [
          {
            label: t('Open {id}', { id: ballot.id }),
            style: 'primary' as const,
            press: { verb: 'open', id: ballot.id, seen: '' },
          },
        ]
      : (cycle === null || cycle.phase === 'closed') && model.trainer
        ? [{ ...requestRetrain(s), style: 'default' as const }]
        : []),
    { label: t('Share in channel'), style: 'default', press: { verb: 'share', id: model.id, seen: '' } },
    read('history', model.id, t('History')),
    read('versions', model.id, t('Versions')),
    read('monitors', model.id, t('Monitors')),
    s.mutes.length > 0 ? { ...unmute(s), minor: true } : mute(s),
  ];
  const said = [
    t('{model} {version} is {state}.', { model: model.id, version, state: stateWord(tone) }),
    key && sayLine(keyLine(s)),
    sayNextStep(s),
  ];
  return {
    key: 'answer',
    tone,
    title: `${model.id} · ${version}${live}`,
    summary: sentences(...said),
    blocks,
    actions,
  };
}

const text = (line: Line): Block => ({ kind: 'text', line });
