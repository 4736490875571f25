/** Which of Slack's newer blocks a workspace refused. Some do; it is found out once and remembered by all replicas. */
import type { Chart } from '../../charts/chart.ts';
import { fingerprint } from '../../lib/hash.ts';
import type { Log } from '../../lib/log.ts';
import type { Directory } from '../contract.ts';
import { detailsOf, errorOf } from './clients.ts';
import type { Takes } from './render/message.ts';

export interface Natives {
  takes(): Promise<Takes>;
  /** A message was refused for its blocks; true when another attempt, with less, makes sense. */
  refused(thrown: unknown, blocks: object[]): Promise<boolean>;
  keepPicture(chart: Chart, file: string | null): void;
}

const blockRefusals = ['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long'];

export const isBlockRefusal = (thrown: unknown): boolean => blockRefusals.includes(errorOf(thrown) ?? '');

const newer = { data_table: 'tables', data_visualization: 'charts', image: 'pictures' } as const;
type Newer = keyof typeof newer;

export function createNatives(directory: Directory, team: () => string, log: Log): Natives {
  const pictures = new Map<string, string | null>();
  const key = () => `${team()}:refuses`;
  const refusals = async (): Promise<string[]> => ((await directory.recall(key())) as string[] | null) ?? [];
  return {
    async takes() {
      const refuses = await refusals();
      return {
        tables: !refuses.includes('data_table'),
        charts: !refuses.includes('data_visualization'),
        picture: (chart) => (refuses.includes('image') ? null : (pictures.get(fingerprint(chart)) ?? null)),
      };
    },
    async refused(thrown, blocks) {
      if (!isBlockRefusal(thrown)) return false;
      const used = (Object.keys(newer) as Newer[]).filter((type) =>
        blocks.some((block) => 'type' in block && block.type === type),
      );
      if (used.length === 0) return false;
      const details = detailsOf(thrown);
      const named = used.filter((type) => details.includes(type) || details.includes(placeOf(blocks, type)));
      // Slack did not say which: charts are the newest, then tables, then pictures.
      const guessed = used.includes('data_visualization') ? ['data_visualization'] : used.slice(0, 1);
      const now = named.length > 0 ? named : guessed;
      log.warn(
        { blocks: now },
        'this workspace refuses a kind of block; it gets them as text or pictures from now on',
      );
      await directory.remember(key(), [...new Set([...(await refusals()), ...now])]);
      return true;
    },
    keepPicture(chart, file) {
      if (pictures.size > 500) pictures.delete(pictures.keys().next().value!);
      pictures.set(fingerprint(chart), file);
    },
  };
}

/** Slack points at a block by its place: `[json-pointer:/blocks/3/type]`. */
const placeOf = (blocks: object[], type: string): string =>
  `/blocks/${blocks.findIndex((block) => 'type' in block && block.type === type)}/`;
