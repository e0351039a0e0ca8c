import { clausesFor } from '../charter/charter.js';
import { isElectionMethod, type Clause, type Matter } from '../charter/clause.js';
import { reservedByGroup } from '../charter/group-scope.js';
import { titleOfConfirming } from '../charter/confirming.js';
import { leading, mattersTouched, raise, strictest } from '../charter/matter.js';
import type { MembershipRule } from '../charter/membership.js';
import {
  adoptionBy,
  effectsOfChosen,
  hashElection,
  pinElection,
  polledOptions,
  type Question,
} from '../charter/question.js';
import type { Outcome } from '../charter/ruling.js';
import type { ElectionMethodId } from '../counting/elections/ids.js';
import { canonicalJson, type Json } from '../kernel/canonical-json.js';
import type { Effect } from '../kernel/effects.js';
import { hashJson, type Sha256 } from '../kernel/hash.js';
import type { Instant } from '../kernel/instants.js';
import { Refusal } from '../kernel/refusals.js';
import { byKey, groupBy, type Book, type OpenLeaf } from './book.js';
import { chartersDuring } from './check-charter.js';
import { closingSaid, closingsIn } from './check-closings.js';
import { clauseOfFounding, foundingSubjects, targetsOfPoll } from './check-founding.js';
import { groupOfPoll } from './check-groups.js';
import { Notes, withheld, type Report } from './notes.js';
import { checkLots } from './check-lots.js';
import { isCalledOffRightly } from './called-off.js';
import { amendmentsReserved, amendsAsSaid, putBy } from './check-amending.js';
import { polledIn } from './options.js';
import type { OutcomeInBundle, PollInBundle, PollOptionInBundle, ProposalVersionInBundle } from './rows.js';

/** Each poll was opened with the wording, effects and rules that it is said to have been, and stands where its acts put it. */
export function checkPolls(book: Book): Report {
  const notes = new Notes();
  const options = groupBy(book.rows('poll_option'), ({ pollId }) => pollId);
  const left = new Set(options.keys());
  const outcomes = byKey(book.rows('outcome'), ({ pollId }) => pollId);
  const confirmedBy = ({ confirms }: PollInBundle): Chosen | null =>
    confirms === null ? null : { options: options.get(confirms) ?? [], outcome: outcomes.get(confirms) };
  const versions = byKey(book.rows('proposal_version'), (one) => `${one.proposalId} ${one.version}`);
  const checkClosing = closingsIn(book, notes);
  for (const poll of book.rows('poll')) {
    notes.hold(poll.clausesHash === hashJson(poll.clauses as unknown as Json), 'CLAUSES_HASH', poll.id);
    const proposed = versions.get(`${poll.proposalId} ${poll.proposalVersion}`);
    const wording = proposed && putBy(book, poll, proposed);
    notes.hold(wording !== undefined && isWordedAs(poll, wording), 'POLL_OF_OTHER_WORDS', poll.id);
    const own = options.get(poll.id) ?? [];
    const put = checkOptions(book, notes, poll, { own, wording, confirmed: confirmedBy(poll) });
    // An amendment is decided by the rules of what it amends.
    const effects = poll.amends ? (proposed?.effects ?? null) : put;
    left.delete(poll.id);
    const [opened, ...more] = book.leavesAbout('poll.opened', 'poll', poll.id);
    if (!opened && book.hidden > 0) {
      notes.miss('LEAF_HIDDEN');
      continue;
    }
    if (!notes.hold(opened !== undefined && more.length === 0, 'POLL_WITHOUT_LEAF', poll.id) || !opened)
      continue;
    notes.hold(
      agreesWithLeaf(poll, own, opened) && amendsAsSaid(book, poll, opened),
      'POLL_DISAGREES',
      poll.id,
    );
    if (poll.groupId !== undefined)
      notes.hold(groupOfPoll(book, poll, opened) === poll.groupId, 'POLL_DISAGREES', poll.id);
    const confirmed = confirmedBy(poll);
    if (confirmed && wording) checkTitle(book, notes, poll, { confirmed, wording, opened });
    notes.hold(isWhereActsPutIt(book, poll, opened), 'POLL_STATE', poll.id);
    checkClosing(poll, opened);
    if (effects && wording) checkRules(book, notes, poll, { effects, wording, opened });
  }
  for (const id of left) notes.hold(false, 'OPTION_OF_NOTHING', id);
  const opened = book.leaves('poll.opened').length;
  notes.hold(book.hidden > 0 || opened === book.rows('poll').length, 'LEAF_WITHOUT_POLL', String(opened));
  if (book.kind === 'FULL') checkReservations(book, notes);
  if (book.kind !== 'PUBLIC') checkLots(book, notes);
  return notes.report('POLLS');
}

/** A poll that confirms what another chose has the effects of that choice: they are held to it with its options. */
const isWordedAs = (poll: PollInBundle, version: ProposalVersionInBundle): boolean =>
  (poll.confirms !== null || poll.title === version.title) &&
  poll.wordingHash === version.wordingHash &&
  (poll.confirms !== null || poll.effectsHash === version.effectsHash);

/** The effects that the poll would have; null where they are withheld. */
function checkOptions(
  book: Book,
  notes: Notes,
  poll: PollInBundle,
  {
    own,
    wording,
    confirmed,
  }: {
    readonly own: readonly PollOptionInBundle[];
    readonly wording: ProposalVersionInBundle | undefined;
    readonly confirmed: Chosen | null;
  },
): readonly Effect[] | null {
  if (poll.election !== null) return checkElection(book, notes, poll, own, wording);
  const [adopt, statusQuo] = own;
  const isPair =
    own.length === 2 &&
    adopt?.key === 'ADOPT' &&
    adopt.statusQuo === false &&
    statusQuo?.key === 'STATUS_QUO' &&
    statusQuo.statusQuo === true &&
    statusQuo.effects?.length === 0 &&
    own.every(({ label }) => label === null) &&
    (poll.confirms !== null || !wording?.question);
  notes.hold(isPair, 'OPTIONS', poll.id);
  const effects = adopt?.effects ?? null;
  if (effects === null) withheld(book, notes);
  else notes.hold(poll.effectsHash === hashJson(effects as unknown as Json), 'EFFECTS_HASH', poll.id);
  if (confirmed && effects) checkConfirming(book, notes, poll, effects, confirmed);
  return effects;
}

/** What an earlier poll chose. */
interface Chosen {
  readonly options: readonly PollOptionInBundle[];
  readonly outcome: OutcomeInBundle | undefined;
}

/** What is confirmed is what the earlier poll chose, no more and no less. */
function checkConfirming(
  book: Book,
  notes: Notes,
  poll: PollInBundle,
  effects: readonly Effect[],
  { options, outcome }: Chosen,
): void {
  if (!outcome && book.kind === 'PUBLIC') return notes.miss('OUTCOME_WITHHELD');
  const working = outcome?.working as unknown as Outcome | undefined;
  const whole = options.map(({ effects: own, ...option }) => ({
    ...option,
    label: option.label ?? '',
    effects: own ?? [],
  }));
  const inOrder = whole.toSorted((a, b) => Number(a.key) - Number(b.key));
  const chosen = effectsOfChosen(inOrder, working?.chosen ?? []);
  const isChosen = canonicalJson(chosen as unknown as Json) === canonicalJson(effects as unknown as Json);
  notes.hold(working?.code === 'PREFERENCE' && isChosen, 'OPTIONS', poll.id);
}

/** It is called by what it confirms, and its leaf says it by key. Those opened before leaves said so had the title alone. */
function checkTitle(
  book: Book,
  notes: Notes,
  poll: PollInBundle,
  {
    confirmed: { options, outcome },
    wording,
    opened,
  }: {
    readonly confirmed: Chosen;
    readonly wording: ProposalVersionInBundle;
    readonly opened: OpenLeaf;
  },
): void {
  const said = opened.body['confirmsOptions'];
  if (said === undefined)
    return void notes.hold(poll.title === wording.title, 'POLL_OF_OTHER_WORDS', poll.id);
  const keys = (outcome?.working as unknown as Outcome | undefined)?.chosen;
  if (keys || book.kind !== 'PUBLIC')
    notes.hold(canonicalJson(said) === canonicalJson([...(keys ?? [])]), 'POLL_DISAGREES', poll.id);
  if (book.kind === 'PUBLIC' && wording.title === '')
    return void notes.hold(poll.title === '', 'POLL_OF_OTHER_WORDS', poll.id);
  const chosen = polledIn(options).filter(({ key }) => (said as readonly string[]).includes(key));
  notes.hold(poll.title === titleOfConfirming(wording.title, chosen), 'POLL_OF_OTHER_WORDS', poll.id);
}

/** The options are those of the question, each with what it does; how it elects follows from the clauses. */
function checkElection(
  book: Book,
  notes: Notes,
  poll: PollInBundle,
  own: readonly PollOptionInBundle[],
  wording: ProposalVersionInBundle | undefined,
): readonly Effect[] | null {
  const leading = poll.clauses.find(({ matter }) => matter === poll.matter) ?? poll.clauses[0];
  const question = wording?.question;
  if (!notes.hold(!!question && !!leading && isElectionMethod(poll.method), 'OPTIONS', poll.id)) return null;
  const effects = wording?.effects ?? null;
  const adopts = adoptionBy(poll.clauses);
  const [{ locale } = { locale: 'fr' as const }] = book.rows('collective');
  const wanted = polledOptions(question as Question, effects ?? [], adopts, locale);
  const listed = wanted.map(({ key, label, statusQuo }) => ({ key, label, statusQuo }));
  notes.hold(
    canonicalJson(polledIn(own) as unknown as Json) === canonicalJson(listed as unknown as Json),
    'OPTIONS',
    poll.id,
  );
  const pinned = pinElection(
    poll.method as ElectionMethodId,
    { clauses: poll.clauses, leading: leading as Clause },
    question as Question,
    wanted,
  );
  notes.hold(
    canonicalJson(pinned as unknown as Json) === canonicalJson(poll.election as unknown as Json),
    'RULES_OF_BALLOTS',
    poll.id,
  );
  if (effects === null || own.some((option) => option.effects === null)) {
    withheld(book, notes);
    return null;
  }
  const does = new Map(own.map((option) => [option.key, option.effects]));
  const same = wanted.every(
    (option) =>
      canonicalJson(option.effects as unknown as Json) ===
      canonicalJson((does.get(option.key) ?? null) as unknown as Json),
  );
  notes.hold(same, 'OPTIONS', poll.id);
  notes.hold(poll.effectsHash === hashJson(effects as unknown as Json), 'EFFECTS_HASH', poll.id);
  return effects;
}

const electionHashOf = ({ election }: PollInBundle, own: readonly PollOptionInBundle[]): Sha256 | null =>
  election && hashElection(election, polledIn(own));

const agreesWithLeaf = (
  poll: PollInBundle,
  own: readonly PollOptionInBundle[],
  { body, at }: OpenLeaf,
): boolean =>
  body['proposal'] === poll.proposalId &&
  body['version'] === poll.proposalVersion &&
  body['venue'] === poll.venue &&
  body['form'] === poll.form &&
  body['assembly'] === poll.assemblyId &&
  body['method'] === poll.method &&
  body['clausesHash'] === poll.clausesHash &&
  body['wordingHash'] === poll.wordingHash &&
  body['effectsHash'] === poll.effectsHash &&
  body['rollHash'] === poll.rollHash &&
  (body['electionHash'] ?? null) === electionHashOf(poll, own) &&
  (body['confirms'] ?? null) === poll.confirms &&
  (body['lotSource'] ?? null) === poll.lotSource &&
  (poll.groupId === undefined || (body['group'] ?? null) === poll.groupId) &&
  poll.openedAt <= at;

/** State and hours follow from the leaves: opened, last call, closed, proclaimed, superseded, or withdrawn. */
function isWhereActsPutIt(book: Book, poll: PollInBundle, opened: OpenLeaf): boolean {
  const about = (type: string): OpenLeaf | undefined => book.leavesAbout(type, 'poll', poll.id)[0];
  const closed = about('poll.closed');
  const superseded = about('poll.superseded');
  const withdrawn = about('poll.withdrawn');
  return (
    poll.state === stateBy(about) &&
    (withdrawn === undefined || isCalledOffRightly(book, poll, withdrawn)) &&
    hasWhatWasCast(book, poll, withdrawn ?? superseded) &&
    poll.closesAt === closingSaid(book, poll, opened) &&
    poll.closedAt === (closed?.body['closedAt'] ?? null) &&
    poll.tiedAt === (about('poll.tied')?.body['tiedAt'] ?? null) &&
    poll.supersededBy === (superseded?.body['decision'] ?? null)
  );
}

/** A box that is never counted is kept as it was: as many ballots as the register says were in it, where it says so. */
const hasWhatWasCast = (book: Book, { id }: PollInBundle, ended: OpenLeaf | undefined): boolean =>
  book.kind !== 'FULL' ||
  ended?.body['cast'] === undefined ||
  ended.body['cast'] === book.rows('ballot').filter(({ pollId }) => pollId === id).length;

function stateBy(about: (type: string) => OpenLeaf | undefined): string {
  if (about('poll.withdrawn')) return 'CANCELLED';
  if (about('poll.proclaimed')) return 'DECIDED';
  if (about('poll.superseded')) return 'SUPERSEDED';
  return about('poll.closed') ? 'CLOSED' : 'OPEN';
}

/** The pinned clauses are those that the charter of that moment asked for what the poll would do. */
function checkRules(
  book: Book,
  notes: Notes,
  poll: PollInBundle,
  {
    effects,
    wording,
    opened,
  }: { effects: readonly Effect[]; wording: ProposalVersionInBundle; opened: OpenLeaf },
): void {
  const isOpen = poll.clauses.every((clause) => clause.ballotMode === poll.ballotMode);
  const mayChange = poll.clauses.every((clause) => clause.ballotMayChange);
  notes.hold(isOpen && mayChange === poll.ballotMayChange, 'RULES_OF_BALLOTS', poll.id);
  const subject = foundingSubjects(book).get(poll.proposalId);
  if (subject) {
    const clause = clauseOfFounding(book, subject, opened);
    const pinned = lineOf(poll.matter, poll.clauses);
    notes.hold(
      clause !== null && pinned === lineOf(clause.matter, [clause]),
      'NOT_THE_RULES_IN_FORCE',
      poll.id,
    );
    return;
  }
  const textMatters = new Map(book.rows('legal_text').map(({ id, matter }) => [id, matter]));
  const decisionMatters = mattersOfDecisions(book);
  const raisedTo = strictest([wording.raisedTo, ...challengedTo(book, poll.proposalId, opened)]);
  const asked = chartersDuring(book.rows('clause_version'), poll.openedAt, opened.at).flatMap((charter) => {
    const cited = [...charter.clauses, ...membershipDuring(book, poll.openedAt, opened.at)];
    const citedProvisions = new Set(cited.map(({ provisionId }) => provisionId));
    return returningWhen(book, effects, opened).map((returning) => {
      const facts = { textMatters, citedProvisions, decisionMatters, returning };
      const matters = raise(mattersTouched(effects, facts), raisedTo);
      if (matters instanceof Refusal) return null;
      return lineOf(leading(matters), clausesFor(charter, matters));
    });
  });
  notes.hold(asked.includes(lineOf(poll.matter, poll.clauses)), 'NOT_THE_RULES_IN_FORCE', poll.id);
}

/**
 * Who may come back after an exclusion: those whom leaves before the opening excluded; or any applicant, for one is also
 * known by an address, and applications are in no bundle. The second only ever asks for more.
 */
function returningWhen(book: Book, effects: readonly Effect[], opened: OpenLeaf): ReadonlySet<string>[] {
  const admissions = effects.filter((effect) => effect.kind === 'ADMIT_MEMBER');
  const known = admissions.filter(({ memberId }) => isExcludedBefore(book, memberId, opened));
  return [known, admissions].map((some) => new Set(some.map(({ applicationId }) => applicationId)));
}

function isExcludedBefore(book: Book, memberId: string, opened: OpenLeaf): boolean {
  const turns = (['member.excluded', 'member.reinstated', 'member.admitted'] as const).flatMap((type) =>
    book
      .leaves(type)
      .filter((leaf) => leaf.index < opened.index && book.opening(leaf, 'member') === memberId)
      .map(({ index }) => ({ type, index })),
  );
  return turns.toSorted((a, b) => a.index - b.index).at(-1)?.type === 'member.excluded';
}

/** The rules on members that stood at some moment between two instants: a provision that they come from is cited too. */
const membershipDuring = (book: Book, from: Instant, until: Instant): MembershipRule[] =>
  book
    .rows('membership_rule')
    .filter(
      ({ inForceFrom, inForceUntil }) =>
        inForceFrom <= until && (inForceUntil === null || from < inForceUntil),
    )
    .map(({ rule }) => rule);

function mattersOfDecisions(book: Book): Map<string, Matter> {
  const polls = byKey(book.rows('poll'), ({ id }) => id);
  return new Map(
    book.rows('decision').flatMap(({ id, pollId }) => {
      const poll = pollId === null ? undefined : polls.get(pollId);
      return poll ? [[id, poll.matter] as const] : [];
    }),
  );
}

/** The stricter matters that challenges of a proposal held it to when its poll opened: raised before, and not lifted. */
function challengedTo(book: Book, proposalId: string, opened: OpenLeaf): (Matter | null)[] {
  const isLifted = (challenge: Json): boolean =>
    [
      ...book.leavesAbout('challenge.withdrawn', 'challenge', challenge),
      ...book
        .leavesAbout('challenge.settled', 'challenge', challenge)
        .filter(({ body }) => body['state'] === 'DISMISSED'),
    ].some(({ index }) => index < opened.index);
  return book
    .leavesAbout('challenge.raised', 'proposal', proposalId)
    .filter(({ index, body }) => index < opened.index && !isLifted(body['challenge'] ?? null))
    .map(({ body }) => (body['matter'] ?? null) as Matter | null);
}

const lineOf = (matter: string, clauses: readonly Clause[]): string =>
  canonicalJson({ matter, clauses: clauses as unknown as Json });

/** While a poll is undecided it reserves what it touches, and nothing else is reserved. */
function checkReservations(book: Book, notes: Notes): void {
  const options = groupBy(book.rows('poll_option'), ({ pollId }) => pollId);
  const put = (pollId: string): Effect[] =>
    (options.get(pollId) ?? []).flatMap(({ effects }) => effects ?? []);
  const subjects = foundingSubjects(book);
  const wanted = new Set(
    book
      .rows('poll')
      .filter(({ state }) => state === 'OPEN' || state === 'CLOSED')
      .flatMap((poll) =>
        (poll.amends
          ? amendmentsReserved(book, poll)
          : [...reservedBy(poll, targetsOfPoll(subjects, poll, put(poll.id))), `proposal:${poll.proposalId}`]
        ).map((target) => `${poll.id} ${poll.venue} ${target}`),
      ),
  );
  const stored = book.rows('reservation');
  for (const { pollId, venue, target } of stored)
    notes.hold(wanted.has(`${pollId} ${venue} ${target}`), 'RESERVATION', target);
  notes.hold(stored.length === wanted.size, 'RESERVATION', String(wanted.size));
}

const reservedBy = ({ groupId = null }: PollInBundle, targets: readonly string[]): readonly string[] =>
  groupId === null ? targets : targets.map(reservedByGroup);
