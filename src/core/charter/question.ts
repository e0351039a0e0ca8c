import { electionMethodNamed } from '../counting/elections/registry.js';
import { mayBeCounted } from '../counting/elections/count-election.js';
import type { ElectionMethodId } from '../counting/elections/ids.js';
import { readOptions } from '../counting/elections/options.js';
import { mayBeMet } from '../counting/elections/quotas/constraint.js';
import { takeQuotas, type Quotas } from '../counting/elections/quotas/read-quotas.js';
import { openMarked, paperOf, type Paper, type PolledOption } from '../counting/marks.js';
import type { Locale } from '../kernel/actors.js';
import { canonicalJson, type Json } from '../kernel/canonical-json.js';
import type { Effect, GrantMandate } from '../kernel/effects.js';
import { hashJson, type Sha256 } from '../kernel/hash.js';
import { nameSkeleton, tidyName } from '../kernel/names.js';
import { refuse, type Refusal } from '../kernel/refusals.js';
import { isElectionMethod, type Adoption, type Clause, type MethodId } from './clause.js';

/** A question that is not answered by yes or no: what there is to choose from, and how many are chosen. */
export interface Question {
  readonly seats: number;
  /** What may be spent in all, where options cost something; null elsewhere. */
  readonly budget: number | null;
  readonly options: readonly QuestionOption[];
}

export interface QuestionOption {
  readonly label: string;
  /** What it does if it is chosen: places in the effects of the proposal. */
  readonly effects: readonly number[];
  readonly cost: number | null;
  /** The groups that it is in, as `women` or `town:Lyon`, for quotas on the winners; absent where it is in none. */
  readonly groups?: readonly string[];
}

/** Of a proposal, in characters. */
export const RATIONALE_AT_MOST = 100_000;

/** Fingerprint of what a proposal says. */
export const hashWording = ({ title, rationale, question }: Worded): Sha256 =>
  hashJson({ title, rationale, ...(question && { question: question as unknown as Json }) });

interface Worded {
  readonly title: string;
  readonly rationale: string;
  readonly question: Question | null;
}

/** How a poll elects, pinned at its opening beside the clauses. */
export interface PinnedElection {
  readonly seats: number;
  readonly adopts: Adoption;
  readonly grades: readonly string[];
  /** Every option of the method with its value. */
  readonly options: { readonly [option: string]: Json };
  readonly ballotsPublished: boolean;
}

/** An option of a poll with what it does. */
export interface OptionWithEffects extends PolledOption {
  readonly effects: readonly Effect[];
}

/** Key of things as they are. */
export const STATUS_QUO_KEY = '0';

/** What the status quo is called on a ballot; no option may be called so. */
export const STATUS_QUO_LABELS: Readonly<Record<Locale, string>> = {
  fr: 'Rien ne change',
  en: 'Nothing changes',
};

/**
 * Fingerprint of how a poll elects and of the list of its options, fixed before anybody votes and before any lot is drawn.
 */
export const hashElection = (election: PinnedElection, options: readonly PolledOption[]): Sha256 =>
  hashJson({
    election: election as unknown as Json,
    options: options.map(({ key, label, statusQuo }) => ({ key, label, statusQuo })),
  });

/** The weakest of what several clauses let an election do. */
export const adoptionBy = (clauses: readonly Clause[]): Adoption => {
  const said = clauses.map(({ election }) => election?.adopts ?? 'NOTHING');
  return (
    said.find((one) => one === 'NOTHING') ?? said.find((one) => one === 'CONFIRMING_POLL') ?? 'THRESHOLD'
  );
};

/** The method of a poll: what was asked for, or what the leading clause has for this kind of question. */
export function methodFor(leading: Clause, question: Question | null, asked: MethodId | null): MethodId {
  const method =
    asked ??
    (question === null ? leading.method : leading.allowedMethods.find(isElectionMethod)) ??
    leading.method;
  if (isElectionMethod(method) === (question !== null)) return method;
  throw refuse('METHOD_NOT_FOR_QUESTION', { method, options: String(question?.options.length ?? 0) });
}

/** The options of a poll in the order of the proposal, after the status quo where the rule lets it be voted for. */
export function polledOptions(
  question: Question,
  effects: readonly Effect[],
  adopts: Adoption,
  locale: Locale,
): readonly OptionWithEffects[] {
  const options = question.options.map(({ label, effects: places }, at) => ({
    key: String(at + 1),
    label,
    statusQuo: false,
    effects: places.map((place) => effects[place] as Effect),
  }));
  if (adopts !== 'THRESHOLD') return options;
  const statusQuo = { key: STATUS_QUO_KEY, label: STATUS_QUO_LABELS[locale], statusQuo: true, effects: [] };
  return [statusQuo, ...options];
}

/**
 * Pins how a poll elects. Throws what the count would refuse afterwards, when it would be too late: options of the method
 * that the clause or the question do not give, seats that it does not fill, more committees than can be compared, quotas
 * that these options cannot meet.
 */
export function pinElection(
  method: ElectionMethodId,
  { clauses, leading }: { readonly clauses: readonly Clause[]; readonly leading: Clause },
  question: Question,
  options: readonly PolledOption[],
): PinnedElection {
  const adopts = adoptionBy(clauses);
  const other = clauses.find((clause) => !countsAlike(clause, leading, method));
  if (other) throw refuse('METHOD_NOT_ALLOWED', { method, matter: other.matter });
  const rule = leading.election;
  const rules = electionMethodNamed(method).options;
  const statusQuo = options.find((option) => option.statusQuo);
  const given: Record<string, Json> = {
    ...rule?.options[method],
    ...(statusQuo && Object.hasOwn(rules, 'statusQuo') && { statusQuo: statusQuo.label }),
    ...(method === 'dots@1' && { budget: rule?.options[method]?.['budget'] ?? question.seats }),
    ...(question.budget !== null && { budget: question.budget }),
    ...costsOf(question),
  };
  const quotas = quotasOf(clauses, question, statusQuo);
  const pinned = {
    seats: question.seats,
    adopts,
    grades: rule?.grades ?? [],
    options: { ...readOptions(rules, given), ...quotas } as unknown as { readonly [option: string]: Json },
    ballotsPublished: clauses.every(({ election }) => election?.ballotsPublished === true),
  };
  tryToCount(method, pinned, options);
  if (quotas) quotasMayBeMet(quotas, options, question.seats);
  return pinned;
}

/**
 * The quotas of all clauses that are asked of so many seats, for each of them must be kept, with the groups that the proposal says its options are in. Of one
 * without any it is not said that it is in none: only things as they are do not belong anywhere.
 */
function quotasOf(
  clauses: readonly Clause[],
  { options, seats }: Question,
  statusQuo: PolledOption | undefined,
): Quotas | null {
  const quotas = clauses
    .flatMap(({ election }) => election?.quotas ?? [])
    .filter(({ from }) => seats >= (from ?? 0));
  if (quotas.length === 0) return null;
  const grouped = options.flatMap(({ label, groups = [] }) => (groups.length === 0 ? [] : [[label, groups]]));
  const { asked } = takeQuotas({
    quotas: quotas as unknown as Json,
    groups: Object.fromEntries([...grouped, ...(statusQuo ? [[statusQuo.label, []]] : [])]) as Json,
  });
  return asked;
}

/** By those who stand: a seat left to things as they are would only hide that there are too few of them. */
function quotasMayBeMet({ quotas, groups }: Quotas, options: readonly PolledOption[], seats: number): void {
  const labels = options.filter(({ statusQuo }) => !statusQuo).map(({ label }) => label);
  const own = Object.fromEntries(Object.entries(groups).filter(([label]) => labels.includes(label)));
  mayBeMet({ quotas, groups: own }, labels, seats);
}

/** Two clauses that read one ballot in two ways cannot both be satisfied by one count. */
const countsAlike = (
  { election: one }: Clause,
  { election: other }: Clause,
  method: ElectionMethodId,
): boolean =>
  canonicalJson([one?.grades ?? [], one?.options[method] ?? {}] as Json) ===
  canonicalJson([other?.grades ?? [], other?.options[method] ?? {}] as Json);

const costsOf = ({ options }: Question): Record<string, Json> =>
  options.every(({ cost }) => cost === null)
    ? {}
    : {
        costs: Object.fromEntries(
          options.flatMap(({ label, cost }) => (cost === null ? [] : [[label, String(cost)]])),
        ),
      };

/** Counts one ballot that says as much as any may: what is refused here comes of no ballots, but of what is asked. */
function tryToCount(
  method: ElectionMethodId,
  pinned: PinnedElection,
  options: readonly PolledOption[],
): void {
  const paper = paperFor(method, pinned, options);
  const all = options.map(({ key }) => key);
  const least = Math.max(1, paper.asks.least ?? 0);
  const scored = method === 'dots@1' ? all.slice(0, 1) : all;
  const choice = {
    RANKED: all.join('>'),
    APPROVED: all.join(','),
    SCORED: scored.map((key) => `${key}:${least}`).join(','),
    GRADED: all.map((key) => `${key}:0`).join(','),
  };
  mayBeCounted({
    method: electionMethodNamed(method),
    profile: openMarked(paper, [{ choice: choice[paper.kind], count: 1n }]).profile,
    seats: pinned.seats,
    options: pinned.options,
    drawn: null,
  });
}

export const paperFor = (
  method: ElectionMethodId,
  { options: values, grades }: PinnedElection,
  options: readonly PolledOption[],
): Paper => paperOf(method, options, values, grades);

/**
 * What the chosen options do together, in the order of their keys. Grants of one task that differ by their holders alone
 * become one: several are elected to it.
 */
export function effectsOfChosen(
  options: readonly OptionWithEffects[],
  chosen: readonly string[],
): readonly Effect[] {
  const effects: Effect[] = [];
  for (const effect of options
    .filter(({ key }) => chosen.includes(key))
    .flatMap((option) => option.effects)) {
    const same = effects.findIndex((other) => isSameTask(other, effect));
    if (same < 0) effects.push(effect);
    else effects[same] = together(effects[same] as GrantMandate, effect as GrantMandate);
  }
  return effects;
}

/** Whether two effects give one task, with the same words and until the same day. */
const isSameTask = (one: Effect, other: Effect): boolean =>
  one.kind === 'GRANT_MANDATE' && other.kind === 'GRANT_MANDATE' && taskIn(one) === taskIn(other);

const taskIn = (grant: GrantMandate): string =>
  canonicalJson({ ...grant, mandateId: '', holders: [] } as unknown as Json);

const together = (one: GrantMandate, other: GrantMandate): GrantMandate => ({
  ...one,
  holders: [...one.holders, ...other.holders.filter((holder) => !one.holders.includes(holder))],
});

/** Least and most of what there may be to choose from: a ballot is to be filled in on a telephone. */
export const OPTIONS_OF_QUESTION = { least: 2, most: 20 } as const;

/** Whether a question can be put; INVALID_INPUT names what cannot. The labels are read as titles are, by whoever calls. */
export function mayBeAsked(question: Question, effects: readonly Effect[]): Refusal | null {
  const { seats, options, budget } = question;
  const { least, most } = OPTIONS_OF_QUESTION;
  const labels = options.map(({ label }) => tidyName(label).toLowerCase());
  const reserved = Object.values(STATUS_QUO_LABELS).map(lettersOf);
  const counted = options.flatMap(({ cost }) => (cost === null ? [] : [cost]));
  if (options.length < least || options.length > most) return invalid('options', `${least}-${most}`);
  if (new Set(labels).size !== labels.length) return invalid('options', 'OPTION_TWICE');
  // Whoever marks one must be sure that it is not the other.
  if (new Set(labels.map(looksOf)).size !== labels.length) return invalid('options', 'OPTIONS_LOOK_ALIKE');
  // Nothing may pass for “nothing changes” beside it on a ballot.
  if (labels.some((label) => reserved.includes(lettersOf(label))))
    return invalid('options', 'LABEL_OF_STATUS_QUO');
  if (!Number.isSafeInteger(seats) || seats < 1 || seats > options.length)
    return invalid('seats', `1-${options.length}`);
  if (budget !== null && !isAmount(budget)) return invalid('budget', '>= 1');
  if (!counted.every(isAmount)) return invalid('cost', '>= 1');
  if (!options.every(({ groups = [] }) => areGroups(groups))) return invalid('groups', 'NOT_A_GROUP');
  // Whom it excludes is told the grounds and answers them: that is never one of several possibilities.
  if (effects.some(({ kind }) => kind === 'EXCLUDE_MEMBER' || kind === 'REINSTATE_MEMBER'))
    return invalid('options', 'EXCLUSION_IS_YES_OR_NO');
  return null;
}

/** What is left of a label without spaces and stops, in letters that look alike. */
const lettersOf = (label: string): string => nameSkeleton(label).replace(/[^\p{L}\p{N}]/gu, '');

const GROUPS_OF_OPTION = 10;
const LONGEST_GROUP = 60;

const areGroups = (groups: readonly string[]): boolean =>
  groups.length <= GROUPS_OF_OPTION &&
  new Set(groups).size === groups.length &&
  groups.every((group) => group !== '' && group === tidyName(group) && group.length <= LONGEST_GROUP);

/**
 * What a label looks like on a small screen: letters that pass for one another are one, and spaces, stops and hyphens in
 * words go. Signs stay, and so do stops beside digits: `1.5` is not `15`, nor is `-10` the same as `10`.
 */
const looksOf = (label: string): string =>
  nameSkeleton(label)
    .replace(/[\s.,;:!?'"’‘“”«»…]+$/u, '')
    .replace(/(?<!\p{N})[.,;:!?'"’‘“”«»…](?!\p{N})/gu, '')
    .replace(/(?<=\p{L})\s*\p{Pd}\s*(?=\p{L})/gu, '')
    .replace(/\s/gu, '');

const isAmount = (amount: number): boolean => Number.isSafeInteger(amount) && amount >= 1;

const invalid = (field: string, reason: string): Refusal =>
  refuse('INVALID_INPUT', { field, reason }, ['input', field]);
