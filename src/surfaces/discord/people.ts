/** From a Discord account to a person: who they are, and which of our groups their roles are. */
import { type REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { GroupId } from '../../domain/ids.ts';
import { type Person, unnamedAccount } from '../../domain/person.ts';
import { Fault } from '../../lib/fault.ts';
import type { Log } from '../../lib/log.ts';
import { message, t } from '../../words/t.ts';
import { remembering } from '../chat/remembering.ts';
import type { Directory } from '../contract.ts';
import type { Interaction } from './incoming.ts';
import { again, codeOf, codes } from './rest.ts';

/** A stranger is told why by a message of the catalogs. */
export type Known = { person: Person } | { stranger: string };

export interface People {
  /** Throws `Fault` when Discord does not say what somebody belongs to: then nobody may do anything. */
  of(interaction: Interaction): Promise<Known>;
  /** Learns how many people have the roles of our groups: Discord names them only to those with a privileged intent. */
  sync(): Promise<void>;
}

const strangers = {
  foreign: message(
    'You are on another server, and I don’t know who you are. Ask somebody of this team’s own server; nothing was changed.',
  ),
  bot: message('Apps cannot decide here. Nothing was changed.'),
  pending: message(
    'You have not accepted the rules of this server yet. Accept them, then do it again; nothing was changed.',
  ),
};

const Member = z.looseObject({ roles: z.array(z.string()), pending: z.boolean().nullish() });
const mostUnnamed = 5;

const bare = (account: string): string => account.split('/').at(-1)!;

export function createPeople(options: {
  rest: REST;
  directory: Directory;
  /** Servers whose people may use this. */
  ours: () => Promise<string[]>;
  log: Log;
}): People {
  const { rest, directory, ours, log } = options;
  const seen = new Map<string, Set<string>>();

  /** Roles that somebody who writes to us directly has on our servers. */
  const rolesOf = remembering(async (user: string): Promise<string[] | null> => {
    const found: string[][] = [];
    for (const guild of await ours()) {
      try {
        const member = Member.parse(await again(() => rest.get(Routes.guildMember(guild, user))));
        if (!member.pending) found.push(member.roles);
      } catch (thrown) {
        if (codeOf(thrown) !== codes.unknownMember) throw thrown;
      }
    }
    return found.length === 0 ? null : found.flat();
  });

  async function read({ member, user: direct, guild_id }: Interaction): Promise<Known> {
    const user = member?.user ?? direct;
    if (!user || user.bot) return { stranger: strangers.bot };
    if (guild_id && !(await ours()).includes(guild_id)) return { stranger: strangers.foreign };
    if (member?.pending) return { stranger: strangers.pending };
    const roles = guild_id && member ? member.roles : await rolesOf(user.id);
    if (roles === null) return { stranger: strangers.foreign };
    const groups = (await directory.groups()).filter(({ account }) => roles.includes(bare(account)));
    for (const { account } of groups) {
      const members = seen.get(bare(account)) ?? new Set();
      seen.set(bare(account), members.add(user.id));
    }
    const name = (member?.nick || user.global_name || user.username || user.id).slice(0, 80);
    const account = { account: user.id, name, groups: groups.map(({ id }) => id), active: true };
    return { person: await directory.person(account) };
  }

  return {
    async of(interaction) {
      try {
        return await read(interaction);
      } catch (thrown) {
        log.warn({ code: codeOf(thrown) }, 'Discord did not say what somebody belongs to');
        const sentence = t(
          'Discord does not say who you are at the moment, so nothing was changed. Try again.',
        );
        throw new Fault('people_unknown', sentence, { retry: 'later', cause: thrown });
      }
    },
    async sync() {
      const groups = await directory.groups();
      const counts = new Map<string, number>();
      for (const guild of groups.length > 0 ? await ours() : []) {
        const found = await again(() => rest.get(`/guilds/${guild}/roles/member-counts`)).catch(() => null);
        const read = z.record(z.string(), z.number()).safeParse(found);
        if (read.success) for (const [role, count] of Object.entries(read.data)) counts.set(role, count);
      }
      for (const { id, account } of groups) {
        const role = bare(account);
        const known = seen.get(role)?.size ?? 0;
        // A role that Discord does not count may have anybody; a question to it is asked rather than refused.
        const unnamed = Math.min(mostUnnamed, Math.max(0, (counts.get(role) ?? mostUnnamed) - known));
        for (let index = 0; index < mostUnnamed; index++) {
          await directory.person({
            account: `${unnamedAccount}${role}:${index}`,
            name: `a member of ${id}`,
            groups: [id] as GroupId[],
            active: index < unnamed,
          });
        }
      }
    },
  };
}
