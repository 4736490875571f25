/** Charts by the fingerprint of what they show, drawn when a page asks for the picture. */
import type { Card } from '../../cards/card.ts';
import type { Chart } from '../../charts/chart.ts';
import { chartSvg } from '../../charts/chart-svg.ts';
import { fingerprint } from '../../lib/hash.ts';
import { type Language, type Speech, speaking, speech } from '../../words/language.ts';

export const pictureId = (chart: Chart): string => fingerprint(chart);

const chartsOf = (cards: Card[]): Chart[] =>
  cards.flatMap((card) => card.blocks.flatMap((block) => (block.kind === 'chart' ? [block.chart] : [])));

export interface Pictures {
  /** Null when no known card has such a chart. */
  draw(id: string): Promise<string | null>;
  /** Remembers the charts of cards that are about to be shown to somebody, and in which language. */
  remember(cards: Card[]): void;
}

const most = 300;

/** @param shown all cards that may be asked for, looked through when another process drew the page */
export function createPictures(shown: () => Promise<{ language: Language; cards: Card[] }[]>): Pictures {
  const charts = new Map<string, { chart: Chart; said: Speech }>();
  const drawn = new Map<string, Promise<string>>();

  function keep<V>(map: Map<string, V>, id: string, value: V): void {
    map.delete(id);
    map.set(id, value);
    for (const oldest of map.keys()) {
      if (map.size <= most) break;
      map.delete(oldest);
    }
  }

  const remember = (cards: Card[]): void => {
    for (const chart of chartsOf(cards)) keep(charts, pictureId(chart), { chart, said: speech() });
  };

  return {
    remember,
    async draw(id) {
      const ready = drawn.get(id);
      if (ready) return ready;
      if (!charts.has(id)) {
        for (const { language, cards } of await shown()) speaking(language, () => remember(cards));
      }
      const known = charts.get(id);
      if (!known) return null;
      const picture = speaking(known.said, () => chartSvg(known.chart));
      keep(drawn, id, picture);
      picture.catch(() => drawn.delete(id));
      return picture;
    },
  };
}
