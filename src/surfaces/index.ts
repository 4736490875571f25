export { createWebSurface } from './web/web-surface.ts';
