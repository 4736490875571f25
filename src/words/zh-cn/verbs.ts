/** What each command does. */
export const verbs: Record<string, string> = {
  'shows how a model does and what happens next': '显示模型的状况以及接下来会发生什么',
  'shows all models, worst first; searches names, tags, owners and states':
    '显示所有模型，状况最差的在前；可搜索名称、标签、负责人和状态',
  'shows what waits for you': '显示等待您处理的事项',
  'shows its monitors with their last verdicts': '显示其监控及最近的结论',
  'shows its versions, their roles and lineage': '显示其版本、角色和血缘',
  'compares a challenger with the champion on the same rows': '在相同的数据行上比较挑战者模型与冠军模型',
  'shows what happened to a model, newest first': '显示模型的历史，最新的在前',
  'shows who decided what, refused presses too, and proves that nothing was edited or cut off':
    '显示谁作了什么决定（包括被拒绝的点击），并证明记录未被修改或截断',
  'shows what was decided in the last four weeks, over all models': '显示最近四周内所有模型的决定',
  "previews this channel's weekly digest": '预览此频道的每周摘要',
  'opens the timeline of a request, a promotion or a rollback, with the presses that were refused':
    '打开申请、晋升或回滚的时间线，包括被拒绝的点击',
  'shows what you can do here': '显示您在这里可以做什么',
  'asks for a new version to be trained; somebody else approves': '申请训练新版本；由其他人批准',
  'asks to make a challenger the champion, after comparing both on the same rows':
    '在相同的数据行上比较后，申请将挑战者模型晋升为冠军模型',
  'says yes to a retraining (R-) or a promotion (P-)': '批准重新训练（R-）或晋升（P-）',
  'says no to a retraining or a promotion, with a reason': '拒绝重新训练或晋升，并说明原因',
  'withdraws a request or stops a training run': '撤回申请或停止训练',
  'goes back to the champion before, at once': '立即回滚到上一个冠军模型',
  'runs its monitors now': '立即运行其监控',
  'says that you look after its open alerts': '表明由您处理其未关闭的警报',
  'gives its open alerts to somebody': '将其未关闭的警报交给某人',
  'holds its alerts back for a while; Failing still comes through': '暂时静音其警报；严重警报仍会发出',
  'lets its alerts through again': '恢复其警报',
  'tells Steward about a model: its predictions are looked at before it is added':
    '向 Steward 登记模型：添加前会先查看其预测',
  'shows what reports here, and sets it up': '显示在此报告的内容，并进行设置',
  'makes your accounts on several platforms one person, by a code that is shown on one and said on the other':
    '用在一个平台显示、在另一平台输入的关联码，把您在多个平台上的账号合并为一人',
  'makes the accounts that were linked to you people of their own again': '将与您关联的账号恢复为独立的人员',
  'decides alone, at once, in an emergency; somebody else must review it':
    '在紧急情况下立即单独决定；必须由其他人复核',
  'says that you looked at what somebody decided alone': '表明您已复核某人单独作出的决定',
  'tells those who could see to something, and have not yet': '通知能够处理而尚未处理的人',
  'says whether an alert was useful': '说明警报是否有用',
  "shows a model's status to everybody in this channel": '向此频道的所有人显示模型状态',
  'names the run of a start that was not answered': '指明未得到响应的启动所对应的运行',
  'says that a start which was not answered never happened': '说明未得到响应的启动从未发生',
};
