import {
  circleOf,
  grantTo,
  turnOf,
  type ElectionPhase,
  type ElectionState,
  type NominationMade,
  type NomineeEnd,
  type NomineePut,
} from '../charter/circle-election.js';
import { canonicalJson, type Json } from '../kernel/canonical-json.js';
import { hashJson } from '../kernel/hash.js';
import type { Uuid } from '../kernel/ids.js';
import { Refusal } from '../kernel/refusals.js';
import { byKey, groupBy, opensTo, type Book, type OpenLeaf } from './book.js';
import { chartersDuring } from './check-charter.js';
import { Notes, type Report } from './notes.js';
import type { ElectionInBundle, NominationInBundle, NomineeInBundle } from './rows-of-elections.js';

/**
 * Elections without candidates went as the register says: nominations are those that were made while their round was open,
 * whoever was put to consent had the turn by them, by a proposal that gives the role as it was described, and what became of
 * them is what became of that proposal's search for consent.
 */
export function checkElections(book: Book): Report {
  const notes = new Notes();
  if (book.kind === 'PUBLIC') {
    notes.miss('ELECTIONS_WITHHELD');
    return notes.report('ELECTIONS');
  }
  const elections = book.rows('election');
  const known = byKey(elections, ({ id }) => id);
  for (const election of elections) checkElection(book, notes, election);
  const started = book.leaves('election.started').length;
  notes.hold(book.hidden > 0 || started === elections.length, 'LEAF_WITHOUT_ELECTION', String(started));
  checkNominations(book, notes, known);
  checkDeclines(book, notes);
  checkNominees(book, notes, known);
  return notes.report('ELECTIONS');
}

function checkElection(book: Book, notes: Notes, election: ElectionInBundle): void {
  const { id, task, role, roleHash, rule, ruleHash, groupId, assemblyId, named, startedBy } = election;
  const [started, ...more] = book.leavesAbout('election.started', 'election', id);
  if (!started && book.hidden > 0) return notes.miss('LEAF_HIDDEN');
  const says =
    started !== undefined &&
    more.length === 0 &&
    started.body['task'] === task &&
    started.body['roleHash'] === roleHash &&
    started.body['ruleHash'] === ruleHash &&
    started.body['group'] === groupId &&
    started.body['assembly'] === assemblyId &&
    started.body['named'] === named &&
    role.task === task &&
    hashJson(role as unknown as Json) === roleHash &&
    opensTo(book, notes, started, { field: 'by', value: startedBy });
  notes.hold(says, 'ELECTION_DISAGREES', id);
  const inForce =
    started &&
    chartersDuring(book.rows('clause_version'), election.startedAt, started.at).some(({ clauses }) =>
      clauses.some(
        ({ consent, ballotsVisibleTo }) =>
          consent &&
          hashJson(consent as unknown as Json) === ruleHash &&
          named === (ballotsVisibleTo === 'MEMBERS'),
      ),
    );
  notes.hold(hashJson(rule as unknown as Json) === ruleHash && inForce === true, 'ELECTION_RULE', id);
  checkPhases(book, notes, election);
  checkState(book, notes, election);
}

interface Step {
  readonly phase: ElectionPhase;
  readonly round: number;
}

const stepOf = ({ body }: OpenLeaf): Step => ({
  phase: body['phase'] as ElectionPhase,
  round: body['round'] as number,
});

/** The phases that the register says, in an order in which an election can go; the last is where it stands. */
function checkPhases(book: Book, notes: Notes, election: ElectionInBundle): void {
  const { id, phase, round, phaseEndsAt, heldBy, state } = election;
  const leaves = book.leavesAbout('election.moved', 'election', id);
  const steps = leaves.map(stepOf);
  const goes = steps.every((step, at) => mayFollow(steps[at - 1] ?? null, step));
  const last = steps.at(-1);
  const until = state === 'RUNNING' && heldBy === null ? (leaves.at(-1)?.body['until'] ?? null) : null;
  const stands = last?.phase === phase && last.round === round && phaseEndsAt === until;
  notes.hold((goes && stands) || book.hidden > 0, 'ELECTION_PHASES', id);
}

function mayFollow(before: Step | null, { phase, round }: Step): boolean {
  if (before === null) return phase === 'NOMINATION' && round === 1;
  if (before.phase === 'NOMINATION') return phase === 'CHANGE' && round === 2;
  if (phase === 'CONSENT') return round === before.round;
  return phase === 'FURTHER' && round === before.round + 1;
}

function checkState(book: Book, notes: Notes, election: ElectionInBundle): void {
  const { id, state, endedAt } = election;
  const ended = book.leavesAbout('election.ended', 'election', id);
  const said = (ended[0]?.body['state'] ?? 'RUNNING') as ElectionState;
  const isEnded = (endedAt !== null) === (said !== 'RUNNING');
  const nominees = nomineesIn(book, id);
  const ends = nominees.map(({ how }) => how);
  const follows =
    (state === 'ELECTED') === ends.includes('CONSENTED') &&
    (state === 'NOT_APPLIED') === ends.includes('NOT_APPLIED') &&
    (state === 'SUPERSEDED') ===
      (ends.includes('SUPERSEDED') || isSupersededWithoutNominee(election, nominees)) &&
    (state === 'RUNNING' || !ends.includes(null)) &&
    (state !== 'NO_DECISION' || isUndecided(book, election, nominees));
  notes.hold(ended.length <= 1 && said === state && isEnded && follows, 'ELECTION_STATE', id);
}

/** A group that ended takes its election with it, whoever's turn it was. */
const isSupersededWithoutNominee = (
  { groupId, state }: ElectionInBundle,
  nominees: readonly NomineeInBundle[],
): boolean => state === 'SUPERSEDED' && groupId !== null && nominees.every(({ how }) => how !== 'CONSENTED');

/** Nobody is elected: nobody answered, nobody was named, the sitting was over, or nobody is left that nominations put next. */
function isUndecided(
  book: Book,
  { id, assemblyId, round, phase }: ElectionInBundle,
  nominees: readonly NomineeInBundle[],
): boolean {
  if (assemblyId !== null || nominees.some(({ how }) => how === 'UNANSWERED')) return true;
  if (book.kind !== 'FULL') return true;
  const made = nominationsIn(book, id);
  if (phase === 'NOMINATION') return made.every(({ personId }) => personId === null);
  const turn = turnIn(book, { id, rounds: round, nominees });
  return turn?.next === 'OVER' && turn.elected === null;
}

const nomineesIn = (book: Book, electionId: Uuid): NomineeInBundle[] =>
  book
    .rows('nominee')
    .filter((nominee) => nominee.electionId === electionId)
    .toSorted((a, b) => a.place - b.place);

/** What counts of the nominations of an election: the last that each made in a round. */
function nominationsIn(book: Book, electionId: Uuid): NominationMade[] {
  const own = book.rows('nomination').filter((nomination) => nomination.electionId === electionId);
  const last = new Map<string, NominationInBundle>();
  for (const nomination of own.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
    last.set(`${nomination.round} ${nomination.memberId}`, nomination);
  return [...last.values()];
}

function turnIn(
  book: Book,
  {
    id,
    rounds,
    nominees,
  }: { readonly id: Uuid; readonly rounds: number; readonly nominees: readonly NomineeInBundle[] },
): ReturnType<typeof turnOf>['turn'] | null {
  try {
    const put = nominees.map((nominee) => withObjections(book, nominee));
    return turnOf(circleOf(nominationsIn(book, id), put, rounds)).turn;
  } catch (refusal) {
    if (refusal instanceof Refusal) return null;
    throw refusal;
  }
}

/** The objections of the rounds that a nominee's proposal went through, as `NomineePut` has them. */
function withObjections(book: Book, { personId, how, proposalId }: NomineeInBundle): NomineePut {
  const search = book.rows('consent_process').find((one) => one.proposalId === proposalId);
  const asked = new Map(
    book
      .rows('consent_round')
      .flatMap(({ processId, pollId, round }) =>
        search && processId === search.id ? [[pollId, round] as const] : [],
      ),
  );
  const ended = byKey(book.rows('objection_end'), ({ objectionId }) => objectionId);
  const raised = book
    .rows('objection')
    .filter(({ pollId, state }) => asked.has(pollId) && state === 'RAISED')
    .map(({ id, pollId }) => ({ isLast: asked.get(pollId) === search?.round, end: ended.get(id)?.how }));
  return {
    personId,
    how,
    objections: raised.filter(({ isLast, end }) => isLast && (end === undefined || end === 'INTEGRATED'))
      .length,
    integrated: raised.filter(({ isLast, end }) => !isLast && end === 'INTEGRATED').length,
  };
}

function checkNominations(book: Book, notes: Notes, elections: ReadonlyMap<Uuid, ElectionInBundle>): void {
  const rows = book.rows('nomination');
  for (const { id, electionId, round, memberId, personId } of rows) {
    const [leaf, ...more] = book.leavesAbout('nomination.made', 'nomination', id);
    const says =
      leaf !== undefined &&
      more.length === 0 &&
      elections.has(electionId) &&
      leaf.body['election'] === electionId &&
      leaf.body['round'] === round &&
      opensTo(book, notes, leaf, { field: 'by', value: memberId }) &&
      opensTo(book, notes, leaf, { field: 'for', value: personId ?? '', about: personId ?? memberId }) &&
      isOpenRound(book, leaf, electionId, round);
    notes.hold(says, 'NOMINATION', id);
  }
  const made = book.leaves('nomination.made').length;
  if (book.kind === 'FULL') notes.hold(made === rows.length, 'NOMINATIONS_MISSING', String(made));
  else notes.miss('NOMINATIONS_WITHHELD', made - rows.length);
}

/** A nomination comes after its round opened, and before the election moved on. */
function isOpenRound(book: Book, { index }: OpenLeaf, electionId: Uuid, round: number): boolean {
  const before = book
    .leavesAbout('election.moved', 'election', electionId)
    .filter((leaf) => leaf.index < index)
    .at(-1);
  const [ended] = book.leavesAbout('election.ended', 'election', electionId);
  if (!before || (ended && ended.index < index)) return false;
  const step = stepOf(before);
  return step.round === round && step.phase !== 'CONSENT';
}

function checkDeclines(book: Book, notes: Notes): void {
  const rows = book.rows('nomination_decline');
  for (const { electionId, memberId } of rows) {
    const leaves = book.leavesAbout('nomination.declined', 'election', electionId);
    const own = leaves.filter((leaf) => book.opening(leaf, 'by') === memberId);
    const isClosed = book.erased.has(memberId) || book.kind !== 'FULL';
    const isSaid = own.length === 1 || (isClosed && leaves.some((leaf) => book.opening(leaf, 'by') === null));
    notes.hold(isSaid, 'NOMINATION_DECLINED', electionId);
  }
  const said = book.leaves('nomination.declined').length;
  notes.hold(said === rows.length || book.hidden > 0, 'NOMINATION_DECLINED', String(said));
}

function checkNominees(book: Book, notes: Notes, elections: ReadonlyMap<Uuid, ElectionInBundle>): void {
  const rows = book.rows('nominee');
  for (const [electionId, nominees] of groupBy(rows, (nominee) => nominee.electionId)) {
    const election = elections.get(electionId);
    const inOrder = nominees.toSorted((a, b) => a.place - b.place);
    for (const [at, nominee] of inOrder.entries()) {
      const about = `${electionId} ${nominee.place}`;
      const leaf = putBy(book, notes, nominee);
      notes.hold(
        leaf !== null &&
          election !== undefined &&
          nominee.place === at + 1 &&
          isPutSo(book, nominee, election),
        'NOMINEE',
        about,
      );
      if (leaf && election && book.kind === 'FULL')
        notes.hold(
          hadTurn(book, election, nominee, inOrder.slice(0, at), leaf),
          'NOMINEE_OUT_OF_TURN',
          about,
        );
    }
  }
  const put = book.leaves('nominee.put').length;
  notes.hold(put === rows.length || book.hidden > 0, 'NOMINEE', String(put));
}

/** The leaf that puts a nominee, where it and the one that ended their turn say what the row does. */
function putBy(book: Book, notes: Notes, nominee: NomineeInBundle): OpenLeaf | null {
  const { electionId, place, personId, proposalId, how } = nominee;
  const of = (type: string): OpenLeaf[] =>
    book.leavesAbout(type, 'election', electionId).filter(({ body }) => body['place'] === place);
  const [put, ...more] = of('nominee.put');
  const [ended, ...others] = of('nominee.ended');
  const saidEnd = proposalId === null ? put?.body['how'] : (ended?.body['how'] ?? null);
  const says =
    put !== undefined &&
    more.length === 0 &&
    others.length === 0 &&
    put.body['proposal'] === proposalId &&
    saidEnd === how &&
    (proposalId !== null || ended === undefined) &&
    opensTo(book, notes, put, { field: 'person', value: personId });
  return says ? put : null;
}

/** Nominations gave them the turn, as rounds and those before them stood then. */
function hadTurn(
  book: Book,
  { id }: ElectionInBundle,
  { personId }: NomineeInBundle,
  before: readonly NomineeInBundle[],
  put: OpenLeaf,
): boolean {
  const moved = book
    .leavesAbout('election.moved', 'election', id)
    .filter(({ index }) => index < put.index)
    .at(-1);
  if (!moved) return false;
  const turn = turnIn(book, { id, rounds: stepOf(moved).round, nominees: before });
  return turn?.next === 'PUT' && turn.person === personId;
}

/** What a search for consent that ended in a state makes of whom it was about. */
const ENDS: Readonly<Record<string, NomineeEnd | null>> = {
  RUNNING: null,
  REJECTED: 'OBJECTED',
  UNDECIDED: 'UNANSWERED',
  SUPERSEDED: 'SUPERSEDED',
  WITHDRAWN: 'WITHDRAWN',
};

/** Their proposal gives them the role, and became what they became; whoever has none declined, or is gone. */
function isPutSo(book: Book, nominee: NomineeInBundle, election: ElectionInBundle): boolean {
  const { personId, proposalId, how, electionId } = nominee;
  const declined = book
    .rows('nomination_decline')
    .some((decline) => decline.electionId === electionId && decline.memberId === personId);
  if (how === 'DECLINED' && !declined) return false;
  if (proposalId === null) return how === 'DECLINED' || (how === 'GONE' && isGone(book, personId, election));
  const proposal = book.rows('proposal').find(({ id }) => id === proposalId);
  const first = book
    .rows('proposal_version')
    .find((version) => version.proposalId === proposalId && version.version === 1);
  const search = book.rows('consent_process').find((one) => one.proposalId === proposalId);
  if (!proposal || !first?.effects || !search) return false;
  const [effect] = first.effects;
  const gives =
    first.effects.length === 1 &&
    effect?.kind === 'GRANT_MANDATE' &&
    canonicalJson(effect as unknown as Json) ===
      canonicalJson(grantTo(election.role, effect.mandateId, personId) as unknown as Json);
  const became = becameOf(book, nominee, search.state, election);
  // Whom an election passed over is no open question; a decision from elsewhere may have settled theirs.
  const isPassedOver = how !== null && how !== 'CONSENTED' && how !== 'NOT_APPLIED';
  const isWhere = how === 'SUPERSEDED' || (proposal.state === 'WITHDRAWN') === isPassedOver;
  return gives && became && isWhere;
}

/** What became of somebody is what became of their search; whoever has consent has the role, or the decision could not give it. */
function becameOf(
  book: Book,
  { how, personId, proposalId }: NomineeInBundle,
  state: string,
  election: ElectionInBundle,
): boolean {
  if (how === 'DECLINED') return state === 'WITHDRAWN';
  if (how === 'GONE') return state === 'WITHDRAWN' && isGone(book, personId, election);
  if (state !== 'ADOPTED') return ENDS[state] === how;
  const decision = book
    .rows('decision')
    .find((one) => one.proposalId === proposalId && one.outcome === 'ADOPTED');
  return how === (decision?.effectsState === 'APPLIED' ? 'CONSENTED' : 'NOT_APPLIED');
}

/** Somebody is no longer a member, or was none for a while; or the election is a group's, which anybody may leave. */
const isGone = (book: Book, personId: Uuid, { groupId }: ElectionInBundle): boolean =>
  groupId !== null ||
  book.rows('member').some(({ id, state }) => id === personId && state !== 'ACTIVE') ||
  // Where its commitment is closed here, it may be theirs.
  book.leaves('member.excluded').some((leaf) => (book.opening(leaf, 'member') ?? personId) === personId);
