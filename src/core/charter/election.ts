import { countInSlices, type Election, type ElectionRequest } from '../counting/elections/count-election.js';
import type { ElectionMethodId } from '../counting/elections/ids.js';
import { electionMethodNamed } from '../counting/elections/registry.js';
import type { Slices } from '../counting/elections/slices.js';
import { compareOn, misfit, openMarked, type Opened, type PolledOption } from '../counting/marks.js';
import { writtenBases, writtenTally, type Working } from '../counting/method.js';
import type { Bases, Electorate } from '../counting/profile.js';
import { quorumOption, quorumStep } from '../counting/quorum.js';
import type { Step } from '../counting/steps.js';
import { thresholdStep } from '../counting/threshold.js';
import { refuse, Refusal } from '../kernel/refusals.js';
import type { Adoption, Clause } from './clause.js';
import { citationOf, type Judgement, type Outcome, type OutcomeCode, type Ruling } from './ruling.js';
import { paperFor, STATUS_QUO_KEY, type PinnedElection } from './question.js';

/**
 * The outcome of a poll among options. The method elects on all ballots; then each clause asks its quorum, and, where it
 * adopts by its threshold, holds each option elected against the status quo on the same ballots:
 *
 *   ballots that put the option above the status quo >= fraction × base + plus, or > when strict
 *
 * EXPRESSED are those that put one above the other; TURNOUT, all that mark something, abstain or are blank. An option is
 * chosen where every clause adopts it: ADOPTED with one at least, REJECTED with none. Where clauses adopt nothing, or by a
 * confirming poll, the outcome is a PREFERENCE. A tie that the method leaves goes by each clause's tie rule.
 */
export function* judgeElection(
  { clauses, box, electorate, election: pinned, options, drawn }: Judgement,
  method: ElectionMethodId,
): Slices<Outcome> {
  if (!pinned) throw refuse('BALLOT_INVALID', { reason: 'WRONG_KIND' });
  const paper = paperFor(method, pinned, options);
  const wrong = box.map(({ choice }) => misfit(paper, choice)).find((reason) => reason !== null);
  if (wrong) throw refuse('BALLOT_INVALID', { reason: wrong });
  const opened = openMarked(paper, box);
  return judgeCounted(clauses, method, {
    options,
    pinned,
    bases: basesOf(opened, electorate),
    tally: tallyOf(opened, electorate),
    count: yield* countOrRefusal({
      method: electionMethodNamed(method),
      profile: opened.profile,
      seats: pinned.seats,
      options: pinned.options,
      drawn,
    }),
    compare: (key) => compareOn(paper, box, key, STATUS_QUO_KEY),
    ballots: ballotsOf(box),
  });
}

/** What clauses look at, whether ballots were counted just now or a working is read that says how they were. */
export interface Counted {
  readonly options: readonly PolledOption[];
  readonly pinned: PinnedElection;
  readonly bases: Bases;
  readonly tally: Working['tally'];
  readonly count: Election | Refusal;
  /** How many ballots put an option over the status quo, under it, or neither. */
  readonly compare: (key: string) => {
    readonly over: bigint;
    readonly under: bigint;
    readonly equal: bigint;
  };
  readonly ballots: readonly { readonly choice: string; readonly count: string }[];
}

/** What the clauses make of an election that was counted. */
export function judgeCounted(
  clauses: readonly Clause[],
  method: ElectionMethodId,
  counted: Counted,
): Outcome {
  const { options, pinned, count, ballots } = counted;
  const election = count instanceof Refusal ? null : count;
  const elected = election ? electedKeys(options, election) : [];
  const held = clauses.map((clause) => hold(clause, method, { ...counted, elected }));
  const rulings = held.map(({ ruling }) => ruling);
  const chosen = elected.filter((key) => held.every(({ passing }) => passing.includes(key)));
  return {
    code: codeOf(rulings, pinned.adopts, chosen),
    method,
    rulings,
    ...(election && { election }),
    chosen,
    ...(pinned.ballotsPublished && { ballots }),
  };
}

/** A poll is proclaimed whatever its ballots: what the method refuses to count decides nothing, and says why. */
function* countOrRefusal(request: ElectionRequest): Slices<Election | Refusal> {
  try {
    return yield* countInSlices(request);
  } catch (refusal) {
    if (refusal instanceof Refusal) return refusal;
    throw refusal;
  }
}

type Hand = Counted & {
  /** Keys of those elected, without the status quo; none in a tie. */
  readonly elected: readonly string[];
};

function basesOf({ marked, unmarked }: Opened, { roll, present }: Electorate): Bases {
  const turnout = marked + unmarked.ABSTAIN + unmarked.BLANK;
  if (turnout + unmarked.NOT_TAKING_PART > roll)
    throw refuse('BALLOT_INVALID', { reason: 'MORE_BALLOTS_THAN_ROLL' });
  return { ROLL: roll, PRESENT: present, TURNOUT: turnout, EXPRESSED: marked };
}

function electedKeys(options: readonly PolledOption[], { status, winners }: Election): string[] {
  if (status === 'TIED') return [];
  const labels = new Set(winners.flat());
  return options.filter(({ label, statusQuo }) => labels.has(label) && !statusQuo).map(({ key }) => key);
}

interface Held {
  readonly ruling: Ruling;
  /** Keys of the options that this clause lets through. */
  readonly passing: readonly string[];
}

function hold(clause: Clause, method: ElectionMethodId, hand: Hand): Held {
  const { steps, verdict, passing } = rule(clause, hand);
  return {
    ruling: { ...citationOf(clause), verdict, working: workingBy(clause, method, hand, steps) },
    passing,
  };
}

interface Rule {
  readonly steps: readonly Step[];
  readonly verdict: OutcomeCode;
  readonly passing: readonly string[];
}

function rule(clause: Clause, hand: Hand): Rule {
  const { bases, count, pinned, elected } = hand;
  const quorum = quorumStep(clause.quorum, bases);
  const before: Step[] = quorum ? [quorum] : [];
  const stop = (verdict: OutcomeCode, ...last: Step[]): Rule => ({
    steps: [...before, ...last],
    verdict,
    passing: [],
  });
  if (quorum?.code === 'PRESENCE_UNKNOWN') return stop('NO_DECISION');
  if (quorum?.code === 'QUORUM_MISSED') return stop('NO_QUORUM');
  if (bases.TURNOUT === 0n) return stop('NO_DECISION', { code: 'NOBODY_VOTED', data: {} });
  if (bases.EXPRESSED === 0n) return stop('NO_DECISION', { code: 'NOTHING_MARKED', data: {} });
  if (count instanceof Refusal) return stop('NO_DECISION', countRefused(count));
  if (pinned.adopts === 'NOTHING')
    return { ...stop('PREFERENCE', { code: 'NOTHING_ADOPTS', data: {} }), passing: elected };
  if (count.status === 'TIED')
    return stop(verdictOfTie(clause, pinned.adopts), {
      code: 'ELECTION_TIED',
      data: { rule: clause.tieRule },
    });
  if (pinned.adopts === 'CONFIRMING_POLL')
    return { ...stop('PREFERENCE', { code: 'CONFIRMING_POLL_ADOPTS', data: {} }), passing: elected };
  return byThreshold(clause, hand, before);
}

/** A preference that is tied stays one, where nothing changes on a tie. */
function verdictOfTie({ tieRule }: Clause, adopts: Adoption): OutcomeCode {
  if (tieRule !== 'STATUS_QUO') return 'TIED';
  return adopts === 'THRESHOLD' ? 'REJECTED' : 'PREFERENCE';
}

function byThreshold(
  clause: Clause,
  { options, compare, bases, elected }: Hand,
  before: readonly Step[],
): Rule {
  const steps = [...before];
  const passing: string[] = [];
  if (elected.length === 0) steps.push({ code: 'STATUS_QUO_ELECTED', data: {} });
  for (const key of elected) {
    const option = options.find((one) => one.key === key)?.label as string;
    const { over, under, equal } = compare(key);
    const number = clause.base === 'EXPRESSED' ? over + under : bases[clause.base];
    steps.push({
      code: 'AGAINST_STATUS_QUO',
      data: { option, over: String(over), under: String(under), equal: String(equal) },
    });
    const asked = thresholdStep(over, number, clause);
    steps.push(asked);
    if (asked.code === 'THRESHOLD_MET') passing.push(key);
  }
  return { steps, verdict: passing.length > 0 ? 'ADOPTED' : 'REJECTED', passing };
}

const FROM_FIRST_TO_STOP: readonly OutcomeCode[] = ['NO_QUORUM', 'NO_DECISION', 'REJECTED', 'TIED'];

/** Two clauses may each adopt another option: then none is adopted by both. */
function codeOf(rulings: readonly Ruling[], adopts: Adoption, chosen: readonly string[]): OutcomeCode {
  const stop = FROM_FIRST_TO_STOP.find((verdict) => rulings.some((ruling) => ruling.verdict === verdict));
  if (stop) return stop;
  if (adopts !== 'THRESHOLD') return 'PREFERENCE';
  return chosen.length > 0 ? 'ADOPTED' : 'REJECTED';
}

function workingBy(
  clause: Clause,
  method: ElectionMethodId,
  { bases, tally, pinned }: Hand,
  steps: readonly Step[],
): Working {
  const { base, threshold, quorum, tieRule } = clause;
  const { fraction, strict, plus } = threshold;
  return {
    method,
    options: {
      adopts: pinned.adopts,
      tieRule,
      quorum: quorumOption(quorum),
      ...(pinned.adopts === 'THRESHOLD' && { base, fraction, strict, plus: String(plus) }),
    },
    tally,
    bases: writtenBases(bases),
    steps,
  };
}

function tallyOf({ marked, unmarked }: Opened, { roll }: Electorate): Working['tally'] {
  const { ABSTAIN, BLANK, NOT_TAKING_PART } = unmarked;
  const NOT_CAST = roll - marked - ABSTAIN - BLANK - NOT_TAKING_PART;
  return writtenTally({ MARKED: marked, ABSTAIN, BLANK, NOT_TAKING_PART, NOT_CAST });
}

const countRefused = ({ code, facts }: Refusal): Step => ({
  code: 'COUNT_REFUSED',
  data: { code, reason: String((facts as { reason?: string }).reason ?? '') },
});

/** The ballots without a name, sorted by what they say: their order tells nothing. */
const ballotsOf = (box: Judgement['box']): { choice: string; count: string }[] =>
  box
    .filter(({ count }) => count > 0n)
    .map(({ choice, count }) => ({ choice, count: String(count) }))
    .sort((a, b) => (a.choice < b.choice ? -1 : 1));
