import type { Json } from '../../../kernel/canonical-json.js';
import { compareFractions, fraction, parseFraction } from '../../../kernel/fractions.js';
import { refuse, type Refusal } from '../../../kernel/refusals.js';
import type { Slate } from '../profile.js';
import type { Bound } from './facts.js';

/** How many, or a share of the seats: `1/2` of five seats is two at least, rounded down, and three at most, rounded up. */
export type Share = number | string;

/**
 * What the winners must be together: so many of a group at least, and at most. `town:*` stands for each group whose name
 * begins with `town:`, and asks each option to be in one of them.
 */
export interface Quota {
  readonly group: string;
  readonly least: Share | null;
  readonly most: Share | null;
  /** Asked only where so many seats or more are filled together; null: always. */
  readonly from: number | null;
}

/** Which groups each option is in, by its name; options left out are in none. */
export interface GroupsByOption {
  readonly [option: string]: readonly string[];
}

/** Quotas and groups as they are written down: sorted, each explicit, so that the order in which they were given is gone. */
export interface Quotas {
  readonly quotas: readonly Quota[];
  readonly groups: GroupsByOption;
}

export const EACH = ':*';
const MOST_QUOTAS = 30;

/** Parts the quotas from the options of the method; null where none are asked. */
export function takeQuotas(options: Json): { readonly own: Json; readonly asked: Quotas | null } {
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    return { own: options, asked: null };
  const { quotas = null, groups = null, ...own } = options as { readonly [name: string]: Json };
  if (quotas === null && groups === null) return { own, asked: null };
  const read = readQuotas(quotas);
  return { own, asked: { quotas: read, groups: readGroups(groups) } };
}

/** Throws METHOD_OPTION_INVALID for what are no quotas. */
export function readQuotas(given: Json): readonly Quota[] {
  if (!Array.isArray(given) || given.length === 0) throw invalid('quotas', 'NOT_QUOTAS');
  if (given.length > MOST_QUOTAS) throw invalid('quotas', 'TOO_MANY_QUOTAS');
  const quotas = new Map((given as readonly Json[]).map(readQuota).map((one) => [JSON.stringify(one), one]));
  return [...quotas].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, quota]) => quota);
}

function readQuota(given: Json): Quota {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw invalid('quotas', 'NOT_QUOTAS');
  const {
    group,
    least = null,
    most = null,
    from = null,
    ...rest
  } = given as { readonly [name: string]: Json };
  if (typeof group !== 'string' || !isGroup(group)) throw invalid('quotas', 'NOT_A_GROUP');
  if (Object.keys(rest).length > 0 || !isShare(least) || !isShare(most) || (least ?? most) === null)
    throw invalid('quotas', 'NOT_QUOTAS');
  if (from !== null && !(Number.isSafeInteger(from) && (from as number) >= 1))
    throw invalid('quotas', 'NOT_QUOTAS');
  return { group, least, most, from: from as number | null };
}

const isGroup = (text: Json): boolean =>
  typeof text === 'string' && text !== '' && text !== EACH && text.length <= 200;

function isShare(share: Json): share is Share | null {
  if (share === null) return true;
  if (typeof share === 'number') return Number.isSafeInteger(share) && share >= 0;
  const read = typeof share === 'string' ? parseFraction(share) : null;
  return read !== null && compareFractions(read, fraction(1n)) <= 0;
}

function readGroups(given: Json): GroupsByOption {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw invalid('groups', 'NOT_GROUPS_BY_NAME');
  const entries = Object.entries(given as { readonly [option: string]: Json }).map(([option, groups]) => {
    if (!Array.isArray(groups) || !groups.every((group: Json) => isGroup(group)))
      throw invalid('groups', 'NOT_GROUPS_BY_NAME');
    return [option, [...new Set(groups as string[])].sort()] as const;
  });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * What quotas ask of some options for so many seats. Throws METHOD_OPTION_INVALID for groups of nobody who stands, and for
 * an option of which nobody says in which `town:*` it is: it would have been let off. One that is said to be in no group
 * at all, by an empty list, is let off by whoever wrote it down, as are things that stay as they are.
 */
export function boundsOf({ quotas, groups }: Quotas, slate: Slate, seats: number): readonly Bound[] {
  const all = [...slate.options, ...slate.withdrawn];
  if (Object.keys(groups).some((option) => !all.includes(option))) throw invalid('groups', 'UNKNOWN_OPTION');
  const groupsOf = (option: string): readonly string[] | null =>
    Object.hasOwn(groups, option) ? (groups[option] as readonly string[]) : null;
  const bounds = quotas
    .filter(({ from }) => seats >= (from ?? 0))
    .flatMap((quota) => {
      const named = namesOf(quota.group, slate.options, groupsOf);
      const isSaid = (option: string): boolean => {
        const own = groupsOf(option);
        return own?.length === 0 || own?.some((group) => named.includes(group)) === true;
      };
      const unsaid = quota.group.endsWith(EACH) ? slate.options.find((option) => !isSaid(option)) : undefined;
      if (unsaid !== undefined) throw invalid(`groups.${unsaid}`, 'OPTION_WITHOUT_GROUP');
      return named.flatMap((group) => {
        const options = slate.options.filter((option) => groupsOf(option)?.includes(group));
        return boundsFor(quota, group, options, seats);
      });
    });
  return [...new Map(bounds.map((bound) => [JSON.stringify(bound), bound])).values()];
}

function namesOf(
  group: string,
  options: readonly string[],
  groupsOf: (option: string) => readonly string[] | null,
): readonly string[] {
  if (!group.endsWith(EACH)) return [group];
  const start = group.slice(0, -1);
  return [
    ...new Set(options.flatMap((option) => groupsOf(option) ?? []).filter((one) => one.startsWith(start))),
  ].sort();
}

function boundsFor(
  { least, most }: Quota,
  group: string,
  options: readonly string[],
  seats: number,
): readonly Bound[] {
  const bounds: Bound[] = [];
  const low = least === null ? 0 : numberOf(least, seats, 'DOWN');
  const high = most === null ? seats : numberOf(most, seats, 'UP');
  // Of nobody who stands, under a name that may be miswritten: it would ask nothing, or too much.
  if (options.length === 0 && (low > 0 || high < seats)) throw invalid(`quotas.${group}`, 'GROUP_OF_NOBODY');
  if (low > 0) bounds.push({ group, of: 'LEAST', number: String(low), options });
  // What is always so is no bound.
  if (most !== null && high < Math.min(seats, options.length))
    bounds.push({ group, of: 'MOST', number: String(high), options });
  return bounds;
}

function numberOf(share: Share, seats: number, round: 'UP' | 'DOWN'): number {
  if (typeof share === 'number') return share;
  const { numerator, denominator } = parseFraction(share) as { numerator: bigint; denominator: bigint };
  const whole = numerator * BigInt(seats);
  return Number((round === 'UP' ? whole + denominator - 1n : whole) / denominator);
}

const invalid = (option: string, reason: string): Refusal =>
  refuse('METHOD_OPTION_INVALID', { option, reason });
