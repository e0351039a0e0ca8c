import { isSetAside, phaseAfter, type ConsentPhase } from '../charter/consent.js';
import type { Json } from '../kernel/canonical-json.js';
import { hashJson } from '../kernel/hash.js';
import type { Uuid } from '../kernel/ids.js';
import { byKey, groupBy, opensTo, type Book, type OpenLeaf } from './book.js';
import { amendedTo } from './called-off.js';
import { checkConcerns } from './check-concerns.js';
import { chartersDuring } from './check-charter.js';
import { Notes, type Report } from './notes.js';
import type {
  ConsentInBundle,
  ConsentRoundInBundle,
  ConsentStepInBundle,
  ObjectionEndInBundle,
  PollInBundle,
} from './rows.js';

/**
 * Consent was sought as the register says: by a rule that the polls of its rounds pinned, phase by phase; no round was
 * asked over an objection that stood, but on words that amendments made since; nothing was adopted but the words that were asked; and each
 * objection ended by its author, by a version, or by as many as the rule asks. What decisions carry of concerns came back at its date.
 */
export function checkConsents(book: Book): Report {
  const notes = new Notes();
  if (book.kind === 'PUBLIC') {
    notes.miss('CONSENTS_WITHHELD');
    return notes.report('CONSENTS');
  }
  const rounds = groupBy(book.rows('consent_round'), ({ processId }) => processId);
  const steps = groupBy(book.rows('consent_step'), ({ processId }) => processId);
  const polls = byKey(book.rows('poll'), ({ id }) => id);
  const processes = book.rows('consent_process');
  for (const search of processes) {
    checkProcess(book, notes, search);
    checkSteps(book, notes, search, steps.get(search.id) ?? []);
    checkRounds(book, notes, search, { rounds: rounds.get(search.id) ?? [], polls });
  }
  const started = book.leaves('consent.started').length;
  notes.hold(book.hidden > 0 || started === processes.length, 'LEAF_WITHOUT_CONSENT', String(started));
  const known = new Set(processes.map(({ id }) => id));
  for (const { processId } of [...book.rows('consent_round'), ...book.rows('consent_step')])
    notes.hold(known.has(processId), 'CONSENT_DISAGREES', processId);
  checkEnds(book, notes, polls);
  checkConcerns(book, notes);
  return notes.report('CONSENTS');
}

function checkProcess(book: Book, notes: Notes, search: ConsentInBundle): void {
  const { id, proposalId, assemblyId, rule, ruleHash, startedBy } = search;
  const [started, ...more] = book.leavesAbout('consent.started', 'consent', id);
  if (!started && book.hidden > 0) return notes.miss('LEAF_HIDDEN');
  const says =
    started !== undefined &&
    more.length === 0 &&
    started.body['proposal'] === proposalId &&
    started.body['assembly'] === assemblyId &&
    started.body['ruleHash'] === ruleHash &&
    opensTo(book, notes, started, { field: 'by', value: startedBy });
  notes.hold(says, 'CONSENT_DISAGREES', id);
  const inForce =
    started &&
    chartersDuring(book.rows('clause_version'), search.startedAt, started.at).some(({ clauses }) =>
      clauses.some(({ consent }) => consent && hashJson(consent as unknown as Json) === ruleHash),
    );
  notes.hold(ruleHash === hashJson(rule as unknown as Json) && inForce === true, 'CONSENT_RULE', id);
  const ended = book.leavesAbout('consent.ended', 'consent', id);
  const state = ended[0]?.body['state'] ?? 'RUNNING';
  const isEnded = (search.endedAt !== null) === (state !== 'RUNNING');
  notes.hold(ended.length <= 1 && search.state === state && isEnded, 'CONSENT_STATE', id);
}

/** The phases are those of the leaves, in an order that a search can go; the last is where it stands. */
function checkSteps(
  book: Book,
  notes: Notes,
  search: ConsentInBundle,
  steps: readonly ConsentStepInBundle[],
): void {
  const { id, phase, round, state, phaseEndsAt, heldBy } = search;
  const leaves = book.leavesAbout('consent.moved', 'consent', id);
  const inOrder = steps.toSorted((a, b) => a.place - b.place);
  const said = inOrder.every((step, at) => {
    const body = leaves[at]?.body;
    return (
      step.place === at + 1 &&
      body?.['place'] === step.place &&
      body['phase'] === step.phase &&
      body['round'] === step.round &&
      body['until'] === step.until
    );
  });
  notes.hold((said && leaves.length === inOrder.length) || book.hidden > 0, 'CONSENT_PHASES', id);
  const goes = inOrder.every(
    (step, at) => at === 0 || mayFollow(inOrder[at - 1] as ConsentStepInBundle, step),
  );
  const last = inOrder.at(-1);
  const until = state === 'RUNNING' && heldBy === null ? (last?.until ?? null) : null;
  const stands = last?.phase === phase && last.round === round && phaseEndsAt === until;
  notes.hold(goes && stands, 'CONSENT_PHASES', id);
}

/** Phases of no length are left out; only what comes before the first round is. */
function mayFollow(before: ConsentStepInBundle, after: ConsentStepInBundle): boolean {
  if (before.phase === 'OBJECTION') return after.phase === 'INTEGRATION' && after.round === before.round;
  if (after.phase === 'OBJECTION') return before.phase === 'INTEGRATION' && after.round === before.round + 1;
  const isLater = (phase: ConsentPhase): boolean =>
    phase === after.phase || (phaseAfter(phase) !== 'OBJECTION' && isLater(phaseAfter(phase)));
  return after.round === 0 && before.phase !== 'INTEGRATION' && isLater(phaseAfter(before.phase));
}

function checkRounds(
  book: Book,
  notes: Notes,
  search: ConsentInBundle,
  {
    rounds,
    polls,
  }: { readonly rounds: readonly ConsentRoundInBundle[]; readonly polls: ReadonlyMap<Uuid, PollInBundle> },
): void {
  const { id, proposalId, rule, state } = search;
  // Over an objection to somebody nominated, the turn passes to the next: the collective does not pronounce on a person.
  const ofElection = book.rows('nominee').some((nominee) => nominee.proposalId === proposalId);
  const leaves = book.leavesAbout('consent.asked', 'consent', id);
  const inOrder = rounds.toSorted((a, b) => a.round - b.round);
  const outcomes = byKey(book.rows('outcome'), ({ pollId }) => pollId);
  const decided = new Set(book.rows('decision').map(({ pollId }) => pollId));
  // One whose words amendments moved is asked again, and counts for none.
  const moved = new Map(inOrder.map(({ pollId }) => [pollId, amendedTo(book, { id: pollId })]));
  const counted = inOrder.filter(({ pollId }) => moved.get(pollId) === null).length;
  notes.hold(leaves.length === inOrder.length && counted <= rule.rounds, 'CONSENT_ROUNDS', id);
  for (const [at, { round, pollId }] of inOrder.entries()) {
    const poll = polls.get(pollId);
    const leaf = leaves[at] as OpenLeaf | undefined;
    const isAsked = leaf?.body['round'] === round && leaf.body['poll'] === pollId && round === at + 1;
    const isOfIt = poll?.proposalId === proposalId && poll.method === 'consent@1';
    notes.hold(isAsked && isOfIt, 'CONSENT_ROUNDS', pollId);
    const isLast = at === inOrder.length - 1;
    // A round with objections that nobody decided on leads to another, or to a vote.
    const rejected = outcomes.get(pollId)?.code === 'REJECTED' && !decided.has(pollId);
    const goesOn = ['RUNNING', 'UNDECIDED', 'SUPERSEDED'].includes(state);
    const fellBack = state === 'FALLEN_BACK' && rule.fallback === 'POLL' && !ofElection;
    const passedOn = state === 'REJECTED' && ofElection;
    notes.hold(!rejected || !isLast || goesOn || fellBack || passedOn, 'CONSENT_ROUNDS', pollId);
    const leading = poll?.clauses.find(({ matter }) => matter === poll.matter) ?? poll?.clauses[0];
    const pinned = leading?.consent && hashJson(leading.consent as unknown as Json);
    notes.hold(pinned === search.ruleHash, 'CONSENT_RULE', pollId);
    const next = polls.get(inOrder[at + 1]?.pollId as Uuid);
    notes.hold(next === undefined || asksOtherWords(book, pollId, next), 'CONSENT_ROUNDS', pollId);
    const amended = moved.get(pollId) ?? null;
    const isOver = poll?.state === 'CANCELLED' && isLast && ['WITHDRAWN', 'SUPERSEDED'].includes(state);
    notes.hold(poll?.state !== 'CANCELLED' || isOver || amended !== null, 'CONSENT_ROUNDS', pollId);
    if (!isLast && amended !== null)
      notes.hold(next !== undefined && next.proposalVersion >= amended, 'CONSENT_ROUNDS', pollId);
    else if (!isLast) {
      notes.hold(outcomes.get(pollId)?.code === 'REJECTED', 'CONSENT_ROUNDS', pollId);
      notes.hold(everyOneMet(book, pollId), 'OBJECTION_PASSED_OVER', pollId);
    }
    if (outcomes.get(pollId)?.code === 'ADOPTED') {
      notes.hold(state === 'ADOPTED' && isLast, 'CONSENT_STATE', id);
      notes.hold(poll !== undefined && stoodToTheEnd(book, poll), 'CONSENT_OTHER_WORDS', pollId);
    }
  }
}

/** The words that were asked are those that stood when it was adopted: no version came after them meanwhile. */
function stoodToTheEnd(book: Book, { id, proposalId, proposalVersion }: PollInBundle): boolean {
  const [proclaimed] = book.leavesAbout('poll.proclaimed', 'poll', id);
  return !(['proposal.revised', 'proposal.amended'] as const)
    .flatMap((type) => book.leavesAbout(type, 'proposal', proposalId))
    .some(
      ({ index, body }) =>
        (body['version'] as number) > proposalVersion && (!proclaimed || index < proclaimed.index),
    );
}

/** What was integrated is in the words that the next round asks. */
function asksOtherWords(book: Book, pollId: Uuid, next: PollInBundle): boolean {
  const own = new Set(book.rows('objection').flatMap((one) => (one.pollId === pollId ? [one.id] : [])));
  return book
    .rows('objection_end')
    .filter(({ objectionId }) => own.has(objectionId))
    .every(({ version }) => version === null || version <= next.proposalVersion);
}

/** Every objection of the box ended, by whatever way. */
function everyOneMet(book: Book, pollId: Uuid): boolean {
  const ended = new Set(book.rows('objection_end').map(({ objectionId }) => objectionId));
  return book
    .rows('objection')
    .filter((objection) => objection.pollId === pollId && objection.state === 'RAISED')
    .every(({ id }) => ended.has(id));
}

function checkEnds(book: Book, notes: Notes, polls: ReadonlyMap<Uuid, PollInBundle>): void {
  const objections = byKey(book.rows('objection'), ({ id }) => id);
  const rounds = new Set(book.rows('consent_round').map(({ pollId }) => pollId));
  const doubts = groupBy(book.rows('objection_doubt'), ({ objectionId }) => objectionId);
  const ends = book.rows('objection_end');
  for (const end of ends) {
    const objection = objections.get(end.objectionId);
    const poll = objection && polls.get(objection.pollId);
    const [leaf, ...more] = book.leavesAbout('objection.ended', 'objection', end.objectionId);
    const says =
      leaf !== undefined &&
      objection !== undefined &&
      more.length === 0 &&
      leaf.body['how'] === end.how &&
      leaf.body['version'] === end.version &&
      leaf.body['poll'] === objection.pollId &&
      isInTime(book, leaf, objection.pollId) &&
      (end.how !== 'WITHDRAWN' || isBy(book, notes, leaf, objection.memberId));
    const isOfRound =
      poll !== undefined &&
      rounds.has(poll.id) &&
      objection?.state === 'RAISED' &&
      poll.proposalId === end.proposalId;
    notes.hold(says && isOfRound, 'OBJECTION_END', end.objectionId);
    if (poll) notes.hold(mayEndSo(book, end, poll), 'OBJECTION_END', end.objectionId);
  }
  const ended = book.leaves('objection.ended').length;
  notes.hold(ended === ends.length || book.hidden > 0, 'OBJECTION_END', String(ended));
  if (book.kind !== 'FULL') return;
  for (const [objectionId, own] of doubts) {
    const leaves = book.leavesAbout('objection.doubted', 'objection', objectionId);
    const isSaid = own.every(({ memberId }) =>
      leaves.some((leaf) => opensTo(book, notes, leaf, { field: 'by', value: memberId })),
    );
    notes.hold(
      isSaid && leaves.length === own.length && objections.has(objectionId),
      'OBJECTION_DOUBTS',
      objectionId,
    );
  }
  const doubted = book.leaves('objection.doubted').length;
  notes.hold(doubted === book.rows('objection_doubt').length, 'OBJECTION_DOUBTS', String(doubted));
}

/** Whether the leaf of an act says whose it is; one that leaves it out was written by somebody else. */
const isBy = (book: Book, notes: Notes, leaf: OpenLeaf, memberId: Uuid | null): boolean => {
  if (leaf.body['by'] === undefined || (memberId === null && book.kind === 'FULL')) return false;
  if (memberId !== null) return opensTo(book, notes, leaf, { field: 'by', value: memberId });
  notes.miss('STORY_CLOSED');
  return true;
};

/** After its box was shut, and before it was counted or called off. */
function isInTime(book: Book, { index }: OpenLeaf, pollId: Uuid): boolean {
  const [closed] = book.leavesAbout('poll.closed', 'poll', pollId);
  const [over] = [
    ...book.leavesAbout('poll.proclaimed', 'poll', pollId),
    ...book.leavesAbout('poll.withdrawn', 'poll', pollId),
  ];
  return closed !== undefined && closed.index < index && (!over || index < over.index);
}

/** A version integrates it that came after the words that were asked; as many as the rule asks set it aside. */
function mayEndSo(
  book: Book,
  { objectionId, how, version }: ObjectionEndInBundle,
  poll: PollInBundle,
): boolean {
  if (how === 'WITHDRAWN') return version === null;
  if (how === 'INTEGRATED') return version !== null && version > poll.proposalVersion;
  const round = book.rows('consent_round').find(({ pollId }) => pollId === poll.id);
  const search = book.rows('consent_process').find(({ id }) => id === round?.processId);
  if (!search) return false;
  if (search.rule.setAside === null) return false;
  if (book.kind !== 'FULL') return true;
  const author = book.rows('objection').find(({ id }) => id === objectionId)?.memberId;
  const asked = book
    .rows('roll_entry')
    .filter(
      (entry) => entry.pollId === poll.id && entry.entitled && (poll.venue !== 'ASSEMBLY' || entry.present),
    );
  const others = new Set(asked.map(({ memberId }) => memberId).filter((memberId) => memberId !== author));
  const found = book
    .rows('objection_doubt')
    .filter((doubt) => doubt.objectionId === objectionId && others.has(doubt.memberId)).length;
  return isSetAside(search.rule, found, others.size);
}
