import type { Json } from '../kernel/canonical-json.js';
import { parseFraction } from '../kernel/fractions.js';
import { isUuid } from '../kernel/ids.js';
import { refuse, Refusal } from '../kernel/refusals.js';
import { electionMethodNamed } from '../counting/elections/registry.js';
import { readQuotas, type Quota } from '../counting/elections/quotas/read-quotas.js';
import { readOptions } from '../counting/elections/options.js';
import { kindOf, type MarkedKind } from '../counting/marks.js';
import { readShare } from '../counting/share.js';
import {
  ADOPTIONS,
  ASSEMBLY_FORMS,
  BALLOT_MODES,
  BALLOT_READERS,
  BASES,
  CONSENT_FALLBACKS,
  LATE_RULES,
  MATTERS,
  METHODS,
  PROPOSERS,
  RESULT_VISIBILITIES,
  TIE_RULES,
  VENUES,
  isElectionMethod,
  type Clause,
  type ConsentRule,
  type ElectionRule,
  type Interpretation,
  type Matter,
  type MethodId,
  type Quorum,
  type Threshold,
} from './clause.js';
import type { GroupRule } from './groups.js';
import { isLonger, isPeriod } from './periods.js';

/** Where a value is wrong (a path of field names, empty for the value itself) and why, as a code. */
interface Problem {
  readonly at: readonly string[];
  readonly reason: string;
}

type Check = (value: unknown) => Problem | null;

const must =
  (holds: (value: unknown) => boolean, reason: string): Check =>
  (value) =>
    holds(value) ? null : { at: [], reason };

export const oneOf = (values: readonly unknown[]): Check =>
  must((value) => values.includes(value), 'NOT_ONE_OF');

const textThat = (holds: (text: string) => boolean, reason: string): Check =>
  must((value) => typeof value === 'string' && holds(value), reason);

/** A list of at most `longest` items, each of which passes. */
export function listOf(item: Check, longest: number): Check {
  return (value) => {
    if (!Array.isArray(value)) return { at: [], reason: 'NOT_A_LIST' };
    if (value.length > longest) return { at: [], reason: 'TOO_MANY' };
    return value.map(item).find((problem) => problem !== null) ?? null;
  };
}

/** A list of some of the given values, none twice. */
function subsetOf(values: readonly unknown[]): Check {
  const list = listOf(oneOf(values), values.length);
  return (value) => {
    const problem = list(value);
    if (problem) return problem;
    return new Set(value as unknown[]).size === (value as unknown[]).length
      ? null
      : { at: [], reason: 'TWICE' };
  };
}

/** A record of exactly these fields: a field that nobody reads would still be hashed and shown as a rule. */
export function record(fields: Readonly<Record<string, Check>>): Check {
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return { at: [], reason: 'NOT_A_RECORD' };
    const unknown = Object.keys(value).find((name) => !Object.hasOwn(fields, name));
    if (unknown !== undefined) return { at: [unknown], reason: 'UNKNOWN_FIELD' };
    for (const [name, check] of Object.entries(fields)) {
      if (!Object.hasOwn(value, name)) {
        if (OPTIONAL.has(check)) continue;
        return { at: [name], reason: 'MISSING' };
      }
      const problem = check((value as Record<string, unknown>)[name]);
      if (problem) return { at: [name, ...problem.at], reason: problem.reason };
    }
    return null;
  };
}

/** Fields that may be absent, which is not the same as null: what is hashed stays as it was before they came in. */
const OPTIONAL = new WeakSet<Check>();

function optional(check: Check): Check {
  const mayBeAbsent: Check = (value) => check(value);
  OPTIONAL.add(mayBeAbsent);
  return mayBeAbsent;
}

export const orNull =
  (check: Check): Check =>
  (value) =>
    value === null ? null : check(value);

export const boolean = must((value) => typeof value === 'boolean', 'NOT_A_BOOLEAN');
const count = must((value) => Number.isSafeInteger(value) && (value as number) >= 0, 'NOT_A_COUNT');
export const period = textThat(isPeriod, 'NOT_A_PERIOD');
export const uuid = textThat(isUuid, 'NOT_AN_ID');

/** More than nothing, at most all. */
const fraction = textThat((text) => {
  const read = parseFraction(text);
  return read !== null && read.numerator > 0n && read.numerator <= read.denominator;
}, 'NOT_A_FRACTION_UP_TO_ONE');

/** One line that a person reads in every outcome: no control nor bidirectional override can hide what it says. */
const sentence = textThat(
  (text) =>
    text.trim() !== '' &&
    text.length <= 1000 &&
    text.isWellFormed() &&
    !/[\p{Cc}\p{Bidi_Control}]/u.test(text),
  'NOT_A_SENTENCE',
);

const threshold = record({ fraction, strict: boolean, plus: count } satisfies Record<keyof Threshold, Check>);

const quorum = record({
  counts: oneOf(['TURNOUT', 'EXPRESSED', 'PRESENT']),
  of: oneOf(['ROLL', 'PRESENT']),
  fraction,
} satisfies Record<keyof Quorum, Check>);

export const interpretation = record({ question: sentence, choice: sentence } satisfies Record<
  keyof Interpretation,
  Check
>);

const election = record({
  adopts: oneOf(ADOPTIONS),
  grades: listOf(sentence, 20),
  options: must(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
    'NOT_A_RECORD',
  ),
  ballotsPublished: boolean,
  quotas: optional(must(Array.isArray, 'NOT_QUOTAS')),
} satisfies Record<keyof ElectionRule, Check>);

const ROUNDS_AT_MOST = 10;

const consent = record({
  rounds: must(
    (value) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= ROUNDS_AT_MOST,
    'NOT_A_NUMBER_OF_ROUNDS',
  ),
  presentation: period,
  clarification: period,
  reaction: period,
  integration: period,
  fallback: oneOf(CONSENT_FALLBACKS),
  setAside: orNull(threshold),
} satisfies Record<keyof ConsentRule, Check>);

const groups = record({ freeCreation: boolean, dormantAfter: period } satisfies Record<
  keyof GroupRule,
  Check
>);

const clauseShape = record({
  matter: oneOf(MATTERS),
  venues: subsetOf(VENUES),
  forms: subsetOf(ASSEMBLY_FORMS),
  prevailingForms: subsetOf(ASSEMBLY_FORMS),
  method: oneOf(METHODS),
  allowedMethods: subsetOf(METHODS),
  ballotMode: oneOf(BALLOT_MODES),
  ballotsVisibleTo: oneOf(BALLOT_READERS),
  base: oneOf(BASES),
  threshold,
  quorum: orNull(quorum),
  minimumDeliberation: period,
  minimumVoting: period,
  minimumVotingUnreached: optional(period),
  notice: period,
  supportNeeded: count,
  mayPropose: oneOf(PROPOSERS),
  tieRule: oneOf(TIE_RULES),
  lateRule: oneOf(LATE_RULES),
  ballotMayChange: boolean,
  resultVisibility: oneOf(RESULT_VISIBILITIES),
  contestPeriod: period,
  friendlyAmendments: boolean,
  silenceConsents: boolean,
  revocableOnline: boolean,
  provisionId: uuid,
  interpretations: listOf(interpretation, 20),
  election: optional(election),
  consent: optional(consent),
  groups: optional(groups),
} satisfies Record<keyof Clause, Check>);

/** What fields of the right shape may still contradict in one another. */
const CONTRADICTIONS: readonly {
  readonly field: keyof Clause;
  readonly reason: string;
  readonly found: (clause: Clause) => boolean;
}[] = [
  { field: 'venues', reason: 'EMPTY', found: ({ venues }) => venues.length === 0 },
  { field: 'forms', reason: 'EMPTY', found: (clause) => inAssembly(clause) && clause.forms.length === 0 },
  {
    field: 'forms',
    reason: 'NO_ASSEMBLY',
    found: (clause) => !inAssembly(clause) && clause.forms.length > 0,
  },
  {
    field: 'prevailingForms',
    reason: 'NOT_AMONG_FORMS',
    found: ({ forms, prevailingForms }) => prevailingForms.some((form) => !forms.includes(form)),
  },
  {
    field: 'allowedMethods',
    reason: 'WITHOUT_METHOD',
    found: ({ method, allowedMethods }) => !allowedMethods.includes(method),
  },
  // Online nobody is checked in, so a share of those present would be a share of an unknown number.
  { field: 'base', reason: 'PRESENT_ONLINE', found: (clause) => online(clause) && clause.base === 'PRESENT' },
  {
    field: 'quorum',
    reason: 'PRESENT_ONLINE',
    found: (clause) =>
      online(clause) && (clause.quorum?.counts === 'PRESENT' || clause.quorum?.of === 'PRESENT'),
  },
  {
    field: 'minimumVotingUnreached',
    reason: 'NOT_ONLINE',
    found: (clause) => clause.minimumVotingUnreached !== undefined && !online(clause),
  },
  {
    field: 'minimumVotingUnreached',
    reason: 'NOT_LONGER',
    found: ({ minimumVoting, minimumVotingUnreached: longer }) =>
      longer !== undefined && !isLonger(longer, minimumVoting),
  },
  { field: 'quorum', reason: 'SAME_BASE', found: ({ quorum: q }) => q !== null && q.counts === q.of },
  { field: 'method', reason: 'ELECTS', found: ({ method }) => isElectionMethod(method) },
  {
    field: 'allowedMethods',
    reason: 'WITHOUT_ELECTION',
    found: (clause) => elects(clause) && !clause.election,
  },
  { field: 'election', reason: 'WITHOUT_METHOD', found: (clause) => !elects(clause) && !!clause.election },
  {
    field: 'election',
    reason: 'WITHOUT_GRADES',
    found: (clause) => counts('GRADED', clause) && gradesOf(clause) < 2,
  },
  {
    field: 'election',
    reason: 'GRADES_OF_NOTHING',
    found: (clause) => !counts('GRADED', clause) && gradesOf(clause) > 0,
  },
  // No project is the status quo of a budget: what is bought is confirmed as a whole.
  {
    field: 'election',
    reason: 'BUDGET_IS_CONFIRMED',
    found: (clause) => clause.election?.adopts === 'THRESHOLD' && clause.allowedMethods.some(isBudget),
  },
  {
    field: 'groups',
    reason: 'NOT_ROUTINE',
    found: ({ matter, groups: rule }) => !!rule && matter !== 'ROUTINE',
  },
  { field: 'threshold', reason: 'IMPOSSIBLE', found: (clause) => asksMoreThanAll(clause.threshold) },
  {
    field: 'consent',
    reason: 'WITHOUT_METHOD',
    found: ({ consent: rule, allowedMethods }) => !!rule && !allowedMethods.includes('consent@1'),
  },
  {
    field: 'consent',
    reason: 'FALLBACK_NOT_ALLOWED',
    found: ({ consent: rule, allowedMethods }) =>
      rule?.fallback === 'POLL' && !allowedMethods.includes('threshold@1'),
  },
  {
    field: 'consent',
    reason: 'IMPOSSIBLE',
    found: ({ consent: rule }) => !!rule?.setAside && asksMoreThanAll(rule.setAside),
  },
];

const elects = ({ allowedMethods }: Clause): boolean => allowedMethods.some(isElectionMethod);

const counts = (kind: MarkedKind, { allowedMethods }: Clause): boolean =>
  allowedMethods.some((method) => isElectionMethod(method) && kindOf(method) === kind);

const isBudget = (method: MethodId): boolean =>
  isElectionMethod(method) && electionMethodNamed(method).family === 'BUDGET';

const gradesOf = ({ election: rule }: Clause): number => rule?.grades.length ?? 0;

const online = (clause: Clause): boolean => clause.venues.includes('ONLINE');

const inAssembly = (clause: Clause): boolean => clause.venues.includes('ASSEMBLY');

/** More than all, or all and one more, would leave the matter without a path under the look of a rule. */
function asksMoreThanAll(asked: Threshold): boolean {
  const share = readShare(asked);
  return share.fraction.numerator === share.fraction.denominator && (share.strict || share.plus > 0n);
}

/**
 * Whether something that came from outside is a clause: CHARTER_INVALID names the field and the reason,
 * UNSUPPORTED_BALLOT_MODE a mode that is known but that no poll can hold yet; null when it is one.
 */
export function validateClause(candidate: unknown): Refusal | null {
  const problem = clauseShape(candidate);
  if (problem) return invalid(namedMatter(candidate), problem.at.join('.'), problem.reason);
  const clause = candidate as Clause;
  if (clause.ballotMode !== 'OPEN') return refuse('UNSUPPORTED_BALLOT_MODE', { mode: clause.ballotMode });
  const badOption = optionFault(clause);
  if (badOption) return badOption;
  const contradiction = CONTRADICTIONS.find(({ found }) => found(clause));
  return contradiction ? invalid(clause.matter, contradiction.field, contradiction.reason) : null;
}

/** What only the ballots could make wrong: a poll would be opened, and never counted. */
const isOfTheBox = (option: string, value: unknown): boolean =>
  option === 'participants' || (option === 'missingJudgments' && value === 'Normalized');

/** Options are read as each method reads them; grades have different names. */
function optionFault({ matter, election: rule, allowedMethods }: Clause): Refusal | null {
  if (!rule) return null;
  if (new Set(rule.grades).size !== rule.grades.length) return invalid(matter, 'election.grades', 'TWICE');
  for (const [method, values] of Object.entries(rule.options)) {
    const allowed = allowedMethods.find((one) => one === method);
    if (!allowed || !isElectionMethod(allowed))
      return invalid(matter, `election.options.${method}`, 'NOT_ALLOWED');
    try {
      readOptions(electionMethodNamed(allowed).options, values);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      const { option, reason } = refusal.facts as { option: string; reason: string };
      return invalid(matter, ['election.options', method, option].filter(Boolean).join('.'), reason);
    }
    const box = Object.keys(values).find((option) => isOfTheBox(option, values[option]));
    if (box) return invalid(matter, `election.options.${method}.${box}`, 'OF_THE_BOX');
  }
  return rule.quotas ? quotaFault(matter, rule.quotas, allowedMethods) : null;
}

/** Quotas that no method keeps which the rule allows would be a rule in looks alone. */
function quotaFault(
  matter: Matter,
  quotas: readonly Quota[],
  allowed: Clause['allowedMethods'],
): Refusal | null {
  const keeps = allowed.some((method) => isElectionMethod(method) && electionMethodNamed(method).quotas);
  if (!keeps) return invalid(matter, 'election.quotas', 'NO_RULE_FOR_QUOTAS');
  try {
    readQuotas(quotas as unknown as Json);
    return null;
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    return invalid(matter, 'election.quotas', (refusal.facts as { reason: string }).reason);
  }
}

export const invalid = (matter: string, field: string, reason: string): Refusal =>
  refuse('CHARTER_INVALID', { matter, field, reason });

/** The matter of something that may be no clause; empty when it names none that we know. */
function namedMatter(candidate: unknown): string {
  const { matter } = (candidate ?? {}) as { matter?: unknown };
  return MATTERS.find((known) => known === matter) ?? '';
}
