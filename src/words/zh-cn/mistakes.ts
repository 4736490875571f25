/** What is wrong with a form that adds a model or a channel, and with the entry of a file that says the same. */
export const mistakes: Record<string, string> = {
  'must be lower-case letters, digits, ".", "_" or "-" (at most 64, starting and ending with a letter or digit)':
    '只能使用小写字母、数字、“.”、“_”或“-”（最多 64 个字符，首尾须为字母或数字）',
  'must not be empty': '不能为空',
  'must have at most {most} characters': '最多 {most} 个字符',
  'Choose one of {choices}': '请从中选择：{choices}',
  'must be a day, a time and a zone, as in "monday 09:00 Europe/Berlin", or none':
    '须为星期（英文）、时间和时区，例如“monday 09:00 Europe/Berlin”，或填 none',
  'knows no time {time}': '没有 {time} 这个时间',
  'knows no day {day}; did you mean {near}?': '没有 {day} 这一天；您是指 {near} 吗？',
  'knows no day {day}': '没有 {day} 这一天；请用英文填写，例如 monday',
  'knows no time zone {zone}; write one like Europe/Berlin or UTC':
    '没有时区 {zone}；请填写 Europe/Berlin 或 UTC 这样的时区',
  '{metric} does not fit the task {task}; it has {metrics}':
    '{metric} 不适用于任务 {task}；可用的有 {metrics}',
  '{metric} needs the predicted probability; name its column under data.score':
    '{metric} 需要预测概率；请填写其所在的列（data.score）',
  '"{column}" is the {other} already': '列“{column}”已用作 {other}',
  'a regression has no score; its number is the prediction':
    '回归任务没有概率；其数值就是预测值，请将此项留空',
  'the policies {one} and {other} are equally narrow and say different things about {setting}; name more tags, a tier or the model in one of them':
    '策略 {one} 与 {other} 的适用范围同样具体，但对 {setting} 的规定不同；请在其中一条中写明更多标签、等级或该模型',
  'nobody could {question}: it needs {quorum} yes of {groups}, not counting whoever asks, and nobody is in there; add {more, plural, one {# more person} other {# more people}} to {groups}, or set bar_requester: false':
    '没有人能满足 {question} 的规则：需要 {groups} 中 {quorum} 票同意（申请人不计），而组里没有人；请再向 {groups} 添加 {more, plural, other {#}} 人，或设置 bar_requester: false',
  'nobody could {question}: it needs {quorum} yes of {groups}, not counting whoever asks, and only {names} {n, plural, one {is in} other {are in}} there; add {more, plural, one {# more person} other {# more people}} to {groups}, or set bar_requester: false':
    '没有人能满足 {question} 的规则：需要 {groups} 中 {quorum} 票同意（申请人不计），而组里只有 {names}{n, plural, other {}}；请再向 {groups} 添加 {more, plural, other {#}} 人，或设置 bar_requester: false',
  'nobody could {question}: it needs {quorum} yes of {groups}, and nobody is in there; add {more, plural, one {# more person} other {# more people}} to {groups}':
    '没有人能满足 {question} 的规则：需要 {groups} 中 {quorum} 票同意，而组里没有人；请再向 {groups} 添加 {more, plural, other {#}} 人',
  'nobody could {question}: it needs {quorum} yes of {groups}, and only {names} {n, plural, one {is in} other {are in}} there; add {more, plural, one {# more person} other {# more people}} to {groups}':
    '没有人能满足 {question} 的规则：需要 {groups} 中 {quorum} 票同意，而组里只有 {names}{n, plural, other {}}；请再向 {groups} 添加 {more, plural, other {#}} 人',
  'There is no metric {metric}; there are {metrics}': '没有指标 {metric}；可用的有 {metrics}',
  '{name} is gone, or not made for this; choose another': '{name} 已不存在，或不适用于此；请另选一个',
  '{store} has no table or file {predictions}; look at its spelling':
    '{store} 中没有表或文件 {predictions}；请检查拼写',
  '{store} may not read {predictions}; ask whoever runs Steward to allow it':
    '{store} 无权读取 {predictions}；请让 Steward 的运维人员授权',
  'This column does not hold times that {store} can read; name another':
    '此列中没有 {store} 能读取的时间；请填写其他列',
  '{store} did not answer in time; send the form again': '{store} 未及时响应；请重新提交表单',
  '{store} could not be read; send the form again later, or ask whoever runs Steward':
    '无法读取 {store}；请稍后重新提交表单，或联系 Steward 的运维人员',
};
