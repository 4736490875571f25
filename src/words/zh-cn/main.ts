/** Answers to forms that add models and channels, and the demo's clock. */
export const main: Record<string, string> = {
  'This channel is not set up yet; say /model channel first': '此频道尚未设置；请先输入 /model channel',
  '{model} is registered already; choose another name': '{model} 已注册；请选择其他名称',
  'You are not in {group}; choose a group of yours, or ask somebody in it':
    '您不在 {group} 中；请选择您所在的组，或请其中的成员操作',
  'Write a metric and a number, as in auroc 0.85 or mae 60': '请填写指标和数字，例如 auroc 0.85 或 mae 60',
  'A limit needs labels; name their column': '设置限值需要标签；请填写标签列',
  '{model} is registered and reports here. {monitors} will be checked every day.':
    '{model} 已注册并在此报告。{monitors} 将每天检查。',
  'There is no column {column}; there are {columns}': '没有列 {column}；现有 {columns}',
  'Column {column} holds no numbers: it is of type {type}; name another':
    '列 {column} 不是数值列：其类型为 {type}；请填写其他列',
  'There are no rows yet; send the form again when there are': '还没有任何行；有数据后请重新提交表单',
  'Only members of a group can set up a channel; ask one of them': '只有组成员才能设置频道；请联系组成员',
  'There is a channel {channel} already; choose another name': '频道 {channel} 已存在；请选择其他名称',
  '{model} reports here.': '{model} 在此报告。',
  '{model} is managed by a file: write `channel: {channel}` there and run `steward apply`.':
    '{model} 由文件管理：请在文件中写入 `channel: {channel}` 并运行 `steward apply`。',
  '{channel} is set up. Digest: {digest}.': '{channel} 已设置。摘要：{digest}。',
  Clock: '时钟',
  'A world to try Steward in': '体验 Steward 的演示环境',
  'This is a demo on real data. Its clock stands at {now}; move it and see what happens.':
    '这是使用真实数据的演示。时钟停在 {now}；拨动它，看看会发生什么。',
  'Three models predict on real data, and a pandemic is coming. It is {now}; the data ends at {until}.':
    '三个模型正基于真实数据进行预测，一场疫情即将到来。现在是 {now}；数据截至 {until}。',
  'Move the clock to mid April 2020, ask for a retraining as Maya, approve it as Liam, and follow the one card. Say {help} for everything else.':
    '将时钟拨到 2020 年 4 月中旬，以 Maya 的身份申请重新训练，以 Liam 的身份批准，并跟踪这张卡片。其他操作请输入 {help}。',
  'Move one week': '前进一周',
  'Move one day': '前进一天',
  'Move four weeks': '前进四周',
  '"{length}" is no time to move by. Say for example: clock 7d (at most 92d).':
    '“{length}”不是有效的时长。例如：clock 7d（最长 92d）。',
  'The clock is already moving; wait until it stands.': '时钟正在走动；请等它停下。',
  "The demo's data ends at {until}.": '演示数据截至 {until}。',
  '{length} went by. It is {now}.': '已过去 {length}。现在是 {now}。',
};
