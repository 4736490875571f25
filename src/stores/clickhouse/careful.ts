// What lies beyond an even grid in the last of its cells. To look after it for every row would take a third of the time of counting.
import { carefulBeyond } from '../sql/beyond.ts';
import { clickhouseDialect } from './dialect.ts';

export const careful = carefulBeyond(
  clickhouseDialect,
  ({ x, position, first, last }) =>
    `if(isFinite(${x}), accurateCastOrNull(least(greatest(roundBankers(${position}), ${first}), ${last}), 'Int16'), NULL)`,
);
