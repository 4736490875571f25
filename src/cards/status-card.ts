import type { Situation, Watched } from '../domain/situation.ts';
import { day } from '../lib/time.ts';
import { mute, read, requestRetrain, unmute } from './actions.ts';
import type { Action, Block, Card, Line } from './card.ts';
import { keyChart, keyLine, keyWords } from './key-number.ts';
import { nextStep, sayNextStep } from './next-step.ts';
import { sayOutside } from './outside.ts';
import { registryTrouble } from './registry-trouble.ts';
import { stateOf, stateWord } from './state.ts';
import { sayFinding, sayVersion, sayWindow } from './words.ts';

/** How a model does, for whoever asked. */
export function statusCard(s: Situation): Card {
  const { model, registered, now, cycle } = s;
  const tone = stateOf(s);
  const live =
    registered.since === null
      ? ''
      : ` · live ${Math.max(0, Math.floor((now - registered.since) / day))} days`;
  const version = sayVersion(registered.champion);
  const outside = sayOutside(s);
  const trouble = registryTrouble(s);
  const others = s.monitors.filter(({ monitor }) => monitor.kind !== 'performance').map(monitorLine);
  const blocks: Block[] = [
    ...(trouble === null ? [] : [text(['Last known state: ', ...trouble])]),
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
            label: `Open ${ballot.id}`,
            style: 'primary' as const,
            press: { verb: 'open', id: ballot.id, seen: '' },
          },
        ]
      : (cycle === null || cycle.phase === 'closed') && model.trainer
        ? [{ ...requestRetrain(s), style: 'default' as const }]
        : []),
    { label: 'Share in channel', style: 'default', press: { verb: 'share', id: model.id, seen: '' } },
    read('history', model.id, 'History'),
    read('versions', model.id, 'Versions'),
    read('monitors', model.id, 'Monitors'),
    s.mutes.length > 0 ? { ...unmute(s), minor: true } : mute(s),
  ];
  const said = [
    `${model.id} ${version} is ${stateWord(tone)}.`,
    keyWords(s) && `${keyWords(s)}.`,
    sayNextStep(s),
  ];
  return {
    key: 'answer',
    tone,
    title: `${model.id} · ${version}${live}`,
    summary: said.filter(Boolean).join(' '),
    blocks,
    actions,
  };
}

const text = (line: Line): Block => ({ kind: 'text', line });

/** `Drift: 2 of 6 columns over the limit — Latitude PSI 0.4, limit 0.2 (28 d to 2020-03-02).` */
export function monitorLine({ monitor, checks }: Watched): Line {
  const [check] = checks;
  const name = `${monitor.id.charAt(0).toUpperCase()}${monitor.id.slice(1)}: `;
  if (!check) return [{ bold: name }, 'not checked yet.'];
  const over = check.findings.filter(({ verdict }) => verdict === 'breach');
  const window = ` (${sayWindow(check.window)})`;
  const informs = monitor.alerts ? '' : '; informs only';
  if (over.length > 0) {
    const worst = over.slice(0, 2).map(sayFinding).join('; ');
    return [{ bold: name }, `${over.length} over the limit — ${worst}${window}${informs}.`];
  }
  if (check.verdict === 'ok') return [{ bold: name }, `within limits${window}${informs}.`];
  const why = check.findings.find(({ note }) => note)?.note;
  return [
    { bold: name },
    `${check.verdict === 'error' ? 'could not be measured' : 'not enough data'}${why ? `: ${why.slice(0, 160)}` : ''}${window}.`,
  ];
}
