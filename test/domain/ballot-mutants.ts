/** Mistakes that somebody could make in ballots and policies, each as a change of text that fits exactly once. */
export interface Mutant {
  file: 'ballot' | 'shared-policy';
  from: string;
  to: string;
}

const inBallot = (from: string, to: string): Mutant => ({ file: 'ballot', from, to });
const inPolicy = (from: string, to: string): Mutant => ({ file: 'shared-policy', from, to });

export const mutants: readonly Mutant[] = [
  // Who is barred, and what a question is.
  inBallot('rule.barRequester && about.requester !== null ?', 'about.requester !== null ?'),
  inBallot(
    'rule.barRequester && about.requester !== null ?',
    '!rule.barRequester && about.requester !== null ?',
  ),
  inBallot(
    'about.requester !== null ? [about.requester] : []',
    'about.requester === null ? [about.requester as never] : []',
  ),
  inBallot('? [about.requester] : []', '? [] : []'),
  inBallot('quorum: rule.quorum,', 'quorum: rule.quorum - 1,'),
  inBallot('quorum: rule.quorum,', 'quorum: 1,'),
  inBallot('groups: rule.groups,\n    barred', 'groups: rule.groups.slice(0, 1),\n    barred'),
  inBallot('rule.except?.length && { except: rule.except }', 'false'),
  inBallot('rule.except?.length && { except', 'rule.except && { except'),
  inBallot('{ what: about.what, ...asked }', '{ what: about.what }'),
  inBallot('{ what: about.what, ...asked }', '{ ...asked }'),
  // Who may decide.
  inBallot(
    '.includes(group)) && deniedBy(asked, by) === null',
    '.includes(group)) || deniedBy(asked, by) === null',
  ),
  inBallot(
    '.includes(group)) && deniedBy(asked, by) === null',
    '.includes(group)) && deniedBy(asked, by) !== null',
  ),
  inBallot(' && deniedBy(asked, by) === null', ''),
  inBallot('asked.groups.some((group)', 'asked.groups.every((group)'),
  inBallot('asked.groups.some((group) => by.groups.includes(group)) && deniedBy', 'deniedBy'),
  inBallot('by.groups.includes(group) || by.elsewhere?.includes(group)', 'by.groups.includes(group)'),
  inBallot('by.groups.includes(group) || by.elsewhere?.includes(group)', 'by.elsewhere?.includes(group)'),
  inBallot('by.groups.includes(group) || by.elsewhere?.includes(group)', '!by.groups.includes(group)'),
  inBallot(
    '  groups.some((group) => by.groups.includes(group))\n    ?',
    '  !groups.some((group) => by.groups.includes(group))\n    ?',
  ),
  // Who is waited for.
  inBallot('mayDecide(ballot, by) && !ballot.barred', '!ballot.barred'),
  inBallot(' && !ballot.barred.includes(by.id) &&', ' &&'),
  inBallot(' && !ballot.votes.some((vote) => vote.by === by.id)', ''),
  inBallot('!ballot.votes.some((vote) => vote.by === by.id)', 'ballot.votes.length === 0'),
  // Two accounts of one person.
  inBallot('id === account ? person : id', 'id'),
  inBallot('id === account ? person : id', 'person'),
  inBallot('barred: [...new Set(ballot.barred.map(now))]', 'barred: ballot.barred'),
  inBallot('!votes.slice(index + 1).some((later) => later.by === by)', 'true'),
  inBallot('!votes.slice(index + 1)', '!votes.slice(index)'),
  inBallot('!votes.slice(index + 1)', '!votes.slice(0, index)'),
  // Whether a vote may be cast.
  inBallot("if (vote.subject !== ballot.subject) return no('stale_card');", ''),
  inBallot('vote.subject !== ballot.subject', 'vote.subject === ballot.subject'),
  inBallot('if (!mayDecide(ballot, vote.by)) {', 'if (false) {'),
  inBallot(
    'if (!mayDecide(ballot, vote.by)) {',
    "if (vote.choice === 'yes' && !mayDecide(ballot, vote.by)) {",
  ),
  inBallot('return except === null\n', 'return except !== null\n'),
  inBallot(
    "vote.choice === 'yes' && ballot.barred.includes(vote.by.id)",
    'ballot.barred.includes(vote.by.id)',
  ),
  inBallot("vote.choice === 'yes' && ballot.barred.includes(vote.by.id)", 'false'),
  inBallot("vote.choice === 'yes' && ballot.barred", "vote.choice === 'no' && ballot.barred"),
  inBallot('cast.by === vote.by.id && cast.choice === vote.choice', 'cast.by === vote.by.id'),
  inBallot('cast.by === vote.by.id && cast.choice === vote.choice', 'cast.choice === vote.choice'),
  inBallot(
    'cast.by === vote.by.id && cast.choice === vote.choice',
    'cast.by === vote.by.id && cast.choice !== vote.choice',
  ),
  inBallot('if (ballot.votes.some((cast) =>', 'if (ballot.votes.every((cast) =>'),
  inBallot("vote.choice === 'no' && !vote.reason?.trim()", "vote.choice === 'no' && !vote.reason"),
  inBallot("vote.choice === 'no' && !vote.reason?.trim()", '!vote.reason?.trim()'),
  inBallot("vote.choice === 'no' && !vote.reason?.trim()", 'false'),
  inBallot("vote.choice === 'yes' && ballot.secondFactor && !vote.confirmed", 'false'),
  inBallot("vote.choice === 'yes' && ballot.secondFactor && !vote.confirmed", '!vote.confirmed'),
  inBallot(
    "vote.choice === 'yes' && ballot.secondFactor && !vote.confirmed",
    'ballot.secondFactor && !vote.confirmed',
  ),
  // One-time links.
  inBallot('rule.secondFactor && { secondFactor: true }', 'false'),
  inBallot('one.hash === hash && one.by === by', 'one.by === by'),
  inBallot('one.hash === hash && one.by === by', 'one.hash === hash'),
  inBallot('one.by === by && one.until > now', 'one.by === by'),
  inBallot('one.until > now', 'one.until >= now'),
  inBallot('one.until > now', 'one.until < now'),
  inBallot('filter(({ by }) => by !== confirmation.by), confirmation]', 'filter(() => true), confirmation]'),
  inBallot('filter(({ by }) => by !== confirmation.by), confirmation]', 'filter(() => false), confirmation]'),
  inBallot('confirmations.filter(({ by }) => by !== vote.by)', 'confirmations'),
  inBallot('confirmations.filter(({ by }) => by !== vote.by)', '[]'),
  inBallot('confirmations.filter(({ by }) => by !== account)', 'confirmations'),
  inBallot('.filter((vote) => !ballot.secondFactor || vote.confirmed)', ''),
  inBallot('!ballot.secondFactor || vote.confirmed', 'vote.confirmed'),
  // What counts.
  inBallot(
    'votes: [...ballot.votes.filter((earlier) => earlier.by !== vote.by), vote]',
    'votes: [...ballot.votes, vote]',
  ),
  inBallot('votes: [...ballot.votes.filter((earlier) => earlier.by !== vote.by), vote]', 'votes: [vote]'),
  inBallot('earlier.by !== vote.by', 'earlier.by === vote.by'),
  inBallot('earlier.by !== vote.by', 'earlier.choice !== vote.choice'),
  inBallot("if (ballot.votes.some((vote) => vote.choice === 'no')) return 'lost';", ''),
  inBallot("ballot.votes.some((vote) => vote.choice === 'no')", "ballot.votes.at(-1)?.choice === 'no'"),
  inBallot(
    "ballot.votes.some((vote) => vote.choice === 'no')",
    "ballot.votes.some((vote) => vote.choice === 'yes')",
  ),
  inBallot("vote.choice === 'yes' && !ballot.barred.includes(vote.by)", "vote.choice === 'yes'"),
  inBallot('!ballot.barred.includes(vote.by)', 'ballot.barred.includes(vote.by)'),
  inBallot('.map((vote) => vote.by)', '.map((vote) => vote.at as never)'),
  inBallot('yes.size >= ballot.quorum', 'yes.size > ballot.quorum'),
  inBallot('yes.size >= ballot.quorum', 'yes.size === ballot.quorum'),
  inBallot('yes.size >= ballot.quorum', 'yes.size >= 1'),
  inBallot('yes.size >= ballot.quorum', 'ballot.votes.length >= ballot.quorum'),
  // What can be asked at all.
  inBallot('mayDecide(rule, person) && !(rule.barRequester', '!(rule.barRequester'),
  inBallot('!(rule.barRequester && person.id === requester)', '!(person.id === requester)'),
  inBallot('!(rule.barRequester && person.id === requester)', 'true'),
  inBallot('eligible.length >= rule.quorum', 'eligible.length > rule.quorum'),
  inBallot('eligible.length >= rule.quorum', 'people.length >= rule.quorum'),
  // Whose words count.
  inPolicy('low: { quorum: 1, barRequester: false }', 'low: { quorum: 1, barRequester: true }'),
  inPolicy('standard: { quorum: 1, barRequester: true }', 'standard: { quorum: 1, barRequester: false }'),
  inPolicy(', secondFactor: true }', ' }'),
  inPolicy('high: { quorum: 2,', 'high: { quorum: 1,'),
  inPolicy('(models === undefined || models.includes(model.id)) &&', ''),
  inPolicy('models.includes(model.id)', '!models.includes(model.id)'),
  inPolicy('tags.every((tag)', 'tags.some((tag)'),
  inPolicy('&&\n  (tier === undefined || tier === model.tier)', ''),
  inPolicy('tier === model.tier)', 'tier !== model.tier)'),
  inPolicy('models === undefined ? 0 : 1000', 'models === undefined ? 0 : 2'),
  inPolicy('2 * tags.length', '0 * tags.length'),
  inPolicy('2 * tags.length + (tier === undefined ? 0 : 1)', '2 * tags.length'),
  inPolicy('2 * tags.length + (tier === undefined ? 0 : 1)', 'tags.length + (tier === undefined ? 0 : 2)'),
  inPolicy('narrowness(a) - narrowness(b)', 'narrowness(b) - narrowness(a)'),
  inPolicy('(a.id < b.id ? -1 : 1)', '(a.id < b.id ? 1 : -1)'),
  inPolicy('[...speaking.map(({ says }) => says), own]', '[own, ...speaking.map(({ says }) => says)]'),
  inPolicy('[...speaking.map(({ says }) => says), own]', '[own]'),
  inPolicy('retrain: { ...rule, ...said.retrain }', 'retrain: { ...rule, ...own.retrain }'),
  inPolicy('promote: { ...rule, ...said.promote }', 'promote: { ...said.promote, ...rule }'),
  inPolicy('promote: { ...rule, ...said.promote }', 'promote: { ...rule, ...said.retrain }'),
  inPolicy(
    'retrain: { ...wide.retrain, ...narrow.retrain }',
    'retrain: { ...narrow.retrain, ...wide.retrain }',
  ),
  inPolicy('promote: { ...wide.promote, ...narrow.promote }', 'promote: { ...narrow.promote }'),
  inPolicy('narrowness(one) !== narrowness(other)', 'narrowness(one) === narrowness(other)'),
  inPolicy('if (narrowness(one) !== narrowness(other)) continue;', ''),
  inPolicy('against.has(key) && against.get(key)', 'against.get(key)'),
  inPolicy('against.get(key) !== said.get(key)', 'against.get(key) === said.get(key)'),
];
