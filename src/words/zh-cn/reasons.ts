/** Why something went on or ended where no person said it. */
export const reasons: Record<string, string> = {
  'the champion is {champion} now': '冠军模型现在是 {champion}',
  'the champion is nobody now': '现在没有冠军模型',
  'the promotion could not be confirmed': '无法确认晋升',
  'the registry did not confirm in time': '注册表未及时确认',
  'its registry cannot be told which version is the champion': '无法告知其注册表哪个版本是冠军模型',
  'the trainer has no run for this request': '训练系统中没有此申请的运行',
  'the run was cancelled at the trainer': '运行在训练系统中被取消',
  'the run succeeded but produced no new version': '运行成功，但没有产生新版本',
  'the trainer did not say up to when its rows reach, so nothing can be compared':
    '训练系统未说明其数据截至何时，因此无法比较',
  'unknown state "{state}"': '未知状态“{state}”',
  'Nobody said up to when the rows reach that {version} was trained on, so it cannot be compared.':
    '没有说明 {version} 的训练数据截至何时，因此无法比较。',
  'Only {n} labelled rows were predicted by both {champion} and {challenger}; {fewest} are needed.':
    '只有 {n} 行有标签数据同时有 {champion} 和 {challenger} 的预测；至少需要 {fewest} 行。',
  '{version} was trained on rows up to {until}, and the comparison begins at {from}':
    '{version} 的训练数据截至 {until}，而比较从 {from} 开始',
  'the model is gone': '模型已不存在',
  '{monitor}: {what} is over its limit': '{monitor}：{what} 超出限值',
  '{monitor}: a limit is over its limit': '{monitor}：超出限值',
  'Its policy retrains by schedule': '其策略按计划重新训练',
  'Its policy retrains on an alert: {alerts}': '其策略在出现警报时重新训练：{alerts}',
  'Its policy retrains on {wanted} new labels; there are {labels}':
    '其策略在新增 {wanted} 个标签时重新训练；现有 {labels} 个',
  'an entry is missing': '缺少一条记录',
  'the entry does not match its hash': '记录与其哈希不符',
  'the newest entries were cut off': '最新的记录被截断',
  'the seal does not match its hash': '封印与其哈希不符',
  'the entry is not the one that seal {number} holds': '记录与封印 {number} 所记载的不同',
};
