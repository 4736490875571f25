/** What findings say where a number alone would mislead. */
export const notes: Record<string, string> = {
  'No rows in the window.': '窗口内没有数据行。',
  'There is no prediction at all.': '没有任何预测。',
  'Every value is missing.': '所有值均缺失。',
  'The window has no usable value.': '窗口内没有可用的值。',
  'The reference has no usable value.': '参考数据中没有可用的值。',
  'The model names no labels to measure it by.': '模型未指定用于衡量的标签。',
  '{n} of {rows} rows labelled; {fewest} are needed.': '{rows} 行中有 {n} 行有标签；至少需要 {fewest} 行。',
  '{n} of {rows} rows labelled; the rest is due until {at}.':
    '{rows} 行中有 {n} 行有标签；其余预计在 {at} 前到达。',
  'Beyond the target, but by no more than chance allows.': '未达到目标，但仍在随机波动范围内。',
  '{n} of {rows} rows labelled. Beyond the target, but by no more than chance allows.':
    '{rows} 行中有 {n} 行有标签。未达到目标，但仍在随机波动范围内。',
  '{n} of {rows} rows labelled.': '{rows} 行中有 {n} 行有标签。',
  'All labels are of one class, so nothing can be ranked.': '所有标签同属一类，无法排序。',
  'The model names no score column, which {metric} needs.': '模型未指定 {metric} 所需的分数列。',
  'A {task} model has no {metric}.': '{task} 模型没有 {metric}。',
  'The predictions have no column {column}.': '预测数据中没有列 {column}。',
  'Column {column} is of type {type}, which cannot be compared.': '列 {column} 的类型为 {type}，无法比较。',
  'Column {column} is called numeric, but is of type {type}.':
    '列 {column} 声明为数值型，但实际类型为 {type}。',
  'Column {column} was {before} in the reference and is {kind} now.':
    '列 {column} 在参考数据中为 {before}，现在为 {kind}。',
  'The lineage of the version does not say until when it was trained, so there is no reference.':
    '版本的血缘信息未说明训练数据截止时间，因此没有参考数据。',
  'The reference {table} holds no rows.': '参考表 {table} 中没有数据行。',
  'The reference holds no predictions.': '参考数据中没有预测。',
  'The reference {from}..{to} holds no predictions.': '参考数据 {from}..{to} 中没有预测。',
  'Version {version} made no predictions in the reference, so its outputs have nothing to be compared with.':
    '版本 {version} 在参考数据中没有预测，因此其输出无从比较。',
  'Almost every value is rare, as keys and ids are, which says nothing about drift: watch a coarser column in its place, or leave it out.':
    '几乎每个值都很少见，就像键和 ID 一样，无法反映漂移：请改为监控更粗粒度的列，或将其排除。',
  "the reference has {n} chunks of the window's length with values; {fewest} are needed":
    '参考数据中有值且与窗口等长的区段为 {n} 个；至少需要 {fewest} 个',
  'the reference is too small; independence assumed': '参考数据过少；假定相互独立',
  'the reference is too small': '参考数据过少',
  'needs about {needed} rows, has {n}: at this pace enough by {at}; independence assumed':
    '约需 {needed} 行，现有 {n} 行：按此速度将在 {at} 前足够；假定相互独立',
  'needs about {needed} rows, has {n}: at this pace enough by {at}':
    '约需 {needed} 行，现有 {n} 行：按此速度将在 {at} 前足够',
  'needs about {needed} rows, has {n}; independence assumed': '约需 {needed} 行，现有 {n} 行；假定相互独立',
  'needs about {needed} rows, has {n}': '约需 {needed} 行，现有 {n} 行',
  'independence assumed': '假定相互独立',
};
