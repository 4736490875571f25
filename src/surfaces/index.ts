export { createSlackSurface } from './slack/slack-surface.ts';
export { createWebSurface } from './web/web-surface.ts';
