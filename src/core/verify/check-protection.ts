import { clauseFor } from '../charter/charter.js';
import { LEAST_TIME_TO_ANSWER, longestWait } from '../charter/periods.js';
import type { Effect } from '../kernel/effects.js';
import { hashText } from '../kernel/hash.js';
import type { Uuid } from '../kernel/ids.js';
import { byKey, groupBy, opensTo, type Book, type OpenLeaf } from './book.js';
import { chartersDuring } from './check-charter.js';
import { Notes, type Report } from './notes.js';
import type { ChallengeInBundle, ContestInBundle, DecisionInBundle, ExclusionInBundle } from './rows.js';

/** Exclusions, challenges and contests are told as their acts told them, and settled by the decisions that settled them. */
export function checkProtection(book: Book): Report {
  const notes = new Notes();
  if (book.kind === 'PUBLIC') notes.miss('PROTECTION_WITHHELD');
  else {
    const rulings = rulingsOf(book);
    for (const exclusion of book.rows('exclusion'))
      notes.hold(isToldAs(book, notes, exclusion, rulings), 'EXCLUSION_DISAGREES', exclusion.id);
    for (const challenge of book.rows('challenge'))
      notes.hold(isChallengeOf(book, notes, challenge), 'CHALLENGE_DISAGREES', challenge.id);
    for (const contest of book.rows('contest'))
      notes.hold(isContestOf(book, notes, contest), 'CONTEST_DISAGREES', contest.id);
  }
  if (book.kind === 'FULL')
    for (const [table, type] of [
      ['exclusion', 'exclusion.opened'],
      ['challenge', 'challenge.raised'],
      ['contest', 'contest.raised'],
    ] as const) {
      const said = book.leaves(type).length;
      notes.hold(said === book.rows(table).length, 'LEAF_WITHOUT_STORY', `${type}, ${said}`);
    }
  checkMarks(book, notes);
  return notes.report('PROTECTION');
}

/** A decision that pronounces on an exclusion or on a recourse, and where the log numbered it. */
interface Ruling {
  readonly decision: DecisionInBundle;
  readonly index: number;
  readonly effects: readonly Effect[];
}

function rulingsOf(book: Book): Ruling[] {
  const decisions = byKey(book.rows('decision'), ({ id }) => id);
  return book.leaves('decision.numbered').flatMap(({ index, body }) => {
    const decision = decisions.get(body['decision'] as Uuid);
    const effects = (decision?.effects ?? []).filter(
      ({ kind }) => kind === 'EXCLUDE_MEMBER' || kind === 'REINSTATE_MEMBER',
    );
    return decision && effects.length > 0 ? [{ decision, index, effects }] : [];
  });
}

/** The first decision after a leaf that pronounces on an exclusion, adopted or rejected alike. */
const firstRuling = (
  rulings: readonly Ruling[],
  kind: 'EXCLUDE_MEMBER' | 'REINSTATE_MEMBER',
  { id }: ExclusionInBundle,
  after: OpenLeaf,
): Ruling | null =>
  rulings.find(
    ({ index, effects }) =>
      index > after.index && effects.some((effect) => effect.kind === kind && effect.exclusionId === id),
  ) ?? null;

function isToldAs(
  book: Book,
  notes: Notes,
  exclusion: ExclusionInBundle,
  rulings: readonly Ruling[],
): boolean {
  const [opened, ...more] = book.leavesAbout('exclusion.opened', 'exclusion', exclusion.id);
  if (!opened || more.length > 0) return false;
  const { memberId, groundsHash } = exclusion;
  return (
    opensTo(book, notes, opened, { field: 'member', value: memberId }) &&
    opensTo(book, notes, opened, { field: 'openedBy', value: exclusion.openedBy }) &&
    opensTo(book, notes, opened, { field: 'groundsHash', value: groundsHash, about: memberId }) &&
    groundsHash === hashText(exclusion.grounds) &&
    opened.body['answerUntil'] === exclusion.answerUntil &&
    hasItsTime(book, exclusion, opened) &&
    isSaidBy(book, notes, exclusion, ['exclusion.answered', 'answerHash', 'answer', 'answeredAt']) &&
    isSaidBy(book, notes, exclusion, ['exclusion.last-word', 'wordsHash', 'lastWord', 'lastWordAt']) &&
    isSettled(book, exclusion, firstRuling(rulings, 'EXCLUDE_MEMBER', exclusion, opened)) &&
    isAppealed(book, notes, exclusion, rulings) &&
    isShownAsPut(book, exclusion)
  );
}

/** Seven days to answer, or the deliberation of the clause that stood where that is longer. */
function hasItsTime(book: Book, exclusion: ExclusionInBundle, opened: OpenLeaf): boolean {
  const [{ zone } = { zone: 'UTC' }] = book.rows('collective');
  const { openedAt, answerMinimum, answerUntil } = exclusion;
  return chartersDuring(book.rows('clause_version'), openedAt, opened.at).some((charter) => {
    const clause = clauseFor(charter, 'EXCLUSION');
    const wait =
      clause && longestWait([LEAST_TIME_TO_ANSWER, clause.minimumDeliberation], openedAt, openedAt, zone);
    return wait?.minimum === answerMinimum && wait.earliest === answerUntil;
  });
}

/** What the person said, once, and when: no later than the register heard it. */
function isSaidBy(
  book: Book,
  notes: Notes,
  exclusion: ExclusionInBundle,
  [type, field, words, at]: readonly [string, string, 'answer' | 'lastWord', 'answeredAt' | 'lastWordAt'],
): boolean {
  const [leaf, ...more] = book.leavesAbout(type, 'exclusion', exclusion.id);
  const [said, when] = [exclusion[words], exclusion[at]];
  if (!leaf) return said === null && when === null;
  return (
    more.length === 0 &&
    said !== null &&
    when !== null &&
    when <= leaf.at &&
    opensTo(book, notes, leaf, { field, value: hashText(said), about: exclusion.memberId })
  );
}

/** Withdrawn by its leaf, else decided by the first decision on it. */
function isSettled(book: Book, { id, state, decisionId }: ExclusionInBundle, ruling: Ruling | null): boolean {
  const [withdrawn] = book.leavesAbout('exclusion.withdrawn', 'exclusion', id);
  if (withdrawn) return state === 'WITHDRAWN' && decisionId === null;
  return state === (ruling ? 'DECIDED' : 'OPEN') && decisionId === (ruling?.decision.id ?? null);
}

function isAppealed(
  book: Book,
  notes: Notes,
  exclusion: ExclusionInBundle,
  rulings: readonly Ruling[],
): boolean {
  const { recourse, recourseReason, recourseAt, recourseDecisionId } = exclusion;
  const [leaf, ...more] = book.leavesAbout('exclusion.appealed', 'exclusion', exclusion.id);
  if (!leaf)
    return (
      [recourseReason, recourseAt, recourseDecisionId].every((one) => one === null) && recourse === 'NONE'
    );
  const ruling = firstRuling(rulings, 'REINSTATE_MEMBER', exclusion, leaf);
  return (
    more.length === 0 &&
    leaf.body['decision'] === exclusion.decisionId &&
    recourse === (ruling ? 'HEARD' : 'PENDING') &&
    recourseDecisionId === (ruling?.decision.id ?? null) &&
    recourseReason !== null &&
    recourseAt !== null &&
    recourseAt <= leaf.at &&
    opensTo(book, notes, leaf, {
      field: 'reasonHash',
      value: hashText(recourseReason),
      about: exclusion.memberId,
    })
  );
}

/** Members read grounds once a proposal has put them; until then, the two whom they concern. */
function isShownAsPut(book: Book, { id, visibility }: ExclusionInBundle): boolean {
  const isPut = book
    .rows('proposal_version')
    .some(({ effects }) =>
      effects?.some((effect) => effect.kind === 'EXCLUDE_MEMBER' && effect.exclusionId === id),
    );
  return visibility === (isPut ? 'MEMBERS' : 'NAMED');
}

function isChallengeOf(book: Book, notes: Notes, challenge: ChallengeInBundle): boolean {
  const [raised, ...more] = book.leavesAbout('challenge.raised', 'challenge', challenge.id);
  if (!raised || more.length > 0) return false;
  const [withdrawn] = book.leavesAbout('challenge.withdrawn', 'challenge', challenge.id);
  const [settled] = book.leavesAbout('challenge.settled', 'challenge', challenge.id);
  const state = withdrawn ? 'WITHDRAWN' : (settled?.body['state'] ?? 'STANDING');
  return (
    raised.body['proposal'] === challenge.proposalId &&
    raised.body['version'] === challenge.version &&
    raised.body['matter'] === challenge.matter &&
    raised.body['decision'] === challenge.decisionId &&
    opensTo(book, notes, raised, { field: 'by', value: challenge.memberId }) &&
    opensTo(book, notes, raised, {
      field: 'reasonHash',
      value: hashText(challenge.reason),
      about: challenge.memberId,
    }) &&
    challenge.raisedAt <= raised.at &&
    challenge.state === state &&
    challenge.settledBy === (settled?.body['decision'] ?? null)
  );
}

function isContestOf(book: Book, notes: Notes, contest: ContestInBundle): boolean {
  const [raised, ...more] = book.leavesAbout('contest.raised', 'contest', contest.id);
  if (!raised || more.length > 0) return false;
  const [withdrawn] = book.leavesAbout('contest.withdrawn', 'contest', contest.id);
  const [heard] = book.leavesAbout('contest.heard', 'contest', contest.id);
  return (
    raised.body['poll'] === contest.pollId &&
    opensTo(book, notes, raised, { field: 'by', value: contest.memberId }) &&
    opensTo(book, notes, raised, {
      field: 'reasonHash',
      value: hashText(contest.reason),
      about: contest.memberId,
    }) &&
    contest.raisedAt <= raised.at &&
    contest.state === (withdrawn ? 'WITHDRAWN' : heard ? 'HEARD' : 'STANDING') &&
    contest.heardBy === (heard?.body['decision'] ?? null) &&
    isAnswered(book, contest)
  );
}

/** The decision that heard a contest is on a proposal that answers it. */
function isAnswered(book: Book, { id, heardBy }: ContestInBundle): boolean {
  const decision = book.rows('decision').find((one) => one.id === heardBy);
  const proposal = decision && book.rows('proposal').find((one) => one.id === decision.proposalId);
  return proposal === undefined || proposal.answersContestId === id;
}

/** Decisions are marked as reopened or repealed by the leaves that did it. */
function checkMarks(book: Book, notes: Notes): void {
  const said = groupBy(
    [
      ...book.leaves('decision.reopened').map(({ body }) => ({ kind: 'REOPENED', body })),
      ...book.leaves('decision.repealed').map(({ body }) => ({ kind: 'REPEALED', body })),
    ],
    ({ kind, body }) => `${kind} ${String(body['decision'])} ${String(body['by'])}`,
  );
  const marks = book.rows('decision_mark');
  if (book.kind === 'PUBLIC') return notes.miss('LEAF_HIDDEN', marks.length);
  for (const { decisionId, kind, byDecisionId } of marks)
    notes.hold(said.has(`${kind} ${decisionId} ${byDecisionId}`), 'MARK_DISAGREES', decisionId);
  if (book.kind === 'FULL') notes.hold(said.size === marks.length, 'MARK_DISAGREES', String(said.size));
}
