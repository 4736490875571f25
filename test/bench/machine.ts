/** What a figure depends on, without the machine's name. */
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';

export interface Machine {
  cores: number;
  processor: string;
  memoryGb: number;
  system: string;
  node: string;
}

export const machine = (): Machine => ({
  cores: availableParallelism(),
  processor: cpus()[0]?.model.trim() ?? 'unknown',
  memoryGb: Math.round(totalmem() / 2 ** 30),
  system: `${process.platform} ${process.arch}`,
  node: process.versions.node,
});

export const machineLine = ({ cores, processor, memoryGb, system, node }: Machine): string =>
  `${cores} cores (${processor}), ${memoryGb} GB, ${system}, Node ${node}`;

/**
 * Most memory that this process ever held, in MB. Linux's own mark is read first: the one of `resourceUsage` survives the
 * start of a program, so a child would report its parent's.
 */
export function peakMemoryMb(): number {
  try {
    const mark = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'));
    if (mark) return Number(mark[1]) / 1024;
  } catch {
    // Not Linux.
  }
  return process.resourceUsage().maxRSS / 1024;
}
