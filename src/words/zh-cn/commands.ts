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
    '还没有模型在此报告。设置此频道后，模型即可在此报告。',
  'Steward is ready. {models, plural, one {One model is} other {# models are}} registered; none reports here. Choose “Set up this channel” to start.':
    'Steward 已就绪。已注册 {models} 个模型，但都不在此报告。请选择“设置此频道”开始。',
  Welcome: '欢迎',
  'I never read messages of a channel; I only see commands, buttons and mentions.':
    '我从不阅读频道里的消息，只看得到命令、按钮和提及。',
  'Show all models': '显示所有模型',
  'What can I do?': '我能做什么？',
  'Did you mean {near}?': '您是指 {near} 吗？',
  'Did you mean `{near}`?': '您是指 `{near}` 吗？',
  'Say `list` to see all models.': '输入 `list` 可查看所有模型。',
  'Say `help` to see what there is.': '输入 `help` 可查看所有命令。',
  '{names} and others': '{names} 等',
  'The button asks for what is missing. Nothing was changed yet.':
    '请按按钮填写缺少的内容。目前没有任何更改。',
  none: '无',
  'none yet': '暂无',
  'Nothing was changed': '未作任何更改',
  'The registry cannot be read: {trouble} Nothing was asked; ask again when it can.':
    '无法读取注册表：{trouble}未提出任何申请；请在其恢复后重新申请。',
  'The registry cannot be read: {trouble} Nothing was changed; do it again when it can.':
    '无法读取注册表：{trouble}未作任何更改；请在其恢复后重试。',
  'History of {model}': '{model} 的历史',
  'My models': '我的模型',
  '"{typed}" is no length of time. Say for example: audit {model} 30d.':
    '“{typed}”不是有效的时长。例如：audit {model} 30d。',
  'retrain ({models})': '重新训练（{models}）',
  'promote ({models})': '晋升（{models}）',
  'retrain ({models}, ask {groups})': '重新训练（{models}；请联系 {groups}）',
  'promote ({models}, ask {groups})': '晋升（{models}；请联系 {groups}）',
  'You asked to retrain {model}: {ballot}. {quorum} of {groups}, not you, can approve until {until}. Nothing runs before that.':
    '您已申请重新训练 {model}：{ballot}。须由 {groups} 中的 {quorum} 人（不含您）在 {until} 前批准。在此之前不会运行。',
  'You asked to retrain {model}: {ballot}. {quorum} of {groups} can approve until {until}. Nothing runs before that.':
    '您已申请重新训练 {model}：{ballot}。须由 {groups} 中的 {quorum} 人在 {until} 前批准。在此之前不会运行。',
  'You asked to retrain {model}: {ballot}. Its policy asks nobody, so it starts.':
    '您已申请重新训练 {model}：{ballot}。其策略无需任何人批准，因此立即开始。',
  'You asked to promote {version}: {ballot}. Nothing changes before it is approved.':
    '您已申请晋升 {version}：{ballot}。批准之前不会有任何变化。',
  'You approved {name}: {now}. The card follows it.': '您已批准 {name}：{now}。卡片会持续更新。',
  'Your approval of {name} counts: {yes} of {quorum}. {more} more needed.':
    '您对 {name} 的批准已计入：{yes} / {quorum}。还需 {more} 票。',
  'A link for {name} was shown already. Press again for a new one.':
    '{name} 的链接已显示过。请再次点击获取新链接。',
  'This link was used, is older than ten minutes, or what it asked has changed. Nothing was changed; press the button in chat again.':
    '此链接已被使用、已超过十分钟，或它所询问的内容已改变。未作任何更改；请在聊天中再次点击按钮。',
  'You denied {name}. Nothing runs.': '您已拒绝 {name}。不会启动任何运行。',
  'You decided {name} alone, and it happens now. Everybody who would have been asked is told, and one of them must review it within a day.':
    '您已单独决定 {name}，现在开始执行。所有本应被询问的人都会收到通知，其中一人须在一天内复核。',
  'those who would have been asked': '本应被询问的人员',
  'Told directly: {names}.': '已直接通知：{names}。',
  'Without an account in chat: {names}.': '在聊天中没有账号：{names}。',
  'Nobody else who may is known here.': '这里没有其他已知的有权处理者。',
  'Discord does not name all members of these roles; the others are not told.':
    'Discord 不会列出这些身份组的所有成员；其余成员不会收到通知。',
  'You can ask again from {from}.': '您可以从 {from} 起再次提醒。',
  'You reviewed {name}. It is in the log.': '您已复核 {name}。已记入日志。',
  'this model has': '（本模型所用）',
  'You asked to stop {name}. The card says when the run has ended.':
    '您已请求停止 {name}。运行结束后卡片会说明。',
  'You cancelled {name}. Nothing runs.': '您已取消 {name}。不会启动任何运行。',
  '{name}: run {run} is followed from now on.': '{name}：从现在起跟踪运行 {run}。',
  'Please name the run.': '请指明运行。',
  '{name}: noted that it never started.': '{name}：已记录其从未启动。',
  'Please say how you know that it did not start.': '请说明您如何得知它没有启动。',
  'You are rolling {model} back to {version} ({name}). The card says when the registry has confirmed it.':
    '您正在将 {model} 回滚到 {version}（{name}）。注册表确认后卡片会说明。',
  'the version before': '上一个版本',
  'Ask {names} ({owners}) to add people to {groups} or to change the policy of {model}.':
    '请联系 {names}（{owners}），在 {groups} 中添加人员，或更改 {model} 的策略。',
  'Ask whoever runs Steward to add people to {groups} or to change the policy of {model}.':
    '请联系 Steward 管理员，在 {groups} 中添加人员，或更改 {model} 的策略。',
  others: '其他人',
  'Checking {model} now: {names}. Say `monitors {model}` in a moment.':
    '正在检查 {model}：{names}。稍后请输入 `monitors {model}`。',
  'You acknowledged the alerts of {model}. The card says so.': '您已确认 {model} 的警报。卡片上会显示。',
  'Nobody here is called "{name}"; write a name as cards show it.':
    '这里没有人名为“{name}”；请按卡片上显示的姓名填写。',
  '{name} looks after the alerts of {model} now.': '{name} 现在负责处理 {model} 的警报。',
  '"{length}" is no time to mute for. Say for example: mute {model} 7d label outage (at most 30d).':
    '“{length}”不是有效的静音时长。例如：mute {model} 7d 标签中断（最长 30d）。',
  'All alerts for {model} are muted until {until}. Failing, approvals and rollbacks still come through.':
    '{model} 的所有警报已静音至 {until}。严重警报、批准和回滚仍会发出。',
  'Alerts of {what} for {model} are muted until {until}. Failing, approvals and rollbacks still come through.':
    '{model} 的 {what} 警报已静音至 {until}。严重警报、批准和回滚仍会发出。',
  '{model} is heard again.': '{model} 已取消静音。',
  'Thank you: that alert of {model} counts as useful.': '谢谢：{model} 的这条警报已记为有用。',
  'Thank you: that alert of {model} counts as noise.': '谢谢：{model} 的这条警报已记为噪声。',
  'The status of {model} is on its way into this channel.': '{model} 的状态即将发到此频道。',
  'Tell me where its predictions are; I look at them before anything is added.':
    '请告诉我它的预测在哪里；添加之前我会先查看。',
  'A code was shown already. Say `link` once more for a new one.':
    '关联码已显示过。请再次输入 `link` 获取新的关联码。',
  'These accounts are one person.': '这些账号属于同一人。',
  'These accounts are one person from now on: one vote, also where both voted already.':
    '从现在起这些账号属于同一人：只有一票，之前两者都投过票的也只计一票。',
  'This account voted at the same moment. Nothing was linked; press again.':
    '该账号恰好在同一时刻投了票。未进行任何关联；请再次点击。',
  'Your linked accounts are people of their own again. What they decided stays yours.':
    '您关联的账号已恢复为独立的人员。它们作出的决定仍归您所有。',
  'Something that you asked for or voted on is still open, so your accounts stay one person until it is over. Nothing was changed.':
    '您申请或投票的事项仍未结束，在此之前您的账号仍属于同一人。未作任何更改。',
};
