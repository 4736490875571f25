/** `steward init`: walks through connecting a chat platform and checks each token and setting before anything is started. */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { Argument, type Command } from 'commander';
import { Fault } from '../lib/fault.ts';
import { foundSomething } from './exit.ts';
import { say } from './init-steps.ts';
import { plain } from './output.ts';

interface Options {
  out: string;
  wait: string;
  force?: boolean;
}

export function init(program: Command): void {
  program
    .command('init')
    .summary('connect Steward to Slack or Discord, step by step')
    .description(
      'Opens the way to an app of your own, checks its tokens and settings, and writes them into a file that only you can read. Tokens that SLACK_BOT_TOKEN, SLACK_APP_TOKEN and DISCORD_BOT_TOKEN hold are not asked for.',
    )
    .addArgument(new Argument('[platform]', 'which chat').choices(['slack', 'discord']).default('slack'))
    .option('--out <file>', 'where the settings are written', 'steward.env')
    .option('--wait <seconds>', 'how long to wait until the app is heard of; 0: do not try', '120')
    .option('--force', 'replace the file if it exists')
    .addHelpText(
      'after',
      '\nExamples:\n  $ steward init\n  $ steward init discord\n  $ SLACK_BOT_TOKEN=… SLACK_APP_TOKEN=… steward init --wait 0',
    )
    .action(run);
}

async function run(platform: 'slack' | 'discord', { out, wait, force = false }: Options): Promise<void> {
  if (!/^\d{1,4}$/.test(wait)) throw new Fault('usage', '--wait is a number of seconds.', { retry: 'never' });
  if (existsSync(out) && !force) {
    throw new Fault('usage', `${plain(out)} exists already; name another file with --out, or add --force.`, {
      retry: 'never',
    });
  }
  const connect =
    platform === 'slack'
      ? (await import('./init-slack.ts')).connectSlack
      : (await import('./init-discord.ts')).connectDiscord;
  const settings = await connect(Number(wait));
  if (settings === null) {
    foundSomething();
    return;
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
  await writeFile(out, lines.join(''), { mode: 0o600 });
  say(`\nReady: ${plain(out)} holds the settings. Start with:`);
  say(`  $ set -a; . ./${plain(out)}; set +a; steward start`);
  say(
    platform === 'slack'
      ? 'Then type /invite @steward in a channel, and /model.'
      : 'Then type /model channel in a channel that Steward may see.',
  );
}
