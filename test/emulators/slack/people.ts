/** People of the workspace, what is waited for, and what was said last. */
import { type Member, memberId, type World } from './world.ts';

const patienceMs = 20_000;

export function createPeople(world: World) {
  const waiters = new Set<() => void>();
  world.changed = () => {
    for (const wake of [...waiters]) wake();
  };

  /** Waits until something is there; says what was there instead when it never comes. */
  async function until<T>(
    look: () => T | undefined | null | false,
    what: () => string,
    ms = patienceMs,
  ): Promise<T> {
    const end = Date.now() + ms;
    for (;;) {
      const found = look();
      if (found) return found;
      if (Date.now() > end) throw new Error(`Waited in vain for ${what()}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(done, 50);
        function done() {
          clearTimeout(timer);
          waiters.delete(done);
          resolve();
        }
        waiters.add(done);
      });
    }
  }

  const idOf = (name: string): string => (world.members.has(name) ? name : person(name).id);

  function person(
    name: string,
    traits: { guest?: boolean; deactivated?: boolean; strangerFrom?: string } = {},
  ): Member {
    const id = memberId(name);
    const known = world.members.get(id);
    const member: Member = known ?? {
      id,
      name,
      team: traits.strangerFrom ?? world.team,
      guest: traits.guest ?? false,
      deactivated: traits.deactivated ?? false,
    };
    if (known) Object.assign(known, traits);
    world.members.set(id, member);
    return member;
  }

  const ofUser = (user: string) => ({ id: user, team_id: world.members.get(user)!.team, username: user });

  const transcript = (): string =>
    world.messages
      .slice(-12)
      .map(
        ({ channel, onlyFor, text, gone }) =>
          `[${channel}${onlyFor ? ` only ${onlyFor}` : ''}${gone ? ' gone' : ''}] ${text}`,
      )
      .join('\n');

  return { until, idOf, person, ofUser, transcript };
}
