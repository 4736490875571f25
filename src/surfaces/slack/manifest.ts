/** The Slack app as Slack wants it described: https://docs.slack.dev/reference/app-manifest */

/** Eight scopes, each for a call that Steward makes or a delivery that it gets. */
export const scopes = {
  commands: 'slash command and shortcuts',
  'chat:write': 'posts and edits its own cards, answers people privately',
  'users:read': 'knows guests, deactivated accounts and strangers',
  'usergroups:read': 'knows who belongs to an approver group',
  'files:write': 'uploads a chart where Slack cannot draw it',
  'channels:read': 'sees whether it was invited to a public channel',
  'groups:read': 'the same for private channels',
  'app_mentions:read': 'answers when it is mentioned',
} as const;

/** @param verbs what can follow `/model`, for the hint that Slack shows while somebody types */
export function slackManifest(verbs: string[], { mode, url }: { mode: 'socket' | 'http'; url?: string }) {
  const request_url = url ?? 'https://steward.example.com/slack/events';
  const to = mode === 'http' ? { request_url } : {};
  return {
    display_information: {
      name: 'Steward',
      description: 'Model operations: drift, approvals, retraining, promotion, rollback.',
      long_description:
        'Steward watches the models that you run in production, posts one card when something needs a decision, and calls your own training systems when somebody approves. It reads no channel messages: it hears commands, buttons and mentions only.',
      background_color: '#1f2933',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: true },
      bot_user: { display_name: 'steward', always_online: true },
      shortcuts: [
        {
          name: 'Register a model',
          type: 'global',
          callback_id: 'register',
          description: 'Tells Steward about a model',
        },
        {
          name: 'Ask about a model',
          type: 'global',
          callback_id: 'list',
          description: 'Shows all models, worst first',
        },
      ],
      slash_commands: [
        {
          command: '/model',
          ...(mode === 'http' && { url: request_url }),
          description: 'Ask about a model, or act on it',
          usage_hint: `[${verbs.join('|')}] [model]`.slice(0, 1000),
          should_escape: false,
        },
      ],
    },
    oauth_config: { scopes: { bot: Object.keys(scopes) } },
    settings: {
      event_subscriptions: { ...to, bot_events: ['app_home_opened', 'app_mention'] },
      interactivity: {
        is_enabled: true,
        ...to,
        ...(mode === 'http' && { message_menu_options_url: request_url }),
      },
      org_deploy_enabled: false,
      socket_mode_enabled: mode === 'socket',
      token_rotation_enabled: false,
    },
  };
}
