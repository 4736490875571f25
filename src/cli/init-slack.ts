/** The steps to Slack: an app from the manifest, its two tokens, and a first command and press. */
import { manifestText } from '../config/manifest-file.ts';
import { environment } from '../config/settings.ts';
import { silentLog } from '../lib/log.ts';
import { type Credentials, examineSlack } from '../surfaces/slack/examine.ts';
import { tryOut } from '../surfaces/slack/try-out.ts';
import { type Connect, say, tell, tokenFor } from './init-steps.ts';

export const connectSlack: Connect = async (waitSeconds) => {
  say(
    '1/4  Open this link: it creates the app with all of its settings. Then choose "Install to Workspace".',
  );
  say(`     https://api.slack.com/apps?new_app=1&manifest_yaml=${encodeURIComponent(manifestText())}\n`);
  const given = environment();
  const apiUrl = given.SLACK_API_URL || null;
  const appToken = await tokenFor({
    title: '2/4  App-level token (Basic Information → App-Level Tokens, scope connections:write)',
    like: /^xapp-[\w.-]+$/,
    says: 'begin with xapp-',
    given: given.SLACK_APP_TOKEN,
  });
  const botToken = await tokenFor({
    title: '3/4  Bot token (OAuth & Permissions → Bot User OAuth Token)',
    like: /^xoxb-[\w.-]+$/,
    says: 'begin with xoxb-',
    given: given.SLACK_BOT_TOKEN,
  });
  const credentials: Credentials = { botToken, appToken, signingSecret: null, apiUrl };
  if (!tell(await examineSlack(credentials, null, silentLog))) return null;
  if (waitSeconds > 0 && !(await tryIt({ appToken, apiUrl }, waitSeconds))) return null;
  return {
    SLACK_APP_TOKEN: appToken,
    SLACK_BOT_TOKEN: botToken,
    ...(apiUrl !== null && { SLACK_API_URL: apiUrl }),
  };
};

async function tryIt(how: { appToken: string; apiUrl: string | null }, seconds: number): Promise<boolean> {
  say(`4/4  In Slack, type /model in any channel. Waiting ${seconds} s.`);
  const onStep = (said: string) => say(`     ${said}`);
  const { command, press } = await tryOut(how, { waitMs: seconds * 1000, log: silentLog, onStep });
  if (press) {
    say('     ok       commands and presses arrive');
    return true;
  }
  say(
    command
      ? '     fail     /model arrived, the press did not: switch Interactivity on (Interactivity & Shortcuts), or update the app from the link above'
      : '     fail     no /model arrived: is the app installed, and is Socket Mode on (Socket Mode)? Run steward init again, or with --wait 0 to skip this',
  );
  return false;
}
