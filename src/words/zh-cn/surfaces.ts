/** What a surface says by itself: around cards, on its own buttons and pages, and when something never reached the router. */
export const surfaces: Record<string, string> = {
  'This card is out of date': '此卡片已过期',
  'It comes from an older version, or was not ours. Nothing was changed; use the newest card.':
    '它来自旧版本，或者不是我们发出的。未作任何更改；请使用最新的卡片。',
  'I don’t know who you are here': '我不知道您在这里是谁',
  'Working on it': '正在处理',
  'This takes a little longer; the answer follows here.': '这需要稍长一点时间；结果会在这里给出。',
  'Steward’s database does not answer at the moment.': 'Steward 的数据库目前没有响应。',
  'Something broke on our side.': '我们这边出了问题。',
  'It is not sure whether it counted; the card will show. If it stays so, tell whoever runs Steward reference {reference}.':
    '无法确定操作是否生效；请以卡片为准。如果问题持续，请将参考编号 {reference} 告知 Steward 的运维人员。',
  'A store or another system refused what Steward asked of it.': '某个存储或其他系统拒绝了 Steward 的请求。',
  'A store or another system that Steward asks does not answer at the moment.':
    'Steward 所查询的某个存储或其他系统目前没有响应。',
  'That did not work': '操作未成功',
  'I was offline ': '我处于离线状态',
  '{offline}{from} to {to}. Presses in that time did not reach me; please press again if you did.':
    '{from} 至 {to} 期间{offline}。这段时间的点击没有送达；如果您点击过，请再点一次。',
  '{label}: {value}': '{label}：{value}',
  '{label}: {problem}.': '{label}：{problem}。',
  Table: '表格',
  '{table} ({left} more rows are left out)': '{table}（另有 {left} 行未显示）',
  '{parts, plural, one {# more part does} other {# more parts do}} not fit here.':
    '还有 {parts, plural, other {#}} 个部分无法在此显示。',
  'Pick a model': '选择模型',
  Cancel: '取消',
  Close: '关闭',
  Chart: '图表',
  'Its name, or a part of it': '模型名称或其中一部分',
  'As in R-4821': '例如 R-4821',
  'How long, as in 7d or 12h': '时长，例如 7d 或 12h',
  Why: '原因',
  'The {name}': '{name}',
  'What is needed less often': '不常用的命令',
  'Ask about a model, or act on it': '查询模型或对其执行操作',
  'This form cannot be opened here': '无法在此打开该表单',
  'Its name is too long for Discord. Use the web page or the command line.':
    '它的名称对 Discord 来说太长。请使用网页或命令行。',
  'This took longer than Discord waits for a form.': '耗时超过了 Discord 等待表单的时间。',
  '({step} of {steps})': '（{step}/{steps}）',
  '{title}: {step} of {steps}': '{title}：第 {step} 部分，共 {steps} 部分',
  'What you wrote is kept. Continue with the next part.': '您填写的内容已保留。请继续填写下一部分。',
  Continue: '继续',
  'Back to the form': '返回表单',
  'Correct it': '修改',
  'It stays as it is.': '保持不变。',
  'You are on another server, and I don’t know who you are. Ask somebody of this team’s own server; nothing was changed.':
    '您在另一个服务器上，我不知道您是谁。请联系本团队服务器的成员；未作任何更改。',
  'Apps cannot decide here. Nothing was changed.': '应用不能在此做决定。未作任何更改。',
  'You have not accepted the rules of this server yet. Accept them, then do it again; nothing was changed.':
    '您还没有接受此服务器的规则。请接受后重试；未作任何更改。',
  'Discord does not say who you are at the moment, so nothing was changed. Try again.':
    'Discord 目前没有告知您是谁，因此未作任何更改。请重试。',
  'This account is deactivated, so it changed nothing.': '此账号已停用，因此未作任何更改。',
  'Guests of this workspace can read cards but not decide. Ask a full member; nothing was changed.':
    '此工作区的访客可以查看卡片，但不能做决定。请联系正式成员；未作任何更改。',
  'You belong to another workspace, and I don’t know who you are. Ask somebody of this one; nothing was changed.':
    '您属于另一个工作区，我不知道您是谁。请联系本工作区的成员；未作任何更改。',
  'Slack does not say who you are at the moment, so nothing was changed. Try again.':
    'Slack 目前没有告知您是谁，因此未作任何更改。请重试。',

  'I don’t know who you are yet': '我还不知道您是谁',
  'That changed nothing. Choose whom you act as at the top right, then do it again.':
    '未作任何更改。请在右上角选择您的身份，然后重试。',
  'That could not be read: send a form, or a JSON object of strings.':
    '无法读取：请发送表单，或由字符串组成的 JSON 对象。',
  'This page was drawn for somebody else or too long ago. Nothing was changed; load it again.':
    '此页面是为其他人生成的，或者生成得太早。未作任何更改；请重新加载。',
  'A cause is 8 to 80 letters, digits, - or _.': 'cause 由 8 到 80 个字母、数字、- 或 _ 组成。',
  'There is no such person here; choose one from the list.': '这里没有此人；请从列表中选择。',
  'There is no such channel.': '没有此频道。',
  'There is no such channel. Choose one from the list.': '没有此频道。请从列表中选择一个。',
  'Not found': '未找到',
  'There is no such picture.': '没有此图片。',
  'Too many pages listen already; close some, then load this one again.':
    '打开的页面已过多；请关闭一些后重新加载。',
  'Steward is running, but no channel is set up yet.': 'Steward 正在运行，但还没有设置频道。',
  'Please try again.': '请重试。',
  'That is too long: at most 64 KiB can be sent.': '内容太长：最多可发送 64 KiB。',
  'This came from another site and changed nothing.': '此请求来自其他网站，未作任何更改。',
  'a button': '一个按钮',
  'Nothing to confirm': '没有可确认的内容',
  'This link was used, is older than ten minutes, or what it asked has changed. Press the button in chat again.':
    '此链接已被使用、已超过十分钟，或它所询问的内容已改变。请在聊天中再次点击按钮。',
  Confirm: '确认',
  Confirmed: '已确认',
  'You can close this page.': '您可以关闭此页面。',

  'unknown time': '未知时间',
  '{day} {month} {year}, {clock} UTC': '{year}年{month}{day}日 {clock} UTC',
  Channels: '频道',
  'Skip to the channel': '跳到频道',
  'That failed.': '操作失败。',
  'Steward did not answer. Press again, it counts only once.': 'Steward 没有响应。请再次点击，只会生效一次。',
  'Acting as': '当前身份',
  'nobody yet': '尚未选择',
  'Act as': '选择身份',
  'Who are you?': '您是谁？',
  'You can read everything here. To say or press something, choose whom you act as.':
    '您可以查看这里的所有内容。要发送命令或点击按钮，请先选择您的身份。',
  'words for Steward in {channel}': '在 {channel} 中发给 Steward 的命令',
  'status, or any command': 'status 或其他命令',
  Send: '发送',
  'Send {words}': '发送 {words}',
  'Common commands': '常用命令',
  'Cards in {channel}': '{channel} 中的卡片',
  'Nothing was posted here yet. Say {help} to see what you can do.':
    '这里还没有任何消息。输入 {help} 查看您可以做什么。',
  ', edited {at}': '，编辑于 {at}',
  'You: {prompt}': '您：{prompt}',
  'Only you can see this': '仅您可见',
  'Only you can see this. {summary}': '仅您可见。{summary}',
  '✓ Done': '✓ 已完成',
  '✕ Refused': '✕ 已拒绝',
  '✕ Failed': '✕ 失败',
  Dismiss: '关闭提示',
  'This card is too long to be shown in full.': '此卡片太长，无法完整显示。',
  'More actions': '更多操作',
  '… and {count} more facts that this page leaves out.': '……另有 {count} 项未在此页显示。',
  '… and {count} more rows that this page leaves out.': '……另有 {count} 行未在此页显示。',
  'Choose…': '请选择…',
  optional: '可选',
  'It changed since it was shown to you. Nothing was done; look at the card again.':
    '卡片在显示给您之后已改变。未执行任何操作；请重新查看卡片。',
  'Back to the channel': '返回频道',
};
