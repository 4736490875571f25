import type { CycleCommand } from '../domain/cycle/messages.ts';
import type { CycleId, ModelId } from '../domain/ids.ts';
import { cycleName } from '../engine/streams.ts';
import { type Told, tell } from '../engine/tell.ts';
import type { Ports } from './ports.ts';

/** Tells a cycle what the world answered; the cause is unique per report, so each counts once. */
export const cycleReport = (
  ports: Ports,
  about: { id: CycleId; model: ModelId },
  { command, cause }: { command: CycleCommand; cause: string },
): Promise<Told<'cycle'>> => tell(ports.db, { stream: cycleName(about.id, about.model), command }, { cause });
