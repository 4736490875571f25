/** From a Slack account to a person: who they are, and which of our groups their user groups are. */
import type { WebClient } from '@slack/web-api';
import type { GroupId } from '../../domain/ids.ts';
import type { Person } from '../../domain/person.ts';
import { Fault } from '../../lib/fault.ts';
import type { Log } from '../../lib/log.ts';
import { message, t } from '../../words/t.ts';
import { remembering } from '../chat/remembering.ts';
import type { Directory } from '../contract.ts';
import { slackFault } from './clients.ts';

/** A stranger is told why by a message of the catalogs. */
export type Known = { person: Person } | { stranger: string };

export interface People {
  /** Throws `Fault` when Slack does not say who somebody is or what they belong to: then nobody may do anything. */
  of(user: string, team: string): Promise<Known>;
  /** Learns the members of all user groups, so that everybody who could approve is known. */
  sync(): Promise<void>;
}

/** One call each, of which Slack allows a hundred a minute. */
const mostNewcomers = 60;

const strangers = {
  gone: message('This account is deactivated, so it changed nothing.'),
  guest: message(
    'Guests of this workspace can read cards but not decide. Ask a full member; nothing was changed.',
  ),
  foreign: message(
    'You belong to another workspace, and I don’t know who you are. Ask somebody of this one; nothing was changed.',
  ),
  bot: message('Apps cannot decide here. Nothing was changed.'),
};

export function createPeople(options: {
  web: WebClient;
  directory: Directory;
  team: () => string;
  log: Log;
}): People {
  const { web, directory, team: ours, log } = options;
  const profiles = remembering(async (user: string) => (await web.users.info({ user })).user ?? null);
  const members = remembering(
    async (usergroup: string) => new Set((await web.usergroups.users.list({ usergroup })).users ?? []),
  );
  const known = remembering(async (key: string) => {
    const [team = '', user = ''] = key.split('/');
    return read(user, team);
  });

  const synced = new Set<string>();

  async function read(user: string, team: string): Promise<Known> {
    const profile = await profiles(user);
    const why = whyNot(profile, team === '' ? ours() : team);
    const name = profile?.profile?.display_name || profile?.profile?.real_name || profile?.name || user;
    const account = { account: `${ours()}/${user}`, name: name.slice(0, 80) };
    if (why !== null) {
      await directory.person({ ...account, groups: [], active: false });
      return { stranger: strangers[why] };
    }
    const groups: GroupId[] = [];
    for (const group of await directory.groups()) {
      const id = group.account.split('/').at(-1)!;
      if ((await members(id)).has(user)) groups.push(group.id);
    }
    return { person: await directory.person({ ...account, groups, active: true }) };
  }

  function whyNot(
    profile: Awaited<ReturnType<typeof profiles>>,
    team: string,
  ): keyof typeof strangers | null {
    if (!profile) return 'foreign';
    if (profile.deleted) return 'gone';
    if (profile.is_bot) return 'bot';
    // Slack Connect: people of other workspaces sit in shared channels.
    if (team !== ours() || (profile.team_id && profile.team_id !== ours()) || isStranger(profile))
      return 'foreign';
    return profile.is_restricted || profile.is_ultra_restricted ? 'guest' : null;
  }

  return {
    async of(user, team) {
      try {
        if (ours() === '') throw new Error('Slack has not said yet which workspace this is');
        return await known(`${team}/${user}`);
      } catch (thrown) {
        const err = thrown instanceof Fault ? thrown : slackFault(thrown).message;
        log.warn({ err }, 'Slack did not say who somebody is');
        const sentence = t(
          'Slack does not say who you are at the moment, so nothing was changed. Try again.',
        );
        throw new Fault('people_unknown', sentence, { retry: 'later' });
      }
    },
    async sync() {
      const seen = new Set<string>();
      for (const group of await directory.groups()) {
        for (const user of await members(group.account.split('/').at(-1)!)) seen.add(user);
      }
      // Those who were not looked at for longest come first.
      const waiting = [...seen].filter((user) => !synced.has(user));
      for (const user of waiting.slice(0, mostNewcomers)) {
        await known(`${ours()}/${user}`);
        synced.add(user);
      }
      if (waiting.length <= mostNewcomers) synced.clear();
    },
  };
}

const isStranger = (profile: object): boolean => 'is_stranger' in profile && profile.is_stranger === true;
