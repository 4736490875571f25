/** What is missing on Discord's side, question by question; changes nothing there. */
import { PermissionFlagsBits, Routes } from 'discord.js';
import { z } from 'zod';
import type { Directory } from '../contract.ts';
import { codeOf, codes, discordFault, openRest } from './rest.ts';

export interface Examined {
  what: string;
  result: 'ok' | 'warning' | 'fail';
  says: string;
}

/** What the app needs in a channel. https://docs.discord.com/developers/topics/permissions */
export const neededPermissions = {
  'View Channel': PermissionFlagsBits.ViewChannel,
  'Send Messages': PermissionFlagsBits.SendMessages,
  'Embed Links': PermissionFlagsBits.EmbedLinks,
  'Attach Files': PermissionFlagsBits.AttachFiles,
  'Read Message History': PermissionFlagsBits.ReadMessageHistory,
  'Mention Everyone': PermissionFlagsBits.MentionEveryone,
};

const Me = z.looseObject({ id: z.string(), username: z.string().default('') });
const Limits = z.looseObject({
  session_start_limit: z.looseObject({ remaining: z.number(), total: z.number() }),
});
const Role = z.looseObject({ id: z.string(), name: z.string().default(''), permissions: z.string() });
const Channel = z.looseObject({
  name: z.string().nullish(),
  guild_id: z.string().nullish(),
  permission_overwrites: z
    .array(z.looseObject({ id: z.string(), allow: z.string(), deny: z.string() }))
    .nullish(),
});
const Member = z.looseObject({ roles: z.array(z.string()) });

/** @param directory null: only the token is looked at */
export async function examineDiscord(
  { botToken, apiUrl, guild }: { botToken: string; apiUrl: string | null; guild: string | null },
  directory: Directory | null,
): Promise<Examined[]> {
  const rest = openRest(botToken, apiUrl, 10_000);
  const found: Examined[] = [];
  let self = '';
  const guilds = new Set<string>(guild === null ? [] : [guild]);
  const ask = async (what: string, question: () => Promise<Omit<Examined, 'what'>>) => {
    const answer = await question().catch((thrown: unknown) => ({
      result: 'fail' as const,
      says: sentence(thrown),
    }));
    found.push({ what, ...answer });
    return answer.result !== 'fail';
  };
  const known = await ask('Discord, bot token', async () => {
    const me = Me.parse(await rest.get(Routes.user()));
    self = me.id;
    return { result: 'ok', says: `it is ${me.username} (${me.id})` };
  });
  if (!known) return found;
  await ask('Discord, gateway', async () => {
    const { remaining, total } = Limits.parse(await rest.get(Routes.gatewayBot())).session_start_limit;
    return remaining > 10
      ? { result: 'ok', says: 'it can be opened; no privileged intent is needed' }
      : { result: 'warning', says: `only ${remaining} of ${total} sessions are left today` };
  });
  if (directory === null) return found;

  /** Permissions as Discord computes them: everybody's role, own roles, then the channel's exceptions. */
  async function askChannel(place: string): Promise<Omit<Examined, 'what'>> {
    const channel = Channel.parse(await rest.get(Routes.channel(place)));
    const home = channel.guild_id;
    if (!home) return { result: 'fail', says: 'it is no channel of a server' };
    guilds.add(home);
    const member = Member.parse(await rest.get(Routes.guildMember(home, self)));
    const roles = z.array(Role).parse(await rest.get(Routes.guildRoles(home)));
    const own = new Set([home, ...member.roles]);
    let bits = roles
      .filter(({ id }) => own.has(id))
      .reduce((sum, role) => sum | BigInt(role.permissions), 0n);
    if ((bits & PermissionFlagsBits.Administrator) === 0n) {
      const rules = channel.permission_overwrites ?? [];
      const apply = (chosen: typeof rules) => {
        bits &= ~chosen.reduce((sum, rule) => sum | BigInt(rule.deny), 0n);
        bits |= chosen.reduce((sum, rule) => sum | BigInt(rule.allow), 0n);
      };
      apply(rules.filter(({ id }) => id === home));
      apply(rules.filter(({ id }) => id !== home && own.has(id)));
      apply(rules.filter(({ id }) => id === self));
      const missing = Object.entries(neededPermissions).filter(([, bit]) => (bits & bit) === 0n);
      const grave = missing.filter(([name]) => name !== 'Mention Everyone').map(([name]) => name);
      if (grave.length > 0)
        return { result: 'fail', says: `#${channel.name}: give Steward's role ${grave.join(', ')}` };
      if (missing.length > 0)
        return {
          result: 'warning',
          says: `#${channel.name}: without Mention Everyone only mentionable roles are notified`,
        };
    }
    return { result: 'ok', says: `#${channel.name}, and Steward may write there` };
  }
  for (const { id, place } of await directory.channels()) {
    if (place !== null) await ask(`Discord, channel ${id}`, () => askChannel(place.split('/').at(-1)!));
  }
  for (const { id, account } of await directory.groups()) {
    const role = account.split('/').at(-1)!;
    await ask(`Discord, group ${id}`, async () => {
      for (const home of guilds) {
        const roles = z.array(Role).parse(await rest.get(Routes.guildRoles(home)));
        const mine = roles.find((one) => one.id === role);
        if (mine) return { result: 'ok', says: `the role ${mine.name}` };
      }
      return { result: 'fail', says: 'there is no such role; copy its id in the settings of the server' };
    });
  }
  return found;
}

function sentence(thrown: unknown): string {
  const code = codeOf(thrown);
  if (code === codes.unknownChannel) return 'there is no such channel; copy its id again';
  if (code === codes.missingAccess)
    return 'Steward may not see it; invite it, and give its role View Channel';
  try {
    return discordFault(thrown).message;
  } catch {
    return 'the answer makes no sense; is this a Discord server?';
  }
}
