/** What commands and the set-up of a channel say. */
export const commands: Record<string, string> = {
  Change: '更改',
  'Set up this channel': '设置此频道',
  'This channel': '此频道',
  'Set up': '设置',
  Name: '名称',
  'Weekly digest: day, time and zone, or none': '每周摘要：星期、时间和时区，或 none',
  'Language of cards and answers': '卡片和回复的语言',
  'A model that reports here from now on': '今后在此报告的模型',
  '{models} report here. Digest: {digest}.': '{models} 在此报告。摘要：{digest}。',
  'No model reports here yet. Digest: {digest}.': '还没有模型在此报告。摘要：{digest}。',
  'Nothing reports here yet. Set up this channel, and models can.':
    '还没有任何内容在此报告。请先设置此频道。',
  'Steward is ready. {models, plural, one {One model is} other {# models are}} registered; none reports here. Choose “Set up this channel” to start.':
    'Steward 已就绪。已注册 {models} 个模型，但都不在此报告。请选择“设置此频道”开始。',
  Welcome: '欢迎',
  'I never read messages of a channel; I only see commands, buttons and mentions.':
    '我从不阅读频道里的消息，只看得到命令、按钮和提及。',
  'Show all models': '显示所有模型',
  'What can I do?': '我能做什么？',
};
