/** The steps to Discord: an app of your own, its token, and the server that it is invited to. */
import { environment } from '../config/settings.ts';
import { silentLog } from '../lib/log.ts';
import { examineDiscord } from '../surfaces/discord/examine.ts';
import { awaitGuild, inviteLink } from '../surfaces/discord/invite.ts';
import { type Connect, say, tell, tokenFor } from './init-steps.ts';

export const connectDiscord: Connect = async (waitSeconds) => {
  say('1/3  Create an app at https://discord.com/developers/applications. It needs no privileged intent.\n');
  const given = environment();
  const botToken = await tokenFor({
    title: '2/3  Bot token (Bot → Reset Token)',
    like: /^[\w-]+\.[\w-]+\.[\w-]+$/,
    says: 'have three parts with points between them',
    given: given.DISCORD_BOT_TOKEN,
  });
  const credentials = {
    botToken,
    apiUrl: given.DISCORD_API_URL || null,
    guild: given.DISCORD_GUILD_ID || null,
  };
  if (!tell(await examineDiscord(credentials, null))) return null;
  say('3/3  Open this link and choose your server: it adds the app with the permissions that it needs.');
  say(`     ${await inviteLink(credentials)}`);
  if (waitSeconds > 0 && !(await invited(credentials, waitSeconds))) return null;
  return {
    DISCORD_BOT_TOKEN: botToken,
    ...(credentials.guild !== null && { DISCORD_GUILD_ID: credentials.guild }),
    ...(credentials.apiUrl !== null && { DISCORD_API_URL: credentials.apiUrl }),
  };
};

async function invited(how: { botToken: string; apiUrl: string | null }, seconds: number): Promise<boolean> {
  say(`     Waiting ${seconds} s until it is on a server.`);
  const { guild, problem } = await awaitGuild(how, { waitMs: seconds * 1000, log: silentLog });
  if (guild !== null) {
    say(`     ok       it is on the server ${guild}, and hears what is pressed there`);
    return true;
  }
  say(
    `     fail     ${problem ?? 'it is on no server yet: open the link above, or run steward init discord --wait 0 to skip this'}`,
  );
  return false;
}
