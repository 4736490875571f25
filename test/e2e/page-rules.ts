/** What every page must keep, checked in the reader's own browser; each broken rule is one sentence. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const rules = readFileSync(new URL('./page-rules.browser.js', import.meta.url), 'utf8');

/** Landmarks, names, labels, headings, tables, contrast (WCAG 2.1 AA), and nothing wider than the screen. */
export const brokenRules = (page: Page): Promise<string[]> => page.evaluate<string[]>(rules);
