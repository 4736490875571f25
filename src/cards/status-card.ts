import type { Check } from '../domain/check.ts';
import { breachesOf } from '../domain/finding.ts';
import { sayNote } from '../domain/notes.ts';
import type { Situation, Watched } from '../domain/situation.ts';
import { day } from '../lib/time.ts';
import { sentences } from '../words/list.ts';
import { t } from '../words/t.ts';
import { mute, read, requestRetrain, unmute } from './actions.ts';
import type { Action, Block, Card, Line } from './card.ts';
import { keyChart, keyLine, keyNumber } from './key-number.ts';
import { nextStep, sayNextStep } from './next-step.ts';
import { sayOutside } from './outside.ts';
import { registryTrouble } from './registry-trouble.ts';
import { stateOf, stateWord } from './state.ts';
import { capital, clause, sayFinding, sayLine, sayVersion, sayWindow, short } from './words.ts';

/** How a model does, for whoever asked. */
export function statusCard(s: Situation): Card {
  const { model, registered, now, cycle } = s;
  const tone = stateOf(s);
  const live =
    registered.since === null
      ? ''
      : ` · ${t('live {n} days', { n: Math.max(0, Math.floor((now - registered.since) / day)) })}`;
  const version = sayVersion(registered.champion);
  const outside = sayOutside(s);
  const trouble = registryTrouble(s);
  const others = s.monitors.filter(({ monitor }) => monitor.kind !== 'performance').map(monitorLine);
  const blocks: Block[] = [
    ...(trouble === null ? [] : [text([t('Last known state: '), ...trouble])]),
    text(keyLine(s)),
    ...(outside === null ? [] : [text([outside])]),
    ...others.map(text),
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
    keyNumber(s) && sayLine(keyLine(s)),
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

/** `Drift: 2 of 6 columns over the limit — Latitude PSI 0.4, limit 0.2 (28 d to 2020-03-02).` */
export function monitorLine({ monitor, checks }: Watched): Line {
  const name = { bold: t('{monitor}: ', { monitor: capital(monitor.id) }) };
  const [check] = checks;
  return [name, check ? sayCheck(check, monitor.alerts) : t('not checked yet.')];
}

function sayCheck({ findings, verdict, window: checked }: Check, alerts: boolean): string {
  const window = sayWindow(checked);
  const over = breachesOf(findings);
  if (over.length > 0) {
    const all = { n: over.length, worst: over.slice(0, 2).map(sayFinding).join(t('; ')), window };
    return alerts
      ? t('{n} over the limit — {worst} ({window}).', all)
      : t('{n} over the limit — {worst} ({window}); informs only.', all);
  }
  if (verdict === 'ok') {
    return alerts
      ? t('within limits ({window}).', { window })
      : t('within limits ({window}); informs only.', { window });
  }
  const kept = findings.find(({ note }) => note)?.note;
  const why = kept && clause(short(sayNote(kept), 160));
  if (verdict === 'error') {
    return why
      ? t('could not be measured: {why} ({window}).', { why, window })
      : t('could not be measured ({window}).', { window });
  }
  return why
    ? t('not enough data: {why} ({window}).', { why, window })
    : t('not enough data ({window}).', { window });
}
