/** How the app comes to a server, and whether it is on one. */
import { PermissionsBitField, Routes } from 'discord.js';
import { z } from 'zod';
import type { Log } from '../../lib/log.ts';
import { neededPermissions } from './examine.ts';
import { openGateway } from './gateway.ts';
import { openRest } from './rest.ts';

interface Credentials {
  botToken: string;
  apiUrl: string | null;
}

const Application = z.looseObject({ id: z.string() });

/** Opens the page on which somebody adds the app to a server, with what it needs. Throws what Discord's client throws. */
export async function inviteLink({ botToken, apiUrl }: Credentials): Promise<string> {
  const rest = openRest(botToken, apiUrl, 10_000);
  const { id } = Application.parse(await rest.get(Routes.currentApplication()));
  const permissions = PermissionsBitField.resolve(Object.values(neededPermissions));
  return `https://discord.com/oauth2/authorize?client_id=${id}&scope=bot+applications.commands&permissions=${permissions}`;
}

/** Listens at the gateway until it tells of a server, or for so long. */
export async function awaitGuild(
  { botToken, apiUrl }: Credentials,
  { waitMs, log }: { waitMs: number; log: Log },
): Promise<{ guild: string | null; problem: string | null }> {
  return new Promise((resolve) => {
    const found = async (guild: string | null) => {
      clearTimeout(timer);
      const problem = gateway.problem();
      await gateway.stop();
      resolve({ guild, problem });
    };
    const gateway = openGateway({
      botToken,
      apiUrl,
      log,
      hears: {
        ready: ({ guilds }) => void (guilds[0] && found(guilds[0])),
        guild: (id) => void found(id),
        interaction: () => {},
        missed: () => {},
      },
    });
    const timer = setTimeout(() => void found(null), waitMs);
    gateway.start();
  });
}
