import {
  becomesLast,
  onlyEnds,
  onlyOpens,
  prevails,
  revocableOnline,
  targetsRecalled,
  type LastDecision,
} from '../charter/precedence.js';
import { effectsOfChosen } from '../charter/question.js';
import type { Outcome } from '../charter/ruling.js';
import type { Json } from '../kernel/canonical-json.js';
import { targetsOf, type Effect } from '../kernel/effects.js';
import { hashJson } from '../kernel/hash.js';
import { civilDateOf } from '../kernel/instants.js';
import { byKey, groupBy, type Book, type OpenLeaf } from './book.js';
import { Notes, withheld, type Report } from './notes.js';
import type { DecisionInBundle, OutcomeInBundle, PollInBundle, PollOptionInBundle } from './rows.js';

/** A decision's number as people say it: `2026-012`. */
export const labelOf = (year: number, number: number): string => `${year}-${String(number).padStart(3, '0')}`;

/** Decisions in the order in which the register numbered them; those without a leaf are left out. */
export function decisionsInOrder(book: Book): DecisionInBundle[] {
  const byId = byKey(book.rows('decision'), ({ id }) => id as Json);
  return book.leaves('decision.numbered').flatMap(({ body }) => byId.get(body['decision'] ?? null) ?? []);
}

/** Each decision has its leaf and agrees with it and with its poll; numbers follow each other; the last on each target. */
export function checkDecisions(book: Book): Report {
  const notes = new Notes();
  const polls = byKey(book.rows('poll'), ({ id }) => id);
  const options = groupBy(book.rows('poll_option'), ({ pollId }) => pollId);
  const outcomes = byKey(book.rows('outcome'), ({ pollId }) => pollId);
  for (const decision of book.rows('decision')) {
    const label = labelOf(decision.year, decision.number);
    const leaves = book.leavesAbout('decision.numbered', 'decision', decision.id);
    const [leaf] = leaves;
    if (!notes.hold(leaves.length === 1, 'DECISION_WITHOUT_LEAF', label) || !leaf) continue;
    notes.hold(agreesWithLeaf(book, decision, leaf), 'DECISION_DISAGREES', label);
    if (decision.effects === null) withheld(book, notes);
    const poll = decision.pollId === null ? null : polls.get(decision.pollId);
    if (poll === undefined) notes.miss('POLL_WITHHELD');
    else
      notes.hold(
        poll ? agreesWithPoll(decision, poll) : isPlanted(decision),
        'DECISION_OF_ANOTHER_POLL',
        label,
      );
    if (poll)
      notes.hold((leaf.body['confirms'] ?? poll.confirms) === poll.confirms, 'DECISION_DISAGREES', label);
    if (poll && decision.number > 0) {
      const put = { poll, options: options.get(poll.id) ?? [], outcome: outcomes.get(poll.id) };
      checkEffects(book, notes, decision, put, leaf);
    }
  }
  const numbered = book.leaves('decision.numbered').length;
  notes.hold(numbered === book.rows('decision').length, 'LEAF_WITHOUT_DECISION', String(numbered));
  checkNumbers(book, notes);
  if (book.kind === 'PUBLIC') notes.miss('LAST_DECISIONS_WITHHELD');
  else checkLastDecisions(book, notes);
  return notes.report('DECISIONS');
}

/**
 * A decision does what its poll put, or what it chose among options, and nothing else: by the hash in its leaf where the
 * effects are withheld.
 */
function checkEffects(
  book: Book,
  notes: Notes,
  decision: DecisionInBundle,
  {
    poll,
    options,
    outcome,
  }: {
    readonly poll: PollInBundle;
    readonly options: readonly PollOptionInBundle[];
    readonly outcome: OutcomeInBundle | undefined;
  },
  { body }: OpenLeaf,
): void {
  const label = labelOf(decision.year, decision.number);
  const isAdopted = decision.outcome === 'ADOPTED';
  notes.hold(isAdopted || decision.effectsState === 'NONE', 'EFFECTS_OF_ANOTHER_POLL', label);
  const isElection = poll.election !== null;
  if (options.some(({ effects }) => effects === null)) {
    withheld(book, notes);
    if (!isElection) notes.hold(body['effectsHash'] === poll.effectsHash, 'EFFECTS_OF_ANOTHER_POLL', label);
    return;
  }
  if (isElection && isAdopted && !outcome) return notes.miss('OUTCOME_WITHHELD');
  const whole = options
    .map(({ key, label: named, statusQuo, effects }) => ({
      key,
      label: named ?? key,
      statusQuo,
      effects: effects ?? [],
    }))
    .sort((a, b) => Number(a.key) - Number(b.key));
  const { chosen = [] } = (outcome?.working ?? {}) as unknown as Outcome;
  const wanted =
    isElection && isAdopted ? effectsOfChosen(whole, chosen) : whole.flatMap(({ effects }) => effects);
  const hash = hashJson(wanted as unknown as Json);
  notes.hold(body['effectsHash'] === hash, 'EFFECTS_OF_ANOTHER_POLL', label);
}

function agreesWithLeaf(book: Book, decision: DecisionInBundle, leaf: OpenLeaf): boolean {
  const { body } = leaf;
  const [{ zone } = { zone: 'UTC' }] = book.rows('collective');
  const isDated =
    decision.proclaimedAt <= leaf.at &&
    String(decision.year) === civilDateOf(decision.proclaimedAt, zone).slice(0, 4) &&
    book.rows('register_leaf')[leaf.index]?.visibility === decision.visibility;
  if (body['founding'] === true)
    return (
      isDated &&
      isPlanted(decision) &&
      body['title'] === decision.title &&
      (decision.effects === null || body['effectsHash'] === hashJson(decision.effects as unknown as Json))
    );
  return (
    isDated &&
    body['label'] === labelOf(decision.year, decision.number) &&
    body['poll'] === decision.pollId &&
    body['outcome'] === decision.outcome &&
    body['effects'] === decision.effectsState &&
    body['notApplied'] === (decision.notApplied?.code ?? null) &&
    (decision.groupId === undefined || (body['group'] ?? null) === decision.groupId) &&
    (decision.effects === null || body['effectsHash'] === hashJson(decision.effects as unknown as Json))
  );
}

/** A decision 0 without poll or venue. Its effects are held to the leaves of the texts and of the charter. */
const isPlanted = (decision: DecisionInBundle): boolean =>
  decision.number === 0 &&
  decision.outcome === 'ADOPTED' &&
  decision.effectsState === 'APPLIED' &&
  decision.notApplied === null &&
  [decision.pollId, decision.proposalId, decision.proposalVersion].every((one) => one === null) &&
  decision.venue === null &&
  decision.form === null &&
  (decision.groupId ?? null) === null &&
  decision.prevails === false &&
  decision.revocableOnline === false;

const agreesWithPoll = (decision: DecisionInBundle, poll: PollInBundle): boolean =>
  decision.title === poll.title &&
  decision.proposalId === poll.proposalId &&
  decision.proposalVersion === poll.proposalVersion &&
  decision.venue === poll.venue &&
  decision.form === poll.form &&
  decision.groupId === poll.groupId &&
  // Decision 0 binds nobody afterwards but by the rules that it adopts.
  decision.prevails === (decision.number > 0 && prevails(poll.clauses, poll.venue, poll.form)) &&
  decision.revocableOnline === (decision.number === 0 || revocableOnline(poll.clauses));

/** 1, 2, 3 in each year, in the order of the log, after the founding's 0. */
function checkNumbers(book: Book, notes: Notes): void {
  const next = new Map<number, number>();
  let latestYear = 0;
  let gaps = 0;
  for (const { year, number } of decisionsInOrder(book)) {
    const wanted = next.get(year) ?? (number === 0 ? 0 : 1);
    const follows = book.hidden > 0 ? number >= wanted : number === wanted;
    if (number > wanted && follows) gaps += number - wanted;
    notes.hold(follows && year >= latestYear, 'NUMBER_NOT_NEXT', labelOf(year, number));
    next.set(year, number + 1);
    latestYear = year;
  }
  notes.miss('DECISIONS_HIDDEN', gaps);
}

/** The last decision on each target, as the decisions make it when they are taken one after the other. */
function checkLastDecisions(book: Book, notes: Notes): void {
  const last = new Map<string, DecisionInBundle>();
  const reopened = new Set<string>();
  const ofGroups = new Map(
    book
      .rows('decision')
      .flatMap(({ id, groupId, effects }) => (groupId ? [[id, effects ?? []] as const] : [])),
  );
  for (const decision of decisionsInOrder(book)) {
    const { venue, effects } = decision;
    if (venue === null) continue;
    const recalls = decision.groupId == null && decision.effectsState === 'APPLIED';
    const recalled = recalls ? targetsRecalled(effects ?? [], ofGroups) : [];
    for (const target of new Set([...targetsOf(effects ?? []), ...recalled]))
      if (
        becomesLast({
          target,
          venue,
          groupId: decision.groupId ?? null,
          lastDecision: lastOf(last.get(target), reopened),
          onlyEnds: onlyEnds(effects ?? [], target),
          onlyOpens: onlyOpens(effects ?? [], target),
        })
      )
        last.set(target, decision);
    last.set(`decision:${decision.id as string}`, decision);
    for (const id of reopenedBy(decision)) reopened.add(id);
  }
  const stored = book.rows('last_decision');
  for (const { target, decisionId } of stored)
    notes.hold(last.get(target)?.id === decisionId, 'NOT_LAST_DECISION', target);
  notes.hold(stored.length === last.size, 'NOT_LAST_DECISION', String(last.size));
}

const reopenedBy = ({ effects, effectsState }: DecisionInBundle): string[] =>
  (effectsState === 'APPLIED' ? (effects ?? []) : []).flatMap((effect: Effect) =>
    effect.kind === 'REOPEN_DECISION' ? [effect.decisionId] : [],
  );

const lastOf = (
  decision: DecisionInBundle | undefined,
  reopened: ReadonlySet<string>,
): LastDecision | null =>
  decision?.venue
    ? {
        label: labelOf(decision.year, decision.number),
        venue: decision.venue,
        form: decision.form,
        prevails: decision.prevails,
        revocableOnline: decision.revocableOnline,
        openedOnline: reopened.has(decision.id),
        groupId: decision.groupId ?? null,
      }
    : null;
