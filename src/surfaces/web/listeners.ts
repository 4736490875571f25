/** Open pages that want to know when a channel changed; changes that come faster than a page reads are one. */
import type { ChannelId } from '../../domain/ids.ts';

export interface Listener {
  /** Resolves with `changed`, with `beat` after so many milliseconds of silence, or with `closed`. */
  next(beatMs: number): Promise<'changed' | 'beat' | 'closed'>;
  close(): void;
}

export interface Listeners {
  /** Null when too many pages listen already. */
  open(channel: ChannelId): Listener | null;
  notify(channel: ChannelId): void;
  close(): void;
  count(): number;
}

interface Ear {
  channel: ChannelId;
  changed: boolean;
  closed: boolean;
  wake: (() => void) | null;
}

export function createListeners(most = 200): Listeners {
  const ears = new Set<Ear>();
  let closed = false;

  const rouse = (ear: Ear, what: 'changed' | 'closed'): void => {
    ear[what] = true;
    ear.wake?.();
  };

  async function next(ear: Ear, beatMs: number): Promise<'changed' | 'beat' | 'closed'> {
    if (!ear.changed && !ear.closed) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, beatMs);
        ear.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      ear.wake = null;
    }
    if (ear.closed) return 'closed';
    if (!ear.changed) return 'beat';
    ear.changed = false;
    return 'changed';
  }

  return {
    open(channel) {
      if (closed || ears.size >= most) return null;
      const ear: Ear = { channel, changed: false, closed: false, wake: null };
      ears.add(ear);
      return {
        next: (beatMs) => next(ear, beatMs),
        close() {
          ears.delete(ear);
          rouse(ear, 'closed');
        },
      };
    },
    notify(channel) {
      for (const ear of ears) if (ear.channel === channel) rouse(ear, 'changed');
    },
    close() {
      closed = true;
      for (const ear of ears) rouse(ear, 'closed');
      ears.clear();
    },
    count: () => ears.size,
  };
}
