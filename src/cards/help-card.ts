import { sentences } from '../words/list.ts';
import { t } from '../words/t.ts';
import type { Block, Card } from './card.ts';

export interface Help {
  verbs: { usage: string; does: string; group: 'see' | 'act' }[];
  mayApprove: string[];
  mayNot: string[];
}

/** What this person can do here. */
export function helpCard({ verbs, mayApprove, mayNot }: Help): Card {
  const facts = (group: 'see' | 'act'): Block => ({
    kind: 'facts',
    facts: verbs.filter((verb) => verb.group === group).map(({ usage, does }) => [`/model ${usage}`, [does]]),
  });
  const can =
    mayApprove.length > 0
      ? t('You can approve: {what}.', { what: mayApprove.join(t(', ')) })
      : t('You can approve nothing here.');
  const cannot = mayNot.length > 0 ? t('You cannot approve: {what}.', { what: mayNot.join(t(', ')) }) : null;
  const names = verbs.map(({ usage }) => usage.split(' ')[0]).join(t(', '));
  return {
    key: 'answer',
    tone: 'plain',
    title: t('What you can do here'),
    summary: sentences(t('Commands you can use: {names}.', { names }), can, cannot),
    blocks: [
      { kind: 'text', line: [{ bold: t('See') }] },
      facts('see'),
      { kind: 'text', line: [{ bold: t('Act') }] },
      facts('act'),
      { kind: 'text', line: [sentences(can, cannot, t('`status` without a name shows all models.'))] },
    ],
    actions: [{ label: t('List models'), style: 'default', press: { verb: 'list', id: '', seen: '' } }],
  };
}
