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
    mayApprove.length > 0 ? `You can approve: ${mayApprove.join(', ')}.` : 'You can approve nothing here.';
  const cannot = mayNot.length > 0 ? ` You cannot approve: ${mayNot.join(', ')}.` : '';
  return {
    key: 'answer',
    tone: 'plain',
    title: 'What you can do here',
    summary: `Commands you can use: ${verbs.map(({ usage }) => usage.split(' ')[0]).join(', ')}. ${can}${cannot}`,
    blocks: [
      { kind: 'text', line: [{ bold: 'See' }] },
      facts('see'),
      { kind: 'text', line: [{ bold: 'Act' }] },
      facts('act'),
      { kind: 'text', line: [`${can}${cannot} Leave out the name, and all models are shown.`] },
    ],
    actions: [{ label: 'List models', style: 'default', press: { verb: 'list', id: '', seen: '' } }],
  };
}
