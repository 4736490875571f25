/** One plan in a process of its own, so that its peak of memory is its own: reads the question as JSON, prints the answer. */
import { type Asked, plans, type Timed } from './drift-plans.ts';
import { peakMemoryMb } from './machine.ts';

export interface PlanResult extends Timed {
  memoryMb: number;
}

const asked = JSON.parse(process.argv[2]!) as Asked;
const timed = await plans[asked.plan](asked);
const result: PlanResult = { ...timed, memoryMb: peakMemoryMb() };
process.stdout.write(JSON.stringify(result));
