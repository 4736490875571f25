import type { ChannelId } from '../../../domain/ids.ts';
import type { Person } from '../../../domain/person.ts';
import { t } from '../../../words/t.ts';
import type { Visitor } from '../visitor.ts';
import { Proof } from './actions.tsx';
import { shorten } from './line.tsx';

const initials = (name: string): string =>
  name
    .split(/\s+/u)
    .filter((word) => word !== '')
    .slice(0, 2)
    .map((word) => [...word][0]!.toUpperCase())
    .join('');

const Face = ({ person }: { person: Person | null }) => (
  <span class="face" aria-hidden="true">
    {person ? initials(person.name) : '?'}
  </span>
);

/** Buttons to act as one of the people; the page is drawn anew as that person. */
export const People = ({ visitor, channel }: { visitor: Visitor; channel: ChannelId | null }) => (
  <form method="post" action="/session" class="people" autocomplete="off" data-whole="">
    <Proof csrf={visitor.csrf} />
    {channel === null ? null : <input type="hidden" name="channel" value={channel} />}
    {visitor.people.map((person) => (
      <button
        type="submit"
        name="person"
        value={person.id}
        aria-pressed={person.id === visitor.person?.id ? 'true' : 'false'}
      >
        <Face person={person} />
        <span class="name">{shorten(person.name, 80)}</span>
        <span class="groups">{shorten(person.groups.join(t(', ')), 80)}</span>
      </button>
    ))}
  </form>
);

/** The switcher at the top right. */
export const Who = ({ visitor, channel }: { visitor: Visitor; channel: ChannelId | null }) => (
  <details class="who">
    <summary>
      <Face person={visitor.person} />
      <span class="label">
        <span class="acting">{t('Acting as')}</span> {shorten(visitor.person?.name ?? t('nobody yet'), 60)}
      </span>
    </summary>
    <div class="menu">
      <p>{t('Act as')}</p>
      <People visitor={visitor} channel={channel} />
    </div>
  </details>
);
