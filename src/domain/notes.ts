/** What findings say where a number alone would mislead: kept with them in English, said again in the language of whoever reads them. */
import { inEnglish, sayAgain } from '../words/kept.ts';
import { message } from '../words/t.ts';

// What stands before another is tried first: the longer before what is a part of it.
export const notes = {
  noRows: message('No rows in the window.'),
  nothingAtAll: message('There is no prediction at all.'),
  allMissing: message('Every value is missing.'),
  emptyWindow: message('The window has no usable value.'),
  emptyReference: message('The reference has no usable value.'),
  noLabels: message('The model names no labels to measure it by.'),
  fewLabels: message('{n} of {rows} rows labelled; {fewest} are needed.'),
  labelsDue: message('{n} of {rows} rows labelled; the rest is due until {at}.'),
  chanceAlone: message('Beyond the target, but by no more than chance allows.'),
  chanceAndLabelled: message(
    '{n} of {rows} rows labelled. Beyond the target, but by no more than chance allows.',
  ),
  labelled: message('{n} of {rows} rows labelled.'),
  oneClass: message('All labels are of one class, so nothing can be ranked.'),
  noScore: message('The model names no score column, which {metric} needs.'),
  notOfTask: message('A {task} model has no {metric}.'),
  noColumn: message('The predictions have no column {column}.'),
  notComparable: message('Column {column} is of type {type}, which cannot be compared.'),
  notNumeric: message('Column {column} is called numeric, but is of type {type}.'),
  kindChanged: message('Column {column} was {before} in the reference and is {kind} now.'),
  noTrainedUntil: message(
    'The lineage of the version does not say until when it was trained, so there is no reference.',
  ),
  emptyTable: message('The reference {table} holds no rows.'),
  noPredictions: message('The reference holds no predictions.'),
  noPredictionsIn: message('The reference {from}..{to} holds no predictions.'),
  noOutputs: message(
    'Version {version} made no predictions in the reference, so its outputs have nothing to be compared with.',
  ),
  nearlyUnique: message(
    'Almost every value is rare, as keys and ids are, which says nothing about drift: watch a coarser column in its place, or leave it out.',
  ),
  fewChunks: message("the reference has {n} chunks of the window's length with values; {fewest} are needed"),
  smallReferenceAssumed: message('the reference is too small; independence assumed'),
  smallReference: message('the reference is too small'),
  rowsByAssumed: message(
    'needs about {needed} rows, has {n}: at this pace enough by {at}; independence assumed',
  ),
  rowsBy: message('needs about {needed} rows, has {n}: at this pace enough by {at}'),
  rowsAssumed: message('needs about {needed} rows, has {n}; independence assumed'),
  rows: message('needs about {needed} rows, has {n}'),
  assumed: message('independence assumed'),
} as const;

const all = Object.values(notes);

/** A note as a finding keeps it. */
export const keepNote = inEnglish;

/** A note that was kept; what stores answered stays as it is. */
export const sayNote = (kept: string): string => sayAgain(kept, all);
