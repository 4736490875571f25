/** The week in one message, and what fails on a day that had its messages. */
export const digest: Record<string, string> = {
  'Week to {at} · {n, plural, one {# model} other {# models}} in {channel}':
    '截至 {at} 的一周 · {channel} 中的 {n} 个模型',
  'Audit seal {hash} over {n} entries.': '审计封印 {hash}，涵盖 {n} 条记录。',
  'Week to {at}: {n, plural, =0 {no model reports here yet} one {the model is healthy} other {all # models are healthy}}, nothing waits for you.':
    '截至 {at} 的一周：{n, plural, =0 {还没有模型在此报告} other {全部 # 个模型正常}}，没有待您处理的事项。',
  'Needs you: ': '需要您处理：',
  '{n, plural, one {# more needs} other {# more need}} you; say `list` to see all.':
    '另有 {n} 个需要您处理；输入 `list` 查看全部。',
  '{n, plural, one {# champion} other {# champions}} changed before these.': '此前还更换了 {n} 个冠军模型。',
  'Steady: ': '稳定：',
  'Held back: ': '暂缓发送：',
  '{n, plural, one {# warning} other {# warnings}}, because the channel had its new messages of the day.':
    '{n} 条警告，因为频道已达到当天的新消息上限。',
  'Useful alerts in 90 days: ': '90 天内有用的警报：',
  'Week to {at}, {n, plural, one {# model} other {# models}}.': '截至 {at} 的一周，{n} 个模型。',
  '{n, plural, one {# needs} other {# need}} you: {names}.': '{n} 个需要您处理：{names}。',
  '{opened, plural, one {# alert} other {# alerts}} opened, {closed} closed.':
    '触发 {opened} 个警报，关闭 {closed} 个。',
  '{names} and {n} more': '{names} 以及另外 {n} 个',
  '{model} {state}.': '{model}：{state}。',
  'Promoted: ': '已晋升：',
  'Rolled back: ': '已回滚：',
  'Changed outside Steward: ': '在 Steward 之外更改：',
  '{model} {version} {at}.': '{model} {version} {at}。',
  '{model} {version} {at}, request to live {time}.': '{model} {version} {at}，从申请到上线 {time}。',
  '{model} promoted to {version}': '{model} 已晋升至{version}',
  '{model} rolled back to {version}': '{model} 已回滚到{version}',
  '{model} changed outside Steward to {version}': '{model} 在 Steward 之外更改为{version}',
  '{monitor} of {model} {useful} of {rated}': '{model} 的 {monitor} {useful} / {rated}',
  'Alerts: {opened} opened, {closed} closed; rated useful {useful}, noise {noise}.':
    '警报：触发 {opened} 个，关闭 {closed} 个；评为有用 {useful} 个，噪声 {noise} 个。',
  'Alerts: {opened} opened, {closed} closed.': '警报：触发 {opened} 个，关闭 {closed} 个。',
  'Approvals: {given} given, {denied} denied, {refused, plural, one {# press} other {# presses}} refused.':
    '批准：同意 {given} 次，拒绝 {denied} 次，被拒绝的点击 {refused} 次。',
  'Approvals: {given} given, median wait {wait}, {denied} denied, {refused, plural, one {# press} other {# presses}} refused.':
    '批准：同意 {given} 次，等待时间中位数 {wait}，拒绝 {denied} 次，被拒绝的点击 {refused} 次。',
  'Each of them has a message of its own now.': '每个模型现在都有自己的消息。',
  'None of them is Failing any more.': '它们都已不再严重。',
  'Failing now: {names}. Owners, please look.': '当前严重：{names}。请负责人查看。',
  'Models without a message of their own': '没有单独消息的模型',
  '{n} more; say `list` to see all.': '另有 {n} 个；输入 `list` 查看全部。',
  '{n, plural, =0 {No more models} one {# more model} other {# more models}} of {channel} · {day}':
    '{channel} {n, plural, =0 {没有其他模型} other {的其他 # 个模型}} · {day}',
  '{channel} had its messages of {day}; models that began to fail afterwards are here.':
    '{channel} 已发送 {day} 的消息；此后变为严重的模型列于此处。',
};
