/** Every surface. The packages of Slack and Discord are loaded only by those who are there: they take half a second. */
export const slackSurface = async () => (await import('./slack/slack-surface.ts')).createSlackSurface;
export const discordSurface = async () => (await import('./discord/discord-surface.ts')).createDiscordSurface;
export { createWebSurface } from './web/web-surface.ts';
