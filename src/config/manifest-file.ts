import { stringify } from 'yaml';
import { commands } from '../commands/index.ts';
import { slackManifest } from '../surfaces/slack/manifest.ts';

const typed = commands.flatMap(({ verb, group }) => (group ? [verb] : []));

/** `manifest.yml`, made from the commands that there are; `npm run generate` writes it. */
export const manifestText = (how: Parameters<typeof slackManifest>[1] = { mode: 'socket' }): string =>
  `# Made by \`npm run generate\`: paste it at https://api.slack.com/apps?new_app=1, or follow \`steward init\`.\n${stringify(
    slackManifest(typed, how),
    { lineWidth: 110 },
  )}`;
