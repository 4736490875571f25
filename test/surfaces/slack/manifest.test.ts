import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { commands } from '../../../src/commands/index.ts';
import { manifestText } from '../../../src/config/manifest-file.ts';
import { scopes, slackManifest } from '../../../src/surfaces/slack/manifest.ts';
import { methods } from '../../emulators/slack/web-api.ts';

const source = readdirSync('src/surfaces/slack', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(path.join('src/surfaces/slack', file), 'utf8'))
  .join('\n');
/** Every method of the Web API that our code calls. */
const called = new Set(
  [
    ...source.matchAll(
      /\b(?:web|interactive|posting)\s*\.((?:auth|chat|users|usergroups|conversations|views|files)\.[\w.]+?)\(/g,
    ),
  ].map(([, method]) => method!),
);

describe('manifest.yml', () => {
  test('is what the commands make of it', () => {
    expect(readFileSync('manifest.yml', 'utf8')).toBe(manifestText());
    const { features } = parse(manifestText());
    for (const { verb, group } of commands) {
      if (group) expect(features.slash_commands[0].usage_hint).toContain(verb);
    }
  });

  test('asks for at most eight scopes, each of which a call or a delivery needs', () => {
    expect(Object.keys(scopes).length).toBeLessThanOrEqual(8);
    expect(called.size).toBeGreaterThan(8);
    const needed = new Set(['commands', 'app_mentions:read']);
    for (const method of called) {
      const known = methods[method];
      expect(known, method).toBeDefined();
      for (const scope of known!.scopes) needed.add(scope);
    }
    expect([...needed].toSorted()).toEqual(Object.keys(scopes).toSorted());
  });

  test('keeps to Slack’s limits', () => {
    const { display_information: shown, features } = slackManifest(['status'], { mode: 'socket' });
    expect(shown.name.length).toBeLessThanOrEqual(35);
    expect(shown.description.length).toBeLessThanOrEqual(140);
    expect(shown.long_description.length).toBeGreaterThan(173);
    expect(shown.long_description.length).toBeLessThanOrEqual(4000);
    expect(features.bot_user.display_name).toMatch(/^[a-z0-9._-]{1,80}$/);
    expect(features.slash_commands[0]!.usage_hint.length).toBeLessThanOrEqual(1000);
    for (const { name, description } of features.shortcuts) {
      expect(name.length).toBeLessThanOrEqual(24);
      expect(description.length).toBeLessThanOrEqual(150);
    }
  });

  test('of HTTP mode leads commands, presses, options and events to one address', () => {
    const url = 'https://steward.example.com/slack/events';
    const { features, settings } = slackManifest([], { mode: 'http', url });
    expect(features.slash_commands[0]!.url).toBe(url);
    expect(settings).toMatchObject({
      socket_mode_enabled: false,
      interactivity: { request_url: url, message_menu_options_url: url },
      event_subscriptions: { request_url: url },
    });
  });
});
