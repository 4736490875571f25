/** One of the processes of `bench:alarms`. */
import { type Part, tally } from './alarm-tally.ts';

process.on('message', (part: Part) => process.send!(tally(part)));
process.on('disconnect', () => process.exit());
