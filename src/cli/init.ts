/** `steward init`: walks through creating the Slack app and checks each token and setting before anything is started. */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { environment } from '../config/settings.ts';
import { Fault } from '../lib/fault.ts';
import { silentLog } from '../lib/log.ts';
import type { Credentials } from '../surfaces/slack/examine.ts';
import { foundSomething } from './exit.ts';
import { plain } from './output.ts';

interface Options {
  out: string;
  wait: string;
  force?: boolean;
}

export function init(program: Command): void {
  program
    .command('init')
    .summary('connect Steward to Slack, step by step')
    .description(
      'Opens the way to a Slack app, checks its tokens, scopes and settings, and writes them into a file that only you can read. Tokens that SLACK_BOT_TOKEN and SLACK_APP_TOKEN hold are not asked for.',
    )
    .option('--out <file>', 'where the settings are written', 'steward.env')
    .option('--wait <seconds>', 'how long to wait for a first /model and a first press; 0: do not try', '120')
    .option('--force', 'replace the file if it exists')
    .addHelpText(
      'after',
      '\nExamples:\n  $ steward init\n  $ SLACK_BOT_TOKEN=… SLACK_APP_TOKEN=… steward init --wait 0',
    )
    .action(run);
}

const say = (line: string) => process.stdout.write(`${line}\n`);

async function run({ out, wait, force = false }: Options): Promise<void> {
  if (!/^\d{1,4}$/.test(wait)) throw new Fault('usage', '--wait is a number of seconds.', { retry: 'never' });
  if (existsSync(out) && !force) {
    throw new Fault('usage', `${plain(out)} exists already; name another file with --out, or add --force.`, {
      retry: 'never',
    });
  }
  const { manifestText } = await import('../config/manifest-file.ts');
  say(
    '1/4  Open this link: it creates the app with all of its settings. Then choose "Install to Workspace".',
  );
  say(`     https://api.slack.com/apps?new_app=1&manifest_yaml=${encodeURIComponent(manifestText())}\n`);
  const given = environment();
  const apiUrl = given.SLACK_API_URL || null;
  const appToken = await tokenFor(
    '2/4  App-level token (Basic Information → App-Level Tokens, scope connections:write)',
    'xapp-',
    given.SLACK_APP_TOKEN,
  );
  const botToken = await tokenFor(
    '3/4  Bot token (OAuth & Permissions → Bot User OAuth Token)',
    'xoxb-',
    given.SLACK_BOT_TOKEN,
  );
  const credentials: Credentials = { botToken, appToken, signingSecret: null, apiUrl };
  const { examineSlack } = await import('../surfaces/slack/examine.ts');
  const found = await examineSlack(credentials, null, silentLog);
  for (const { what, result, says } of found) say(`     ${result.padEnd(7)}  ${what}: ${plain(says)}`);
  if (found.some(({ result }) => result === 'fail')) {
    foundSomething();
    say('\nNothing was written. Correct what failed and run steward init again.');
    return;
  }
  if (Number(wait) > 0 && !(await tryIt({ appToken, apiUrl }, Number(wait)))) return;
  const url = apiUrl === null ? '' : `SLACK_API_URL=${apiUrl}\n`;
  await writeFile(out, `SLACK_APP_TOKEN=${appToken}\nSLACK_BOT_TOKEN=${botToken}\n${url}`, { mode: 0o600 });
  say(`\nReady: ${plain(out)} holds the settings. Start with:`);
  say(`  $ set -a; . ./${plain(out)}; set +a; steward start`);
  say('Then type /invite @steward in a channel, and /model.');
}

/** From the environment, or asked for. */
async function tokenFor(title: string, start: string, given: string | undefined): Promise<string> {
  if (given) {
    say(`${title}: taken from the environment`);
    return checked(given, start);
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return checked((await terminal.question(`${title}: `)).trim(), start);
  } catch (thrown) {
    if (thrown instanceof Fault) throw thrown;
    throw new Fault('usage', 'No token was given.', { retry: 'never' });
  } finally {
    terminal.close();
  }
}

function checked(token: string, start: string): string {
  if (token.startsWith(start) && /^[\w.-]+$/.test(token)) return token;
  throw new Fault('usage', `This token must begin with ${start} (it is not shown here).`, { retry: 'never' });
}

async function tryIt(how: { appToken: string; apiUrl: string | null }, seconds: number): Promise<boolean> {
  const { tryOut } = await import('../surfaces/slack/try-out.ts');
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
  foundSomething();
  return false;
}
