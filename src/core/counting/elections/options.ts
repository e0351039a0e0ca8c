import type { Json } from '../../kernel/canonical-json.js';
import { exhaustive } from '../../kernel/exhaustive.js';
import { parseFraction } from '../../kernel/fractions.js';
import { refuse } from '../../kernel/refusals.js';

/** What an option of a method may be, and what it is when nobody says. */
export type OptionRule =
  | { readonly is: 'ONE_OF'; readonly values: readonly string[]; readonly otherwise: string }
  | { readonly is: 'WHOLE'; readonly least: number; readonly most: number; readonly otherwise: number | null }
  | { readonly is: 'YES_NO'; readonly otherwise: boolean }
  | { readonly is: 'FRACTION'; readonly otherwise: string | null }
  | { readonly is: 'NAME'; readonly otherwise: string | null }
  | { readonly is: 'NUMBER_BY_NAME'; readonly otherwise: null }
  | { readonly is: 'FRACTION_BY_NAME'; readonly otherwise: null };

export type OptionRules = { readonly [name: string]: OptionRule };

type Value<R extends OptionRule> = R extends { readonly values: readonly (infer V)[] }
  ? V
  : R extends { readonly is: 'WHOLE' }
    ? R['otherwise'] extends null
      ? number | null
      : number
    : R extends { readonly is: 'YES_NO' }
      ? boolean
      : R extends { readonly is: 'NUMBER_BY_NAME' | 'FRACTION_BY_NAME' }
        ? { readonly [name: string]: string } | null
        : R['otherwise'] extends null
          ? string | null
          : string;

/** The options of a method, each with its value. */
export type OptionsOf<R extends OptionRules> = { readonly [N in keyof R]: Value<R[N]> };

/**
 * Reads the options of a method, each explicit afterwards. Throws METHOD_OPTION_INVALID, naming the option: UNKNOWN,
 * NOT_ONE_OF, NOT_WHOLE, OUT_OF_RANGE, NOT_YES_OR_NO, NOT_A_FRACTION, NOT_A_NAME, NOT_NUMBERS_BY_NAME,
 * NOT_FRACTIONS_BY_NAME.
 */
export function readOptions<R extends OptionRules>(rules: R, given: Json): OptionsOf<R> {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw invalid('', 'NOT_A_RECORD');
  const record = given as { readonly [name: string]: Json };
  const unknown = Object.keys(record).find((name) => !Object.hasOwn(rules, name));
  if (unknown !== undefined) throw invalid(unknown, 'UNKNOWN');
  const values = Object.entries(rules).map(([name, rule]) => {
    const value = Object.hasOwn(record, name) ? (record[name] as Json) : rule.otherwise;
    const fault = value === null && rule.otherwise === null ? null : faultOf(rule, value);
    if (fault) throw invalid(name, fault);
    return [name, value];
  });
  return Object.fromEntries(values) as OptionsOf<R>;
}

function faultOf(rule: OptionRule, value: Json): string | null {
  switch (rule.is) {
    case 'ONE_OF':
      return rule.values.includes(value as string) ? null : 'NOT_ONE_OF';
    case 'WHOLE':
      if (!Number.isSafeInteger(value)) return 'NOT_WHOLE';
      return (value as number) < rule.least || (value as number) > rule.most ? 'OUT_OF_RANGE' : null;
    case 'YES_NO':
      return typeof value === 'boolean' ? null : 'NOT_YES_OR_NO';
    case 'FRACTION':
      return typeof value === 'string' && parseFraction(value) ? null : 'NOT_A_FRACTION';
    case 'NAME':
      return typeof value === 'string' && value !== '' ? null : 'NOT_A_NAME';
    case 'NUMBER_BY_NAME':
      return isByName(value, (number) => /^[0-9]{1,30}$/.test(number)) ? null : 'NOT_NUMBERS_BY_NAME';
    case 'FRACTION_BY_NAME':
      return isByName(value, (fraction) => parseFraction(fraction) !== null) ? null : 'NOT_FRACTIONS_BY_NAME';
    default:
      return exhaustive(rule);
  }
}

const isByName = (value: Json, holds: (text: string) => boolean): boolean =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value as object).every((text) => typeof text === 'string' && holds(text));

const invalid = (option: string, reason: string) => refuse('METHOD_OPTION_INVALID', { option, reason });
