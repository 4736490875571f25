/** Charts by the fingerprint of what they show, drawn when a page asks for the picture. */
import type { Card } from '../../cards/card.ts';
import type { Chart } from '../../charts/chart.ts';
import { chartSvg } from '../../charts/chart-svg.ts';
import { fingerprint } from '../../lib/hash.ts';

export const pictureId = (chart: Chart): string => fingerprint(chart);

const chartsOf = (cards: Card[]): Chart[] =>
  cards.flatMap((card) => card.blocks.flatMap((block) => (block.kind === 'chart' ? [block.chart] : [])));

export interface Pictures {
  /** Null when no known card has such a chart. */
  draw(id: string): Promise<string | null>;
  /** Remembers the charts of cards that are about to be shown to somebody. */
  remember(cards: Card[]): void;
}

const most = 300;

/** @param shown all cards that may be asked for, looked through when another process drew the page */
export function createPictures(shown: () => Promise<Card[]>): Pictures {
  const charts = new Map<string, Chart>();
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
    for (const chart of chartsOf(cards)) keep(charts, pictureId(chart), chart);
  };

  return {
    remember,
    async draw(id) {
      const ready = drawn.get(id);
      if (ready) return ready;
      if (!charts.has(id)) remember(await shown());
      const chart = charts.get(id);
      if (!chart) return null;
      const picture = chartSvg(chart);
      keep(drawn, id, picture);
      picture.catch(() => drawn.delete(id));
      return picture;
    },
  };
}
