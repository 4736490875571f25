/** What is missing on Slack's side, question by question; changes nothing there. */
import { WebClient } from '@slack/web-api';
import type { Log } from '../../lib/log.ts';
import type { Directory } from '../contract.ts';
import { errorOf, slackFault, webOptions } from './clients.ts';
import { scopes as wanted } from './manifest.ts';

export interface Examined {
  what: string;
  result: 'ok' | 'warning' | 'fail';
  says: string;
}

export interface Credentials {
  botToken: string;
  appToken: string | null;
  signingSecret: string | null;
  apiUrl: string | null;
}

/** @param directory null: only the tokens are looked at */
export async function examineSlack(
  credentials: Credentials,
  directory: Directory | null,
  log: Log,
): Promise<Examined[]> {
  const { botToken, appToken, apiUrl } = credentials;
  const options = webOptions(apiUrl, log, 10_000);
  const web = new WebClient(botToken, options);
  const found: Examined[] = [];
  const ask = async (what: string, question: () => Promise<Omit<Examined, 'what'>>) => {
    const answer = await question().catch((thrown: unknown) => ({
      result: 'fail' as const,
      says: sentence(thrown),
    }));
    found.push({ what, ...answer });
    return answer.result !== 'fail';
  };
  const known = await ask('Slack, bot token', async () => {
    const { team = '', user = '', team_id = '' } = await web.auth.test();
    return { result: 'ok', says: `it is ${user} of workspace ${team} (${team_id})` };
  });
  if (known) {
    await ask('Slack, scopes', async () => {
      const given = (await web.auth.test()).response_metadata?.scopes;
      if (!given) return { result: 'warning', says: 'the server does not say which scopes the token has' };
      const missing = Object.keys(wanted).filter((scope) => !given.includes(scope));
      return missing.length === 0
        ? { result: 'ok', says: `all ${Object.keys(wanted).length} are there` }
        : {
            result: 'fail',
            says: `${missing.join(', ')} missing; update the app from manifest.yml and install it again`,
          };
    });
  }
  await ask('Slack, way in', async () => {
    if (appToken === null) {
      return {
        result: 'ok',
        says: 'HTTP mode: Slack must reach POST /slack/events, and Interactivity must be on with that address',
      };
    }
    await new WebClient(appToken, options).apps.connections.open({});
    return { result: 'ok', says: 'Socket Mode: a socket can be opened' };
  });
  if (known && directory !== null) {
    for (const { id, place } of await directory.channels()) {
      if (place !== null) await ask(`Slack, channel ${id}`, () => askChannel(web, place.split('/').at(-1)!));
    }
    for (const { id, account } of await directory.groups()) {
      await ask(`Slack, group ${id}`, async () => {
        const { users = [] } = await web.usergroups.users.list({ usergroup: account.split('/').at(-1)! });
        return users.length > 0
          ? { result: 'ok', says: `${users.length} members` }
          : { result: 'fail', says: 'nobody is in its user group, so nobody can approve' };
      });
    }
  }
  return found;
}

async function askChannel(web: WebClient, channel: string): Promise<Omit<Examined, 'what'>> {
  const { channel: found } = await web.conversations.info({ channel });
  if (found?.is_archived) return { result: 'fail', says: 'it is archived; choose another one' };
  return found?.is_member
    ? { result: 'ok', says: `#${found.name}, and Steward is in it` }
    : { result: 'fail', says: `Steward is not in #${found?.name}; type /invite @steward there` };
}

const remedies: Record<string, string> = {
  channel_not_found: 'there is no such channel, or it is private and Steward was not invited',
  no_such_subteam: 'there is no such user group; write the id that begins with S',
  missing_scope: 'a scope is missing; update the app from manifest.yml and install it again',
  not_allowed_token_type:
    'this is another kind of token; the bot token begins with xoxb-, the app-level token with xapp-',
};

function sentence(thrown: unknown): string {
  const remedy = remedies[errorOf(thrown) ?? ''];
  if (remedy) return remedy;
  try {
    return slackFault(thrown).message;
  } catch {
    return 'the answer makes no sense; is this a Slack server?';
  }
}
