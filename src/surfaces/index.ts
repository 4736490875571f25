/** Every surface. Slack's packages are loaded only by those who are on Slack: they take half a second. */
export const slackSurface = async () => (await import('./slack/slack-surface.ts')).createSlackSurface;
export { createWebSurface } from './web/web-surface.ts';
