/**
 * Redoes an election without candidates from its working alone, and says what does not follow; empty for a working that
 * holds. It shares no code with the count but the order of the lot.
 */
import { orderByLot } from '../elections/lot.js';
import type { Demand, Finding } from '../elections/replay/finding.js';
import { sameList, sameSet, wholeOf } from '../elections/replay/numbers.js';
import type { NominationElection } from './elect.js';
import type { NominationFacts, NominationStep, Numbers } from './steps.js';

type Voices = ReadonlyMap<string, bigint>;

interface FurtherRound {
  readonly among: readonly string[];
  readonly voices: Voices;
}

/** What is known between two steps. */
interface SoFar {
  readonly first: Voices;
  readonly blank: bigint;
  readonly last: Voices;
  /** Nominated, and not put to consent yet. */
  readonly left: readonly string[];
  /** How many were put. */
  readonly put: number;
  /** Those among whom the turn lies. */
  readonly turn: readonly string[];
  readonly further: readonly FurtherRound[];
  /** How many of these were looked at in this turn. */
  readonly looked: number;
  /** Those of the turn whom the two rounds do not part. */
  readonly equals: readonly string[];
  readonly ties: NominationElection['ties'];
  readonly end: Pick<NominationElection, 'status' | 'elected' | 'put'> | null;
}

const BEFORE_ALL: SoFar = {
  first: new Map(),
  blank: 0n,
  last: new Map(),
  left: [],
  put: 0,
  turn: [],
  further: [],
  looked: 0,
  equals: [],
  ties: [],
  end: null,
};

const TURN =
  '(MOST_NOMINATED (FIRST_ROUND_LOOKED_AT (FURTHER_ROUND_LOOKED_AT )*(FURTHER_ROUND )*(EQUALS_SETTLED_BY_LOT )?)?)';
const ORDER = new RegExp(
  `^NOMINATED CHANGED (${TURN}(OBJECTED|DECLINED) )*` +
    `(${TURN}(CONSENTED|AWAITS_CONSENT|EQUALS_OPEN)|NOBODY_NOMINATED|NOBODY_LEFT|TRIES_OVER) $`,
);

export function replayNominations(election: NominationElection): readonly Finding[] {
  const findings: Finding[] = [];
  try {
    redo(election, findings);
  } catch {
    // A step that holds no such data: no count writes it, a forger may.
    findings.push({ at: 'end', fault: 'CANNOT_BE_REDONE' });
  }
  return findings;
}

function redo(election: NominationElection, findings: Finding[]): void {
  const demandAt =
    (at: string): Demand =>
    (holds, fault) =>
      void (holds || findings.push({ at, fault }));
  const demand = demandAt('end');
  demand(ORDER.test(election.steps.map(({ code }) => `${code} `).join('')), 'STEPS_IN_ANOTHER_ORDER');
  let soFar = BEFORE_ALL;
  for (const [at, step] of election.steps.entries())
    soFar = replayStep(soFar, step, election, demandAt(String(at)));
  const { end } = soFar;
  demand(
    end !== null &&
      end.status === election.status &&
      end.elected === election.elected &&
      sameList(end.put, election.put),
    'ANOTHER_END',
  );
  demand(JSON.stringify(election.ranking) === JSON.stringify(rankingIn(soFar)), 'ANOTHER_RANKING');
  demand(JSON.stringify(election.ties) === JSON.stringify(soFar.ties), 'OTHER_TIES');
}

/** Those nominated by the last round, equals by the first. */
function rankingIn({ first, last }: SoFar): readonly (readonly string[])[] {
  const levels = new Map<string, string[]>();
  const key = (person: string): string => `${last.get(person)} ${first.get(person)}`;
  const greater = (voices: Voices, a: string, b: string): number =>
    Number((voices.get(b) ?? 0n) - (voices.get(a) ?? 0n));
  const nominated = [...last.keys()].filter((person) => (last.get(person) ?? 0n) > 0n).sort();
  for (const person of nominated.sort((a, b) => greater(last, a, b) || greater(first, a, b)))
    levels.set(key(person), [...(levels.get(key(person)) ?? []), person]);
  return [...levels.values()];
}

/** Remembers what became of equals when the turn is known, or stays open. */
function withTie(soFar: SoFar): SoFar {
  const { equals, turn, ties } = soFar;
  if (equals.length < 2) return soFar;
  const chosen = turn.length === 1 ? turn : null;
  return { ...soFar, equals: [], ties: [...ties, { of: 'CONSENT', among: equals, chosen }] };
}

function replayStep(soFar: SoFar, step: NominationStep, election: NominationElection, demand: Demand): SoFar {
  switch (step.code) {
    case 'NOMINATED':
      return replayNominated(soFar, step.data, election, demand);
    case 'CHANGED':
      return replayChanged(soFar, step.data, demand);
    case 'MOST_NOMINATED': {
      demand(soFar.put !== election.options.tries, 'TOO_MANY_TRIED');
      const number = soFar.last.get(step.data.most[0] ?? '') ?? 0n;
      demand(wholeOf(step.data.nominations, demand) === number, 'NOT_THE_NOMINATIONS');
      return narrow(
        { ...soFar, turn: soFar.left, looked: 0, equals: [] },
        soFar.last,
        step.data.most,
        demand,
      );
    }
    case 'EQUALS_SETTLED_BY_LOT':
      return replayLot(soFar, step.data, election, demand);
    case 'FIRST_ROUND_LOOKED_AT':
    case 'FURTHER_ROUND':
    case 'FURTHER_ROUND_LOOKED_AT':
      return replayLook(soFar, step, demand);
    case 'OBJECTED':
    case 'DECLINED':
    case 'CONSENTED':
      return replayPut(soFar, step, demand);
    default:
      return replayEnd(soFar, step, election, demand);
  }
}

function replayNominated(
  soFar: SoFar,
  { nominations, blank, nominators }: NominationFacts['NOMINATED'],
  { inputs }: NominationElection,
  demand: Demand,
): SoFar {
  const first = voicesIn(nominations, demand);
  demand(sameSet([...first.keys()], inputs.persons), 'NOT_EACH_PERSON');
  demand(sumOf(first) === wholeOf(nominators, demand), 'NOMINATIONS_NOT_CONSERVED');
  demand(nominators === inputs.nominators && blank === inputs.blank, 'NOT_THE_INPUTS');
  return { ...soFar, first, blank: wholeOf(blank, demand) };
}

/** Every paper that left a name arrived at another, and no name gave more than it had. */
function replayChanged(
  soFar: SoFar,
  { moves, nominations, blank }: NominationFacts['CHANGED'],
  demand: Demand,
): SoFar {
  const last = voicesIn(nominations, demand);
  const due = new Map<string | null, bigint>([...soFar.first, [null, soFar.blank]]);
  const given = new Map<string | null, bigint>();
  for (const { from, to, number: written } of moves) {
    const number = wholeOf(written, demand);
    demand(from !== to && number > 0n && due.has(from) && due.has(to), 'NO_MOVE');
    due.set(from, (due.get(from) ?? 0n) - number);
    due.set(to, (due.get(to) ?? 0n) + number);
    given.set(from, (given.get(from) ?? 0n) + number);
  }
  for (const [from, number] of given)
    demand(number <= (from === null ? soFar.blank : (soFar.first.get(from) ?? 0n)), 'MORE_LEFT_THAN_WERE');
  const isConserved = [...due].every(
    ([name, number]) => number === (name === null ? wholeOf(blank, demand) : last.get(name)),
  );
  demand(isConserved && last.size === soFar.first.size, 'NOMINATIONS_NOT_CONSERVED');
  const left = [...last].flatMap(([person, number]) => (number > 0n ? [person] : [])).sort();
  return { ...soFar, last, left };
}

/** Another round parts equals: the first, a further one held now, or one held before. */
function replayLook(
  soFar: SoFar,
  step: NominationStep<'FIRST_ROUND_LOOKED_AT' | 'FURTHER_ROUND' | 'FURTHER_ROUND_LOOKED_AT'>,
  demand: Demand,
): SoFar {
  const { turn, further } = soFar;
  const voices = voicesIn(step.data.nominations, demand);
  demand(turn.length > 1, 'NOTHING_TO_PART');
  demand(sameSet([...voices.keys()], turn), 'NOT_EACH_OF_THE_EQUALS');
  if (step.code === 'FURTHER_ROUND') {
    demand(nextLook(soFar) === null, 'ROUND_PASSED_OVER');
    demand(step.data.round === String(further.length + 1), 'ROUNDS_OUT_OF_ORDER');
    wholeOf(step.data.blank, demand);
    const held = [...further, { among: turn, voices }];
    return narrow({ ...soFar, further: held, looked: held.length }, voices, step.data.most, demand);
  }
  const at = step.code === 'FIRST_ROUND_LOOKED_AT' ? null : nextLook(soFar);
  const isFurther = step.code === 'FURTHER_ROUND_LOOKED_AT';
  if (isFurther) demand(at !== null && step.data.round === String(at + 1), 'ROUNDS_OUT_OF_ORDER');
  const known = isFurther ? further[at ?? -1]?.voices : soFar.first;
  demand(
    turn.every((person) => voices.get(person) === known?.get(person)),
    'NOT_THE_NOMINATIONS',
  );
  const parted = narrow({ ...soFar, looked: isFurther ? (at ?? 0) + 1 : 0 }, voices, step.data.most, demand);
  return isFurther ? parted : { ...parted, equals: parted.turn };
}

/** The next of the further rounds held that all equals were in; null where none is left. */
function nextLook({ turn, further, looked }: SoFar): number | null {
  const at = further.findIndex(
    ({ among }, round) => round >= looked && turn.every((person) => among.includes(person)),
  );
  return at < 0 || turn.length === 1 ? null : at;
}

function narrow(soFar: SoFar, voices: Voices, most: readonly string[], demand: Demand): SoFar {
  const greatest = soFar.turn.map((person) => voices.get(person) ?? 0n).reduce((a, b) => (a > b ? a : b), 0n);
  const due = soFar.turn.filter((person) => (voices.get(person) ?? 0n) === greatest);
  demand(due.length > 0 && sameList(most, due), 'NOT_THOSE_WITH_MOST');
  return { ...soFar, turn: due };
}

function replayLot(
  soFar: SoFar,
  { order, chosen }: NominationFacts['EQUALS_SETTLED_BY_LOT'],
  { drawn }: NominationElection,
  demand: Demand,
): SoFar {
  demand(soFar.turn.length > 1, 'NOTHING_TO_PART');
  demand(nextLook(soFar) === null, 'ROUND_PASSED_OVER');
  const due = drawn === null ? [] : orderByLot(drawn, soFar.turn);
  demand(due.length > 0 && sameList(order, due), 'LOT_IN_ANOTHER_ORDER');
  demand(chosen === due[0], 'LOT_NOT_FOLLOWED');
  return { ...soFar, turn: due.slice(0, 1) };
}

function replayPut(
  soFar: SoFar,
  { code, data }: NominationStep<'OBJECTED' | 'DECLINED' | 'CONSENTED'>,
  demand: Demand,
): SoFar {
  const { person } = data;
  demand(soFar.turn.length === 1 && soFar.turn[0] === person, 'OUT_OF_TURN');
  const stands = wholeOf(data.objections, demand) > 0n;
  wholeOf(data.integrated, demand);
  if (code !== 'DECLINED') demand(stands === (code === 'OBJECTED'), 'OVER_AN_OBJECTION');
  const left = soFar.left.filter((one) => one !== person);
  const end = code === 'CONSENTED' ? ({ status: 'ELECTED', elected: person, put: [] } as const) : null;
  return { ...withTie(soFar), left, put: soFar.put + 1, end };
}

function replayEnd(
  soFar: SoFar,
  step: Exclude<NominationStep, { readonly data: { readonly person: string; readonly objections: string } }>,
  { options, drawn }: NominationElection,
  demand: Demand,
): SoFar {
  const { turn, left, put } = soFar;
  const open = { ...withTie(soFar), end: { status: 'OPEN', elected: null, put: turn } } as const;
  if (step.code === 'AWAITS_CONSENT') {
    demand(turn.length === 1 && turn[0] === step.data.person, 'OUT_OF_TURN');
    return open;
  }
  if (step.code === 'EQUALS_OPEN') {
    demand(turn.length > 1 && sameList(step.data.among, turn), 'NOT_EACH_OF_THE_EQUALS');
    demand(drawn === null && nextLook(soFar) === null, 'EQUALS_COULD_BE_PARTED');
    return open;
  }
  if (step.code === 'NOBODY_NOMINATED') demand(left.length === 0 && put === 0, 'SOMEBODY_IS_LEFT');
  if (step.code === 'NOBODY_LEFT')
    demand(left.length === 0 && put > 0 && step.data.put === String(put), 'SOMEBODY_IS_LEFT');
  if (step.code === 'TRIES_OVER')
    demand(left.length > 0 && put === options.tries && step.data.tries === String(put), 'TRIES_NOT_OVER');
  return { ...soFar, end: { status: 'NO_DECISION', elected: null, put: [] } };
}

const voicesIn = (numbers: Numbers, demand: Demand): Voices =>
  new Map(Object.entries(numbers).map(([person, number]) => [person, wholeOf(number, demand)]));

const sumOf = (voices: Voices): bigint => [...voices.values()].reduce((sum, number) => sum + number, 0n);
