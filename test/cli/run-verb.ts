/** Runs a real verb in this process and gives back what a terminal would have shown. */
import { vi } from 'vitest';
import { run } from '../../src/cli/program.ts';

export async function steward(...argv: string[]): Promise<{ exit: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said.out += String(text);
    return true;
  });
  try {
    const exit = await run(argv, {
      out: (text) => {
        said.out += text;
      },
      err: (text) => {
        said.err += text;
      },
    });
    process.exitCode = undefined;
    return { exit, ...said };
  } finally {
    write.mockRestore();
  }
}
