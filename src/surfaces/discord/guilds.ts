/** Which servers are ours: anybody may invite a public app into theirs, and learns nothing by it. */
import { type REST, Routes } from 'discord.js';
import { z } from 'zod';
import { remembering } from '../chat/remembering.ts';
import type { Directory } from '../contract.ts';
import { again } from './rest.ts';

export interface Guilds {
  learn(id: string): void;
  /** A gateway that names no servers still delivers what is pressed in one. */
  hear(payload: unknown): void;
  ours(): Promise<string[]>;
}

const Delivered = z.looseObject({ guild_id: z.string().nullish() });
const Channel = z.looseObject({ guild_id: z.string().nullish() });

export function createGuilds(options: { rest: REST; directory: Directory; only: string | null }): Guilds {
  const { rest, directory, only } = options;
  const known = new Set<string>();
  const guildOf = remembering(
    async (channel: string) =>
      Channel.parse(await again(() => rest.get(Routes.channel(channel)))).guild_id ?? null,
  );
  return {
    learn: (id) => void known.add(id),
    hear(payload) {
      const read = Delivered.safeParse(payload);
      if (known.size === 0 && read.success && read.data.guild_id) known.add(read.data.guild_id);
    },
    async ours() {
      if (only !== null) return [only];
      // In one server there is nobody to keep apart.
      if (known.size <= 1) return [...known];
      const places = (await directory.channels()).flatMap(({ place }) =>
        place ? [place.split('/').at(-1)!] : [],
      );
      const found = await Promise.all(places.map((place) => guildOf(place).catch(() => null)));
      return [...new Set(found.filter((id) => id !== null))];
    },
  };
}
