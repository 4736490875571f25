import type { Situation } from '../domain/situation.ts';
import { t } from '../words/t.ts';
import { read } from './actions.ts';
import type { Card } from './card.ts';
import { episodeCard } from './episode-card.ts';

/** To whoever asked, directly: what became of it, and why. */
export function decisionCard(s: Situation): Card | null {
  if (s.cycle?.phase !== 'closed') return null;
  const { summary, title, blocks } = episodeCard(s, true);
  return {
    key: 'direct',
    tone: 'plain',
    title,
    summary,
    blocks,
    actions: [read('history', s.model.id, t('History'))],
  };
}
