/** Every expected no. */
export const rejections: Record<string, string> = {
  'That is no longer possible: {now}. Your press changed nothing; the newest card shows what can be done.':
    '已经无法这样做：{now}。您的点击没有更改任何内容；请以最新的卡片为准。',
  'This card is out of date: what it asked about has changed. Nothing was done; look at the card again.':
    '此卡片已过期：它所询问的内容已改变。未执行任何操作；请重新查看卡片。',
  'You asked for {ballot}, so someone else must approve. {others}':
    '{ballot} 是您申请的，必须由其他人批准。{others}',
  '{what} needs {groups}; you are not in it. Ask somebody who is; nothing was changed.':
    '{what}仅限 {groups}；您不在其中。请联系其中的成员；未作任何更改。',
  '{what} is for nobody in {except}, and you are in it. Others of {groups} can. Nothing was changed.':
    '{except} 的成员不得{what}，而您在其中。{groups} 的其他成员可以。未作任何更改。',
  'You already voted on {ballot}; it counts once, and nothing more is needed from you.':
    '您已就 {ballot} 投过票，只计一次；您无需再做其他操作。',
  '{ballot} was decided before your press: {now}. Your press was not used; `{ballot}` shows who decided.':
    '{ballot} 在您点击之前已有决定：{now}。您的点击未被计入；输入 `{ballot}` 可查看由谁决定。',
  'A yes to {ballot} counts only by its one-time link. Press the button once more to get one.':
    '同意 {ballot} 必须通过一次性链接。请再次点击按钮获取链接。',
  '{ballot} asks nothing at the moment, so there is nothing to decide. `inbox` shows what waits for you.':
    '{ballot} 目前没有待决事项，无需决定。`inbox` 显示等待您处理的事项。',
  'Nobody may decide {ballot} alone: its policy names no group for emergencies (`break_glass`). Ask those who can approve it; nothing was changed.':
    '任何人都不得单独决定 {ballot}：其策略未指定紧急情况的组（`break_glass`）。请联系可以批准的人；未作任何更改。',
  'You decided {ballot} alone, so somebody else of {groups} must review it.':
    '您单独决定了 {ballot}，因此必须由 {groups} 的其他人复核。',
  'Nothing called {ballot} waits for a review. `inbox` shows what waits for you.':
    '没有名为 {ballot} 的待复核事项。`inbox` 显示等待您处理的事项。',
  'They were told of {about} less than four hours ago ({at}). Nobody was told again; you can ask from {from}.':
    '不到四小时前（{at}）已就 {about} 通知过他们。没有再次通知；您可以从 {from} 起再次提醒。',
  '{who} Nobody was told; please ask them yourself.': '{who}没有通知任何人；请您亲自询问他们。',
  'Please give a reason; nothing was changed.': '请说明原因；未作任何更改。',
  'That is too long: {n} characters, of which at most {most} can be kept. Shorten it; nothing was changed.':
    '内容过长：共 {n} 个字符，最多可保存 {most} 个。请缩短后重试；未作任何更改。',
  'That code is not known, was used already, or is older than ten minutes. Say `link` where I know you and use the new one.':
    '此关联码无效、已被使用或已超过十分钟。请在我认识您的平台上输入 `link`，并使用新的关联码。',
  'You made this code as who you are here. Say it on the other platform, where I do not know you yet.':
    '此关联码是您在这里生成的。请在我还不认识您的另一个平台上输入它。',
  'You are {other} here and {one} there, and both are written in a file. Whoever runs Steward must make them one person there.':
    '您在这里是 {other}，在那里是 {one}，两者都写在文件中。须由 Steward 管理员在文件中合并为一人。',
  'No account was linked to you in chat, so there is nothing to undo. `link` links one.':
    '没有账号在聊天中与您关联，因此无需解除。可用 `link` 进行关联。',
  'Your account was linked a moment ago. Nothing was changed; do it again in a minute.':
    '您的账号刚刚完成关联。未作任何更改；请一分钟后再试。',
  '{model} already has {cycle} open ({now}). Finish or cancel that first.':
    '{model} 已有进行中的 {cycle}（{now}）。请先完成或取消它。',
  'Nobody could approve this: {why}. {ask} Nothing was asked.':
    '没有人能批准此事：{why}。{ask}未提出任何申请。',
  '{model} has no trainer configured, so nobody can ask for retraining. Its owners can name one.':
    '{model} 未配置训练系统，因此无法申请重新训练。可由其负责人指定。',
  'Steward cannot set the champion in {registry}. Do it there for {model}: it is noticed here by itself. Nothing was changed.':
    'Steward 无法在 {registry} 中设置冠军模型。请在那里为 {model} 设置，Steward 会自动发现变更。未作任何更改。',
  'The trainer {trainer} cannot be told to stop. End the run there: {ballot} ends with it. Nothing was changed.':
    '无法让训练系统 {trainer} 停止。请在那里结束运行，{ballot} 会随之结束。未作任何更改。',
  '{model} has no champion in its registry yet. Set one there first.':
    '{model} 在其注册表中还没有冠军模型。请先在那里设置。',
  '{model} has no earlier champion to go back to. `versions {model}` shows what else could be promoted.':
    '{model} 没有可以回滚到的更早的冠军模型。`versions {model}` 显示其他可晋升的版本。',
  '{version} already is the champion of {model}; there is nothing to promote.':
    '{version} 已经是 {model} 的冠军模型；无需晋升。',
  'Say which model: {models}.': '请说明是哪个模型：{models}。',
  'No model named "{model}". {closest}': '没有名为“{model}”的模型。{closest}',
  '{model} has no version beside its champion {champion}; train or register one first.':
    '{model} 除冠军模型 {champion} 外没有其他版本；请先训练或注册一个。',
  '{model} has no version "{version}". It has: {versions}.':
    '{model} 没有版本“{version}”。现有：{versions}。',
  '{model} has no monitor "{monitor}". It has: {monitors}.':
    '{model} 没有监控“{monitor}”。现有：{monitors}。',
  'There is no command "{verb}". {closest}': '没有命令“{verb}”。{closest}',
  'Say which one, as in R-4821. `inbox` shows what waits for you.':
    '请说明是哪一个，例如 R-4821。`inbox` 显示等待您处理的事项。',
  'Nothing here is called {id}. `inbox` shows what waits for you, `decisions` what was decided.':
    '这里没有名为 {id} 的内容。`inbox` 显示等待您处理的事项，`decisions` 显示已做出的决定。',
  '{problem}': '{problem}',
  '{model} has no open alert, so there is nothing to look after.': '{model} 没有未关闭的警报，无需处理。',
  'Already acknowledged by {by}. `assign` gives it to somebody else.':
    '{by} 已确认。可用 `assign` 转交给其他人。',
  '{model} is not muted; its alerts come through.': '{model} 未被静音；其警报会正常发送。',
  '{model} is managed by a file; change it there and run `steward apply`.':
    '{model} 由文件管理；请在文件中更改并运行 `steward apply`。',
  '{model} has {cycle} open; finish or cancel it before it is removed.':
    '{model} 有进行中的 {cycle}；移除前请先完成或取消它。',
  '{model} is stuck after a rollback that could not be confirmed ({cycle}). Look at the registry, then say `rollback {model}`: that confirms it.':
    '{model} 在一次无法确认的回滚后卡住（{cycle}）。请先查看注册表，然后输入 `rollback {model}` 进行确认。',
  'The champion is {champion} now, not {compared}; compare again before anybody promotes.':
    '冠军模型现在是 {champion}，而不是 {compared}；晋升前请重新比较。',
  'Version {version} was trained on rows up to {until}; they overlap the comparison from {from}. Compare again when there are newer labels.':
    '版本 {version} 的训练数据截至 {until}，与自 {from} 起的比较数据重叠。请在有更新的标签后重新比较。',
};
