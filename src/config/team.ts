// People, groups and channels in YAML.
import { z } from 'zod';
import type { ChannelId, GroupId, PersonId } from '../domain/ids.ts';
import type { Person as DomainPerson } from '../domain/person.ts';
import { usualPostsPerDay } from '../domain/workspace-stream.ts';
import { type Language, languages } from '../words/language.ts';
import { t } from '../words/t.ts';
import type { Channel as ChannelEntry, DigestTime, Group as GroupEntry } from './configuration.ts';
import { entry, name, refuse, text, unique } from './scalars.ts';
import { dayNumber, isZone, unknownDay, unknownZone, writePoint } from './weekly.ts';

/** Ids of the vendor's, each with an optional workspace in front: `T024BE7LD/U024BE7LH`. */
const slackId = (letters: string, what: string) =>
  z
    .string()
    .regex(
      new RegExp(`^([TE][\\w-]{1,30}/)?[${letters}][\\w-]{1,30}$`),
      `must be the id of a Slack ${what}, as in ${letters[0]}024BE7LH`,
    )
    .optional();

/** Discord's ids are numbers too long for YAML's: they are written in quotes. */
const discordId = (what: string) =>
  z
    .string({ error: `must be the id of a Discord ${what} in quotes, as in "1180000000000000000"` })
    .regex(/^(\d{1,20}\/)?\d{1,20}$/, `must be the id of a Discord ${what}, as in "1180000000000000000"`)
    .optional();

const elsewhere = (ids: Record<string, string | undefined>): Record<string, string> | undefined => {
  const given = Object.entries(ids).filter((one): one is [string, string] => one[1] !== undefined);
  return given.length > 0 ? Object.fromEntries(given) : undefined;
};

export const Person = entry({
  id: name<PersonId>(),
  name: text(80).optional().describe('Default: the id'),
  groups: unique(name<GroupId>()).default([]),
  slack: slackId('UW', 'member').describe('Their member id on Slack: U024BE7LH'),
  discord: discordId('user').describe('Their user id on Discord, in quotes: "1180000000000000000"'),
}).transform(({ slack, discord, ...person }): DomainPerson => {
  const accounts = elsewhere({ slack, discord });
  return { ...person, name: person.name ?? person.id, ...(accounts && { accounts }) };
});

export const Group = entry({
  id: name<GroupId>(),
  title: text(80).optional().describe('Default: the id'),
  slack: slackId('S', 'user group').describe('A Slack user group whose members belong to it: S0614TZR7'),
  discord: discordId('role').describe('A Discord role whose members belong to it, in quotes'),
}).transform(({ slack, discord, ...group }): GroupEntry => {
  const accounts = elsewhere({ slack, discord });
  return { ...group, title: group.title ?? group.id, ...(accounts && { accounts }) };
});

const Digest = z
  .string()
  .max(80)
  .transform((written, context): DigestTime | null => {
    if (written.trim() === 'none') return null;
    const match = /^\s*([a-z]+)\s+(\d{1,2}):(\d{2})(?:\s+(\S+))?\s*$/i.exec(written);
    if (!match)
      return refuse(
        context,
        t('must be a day, a time and a zone, as in "monday 09:00 Europe/Berlin", or none'),
      );
    const [, word = '', hour, minute, zone = 'UTC'] = match;
    const day = dayNumber(word);
    if (day < 0) return refuse(context, unknownDay(word));
    if (Number(hour) > 23 || Number(minute) > 59)
      return refuse(context, t('knows no time {time}', { time: `${hour}:${minute}` }));
    if (!isZone(zone)) return refuse(context, unknownZone(zone));
    return { day, hour: Number(hour), minute: Number(minute), zone };
  })
  .describe('Day, time and zone of the weekly digest, or none: monday 09:00 Europe/Berlin');

export const Channel = entry({
  id: name<ChannelId>(),
  title: text(80).optional().describe('Default: the id'),
  digest: Digest.default({ day: 1, hour: 9, minute: 0, zone: 'UTC' }).describe(
    'Day, time and zone of the weekly digest, or none. Default: monday 09:00 UTC',
  ),
  slack: slackId('CG', 'channel').describe('The Slack channel where it is: C024BE7LR'),
  discord: discordId('channel').describe('The Discord channel where it is, in quotes'),
  language: z
    .enum(Object.keys(languages) as Language[])
    .default('en')
    .describe('What cards and answers are written in'),
  posts_per_day: z
    .int()
    .min(1)
    .max(1000)
    .default(usualPostsPerDay)
    .describe('New posts a day; edits of cards are free'),
}).transform(({ posts_per_day, slack, discord, ...channel }): ChannelEntry => {
  const places = elsewhere({ slack, discord });
  return {
    ...channel,
    ...(places && { places }),
    title: channel.title ?? channel.id,
    postsPerDay: posts_per_day,
  };
});

export const writeDigest = (digest: DigestTime | null): string =>
  digest === null ? 'none' : `${writePoint(digest.day, digest.hour, digest.minute)} ${digest.zone}`;
