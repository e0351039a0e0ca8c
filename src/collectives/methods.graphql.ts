import { Field, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { METHODS, isElectionMethod, type ElectionRule, type MethodId } from '../core/charter/clause.js';
import { electionMethodNamed } from '../core/counting/elections/registry.js';
import type { Quota } from '../core/counting/elections/quotas/read-quotas.js';
import type { OptionRule } from '../core/counting/elections/options.js';
import type { Json } from '../core/kernel/canonical-json.js';
import { Seen } from '../platform/access/access.js';

/** GraphQL names cannot hold `@`: `threshold@1` is THRESHOLD_1, `schulze/wv@1` SCHULZE_WV_1. */
const nameOf = (method: MethodId): string => method.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_');

const describe = (method: MethodId): string => {
  if (isElectionMethod(method)) return `Among options. ${electionMethodNamed(method).about.en}`;
  return method === 'consent@1'
    ? 'Adopted when no argued objection stands.'
    : 'For, against, abstention, blank: adopted when FOR reaches a share of a base.';
};

export const MethodEnum: Readonly<Record<string, MethodId>> = Object.fromEntries(
  METHODS.map((method) => [nameOf(method), method]),
);
registerEnumType(MethodEnum, {
  name: 'Method',
  description: 'How ballots are counted, with the version of the rule.',
  valuesMap: Object.fromEntries(METHODS.map((method) => [nameOf(method), { description: describe(method) }])),
});

export const AdoptionEnum = {
  NOTHING: 'NOTHING',
  THRESHOLD: 'THRESHOLD',
  CONFIRMING_POLL: 'CONFIRMING_POLL',
} as const;
registerEnumType(AdoptionEnum, {
  name: 'Adoption',
  description: 'What adopts the option that a poll elects.',
  valuesMap: {
    NOTHING: { description: 'Nothing: the poll expresses a preference, without effect.' },
    THRESHOLD: {
      description: 'The threshold of the rule, against “nothing changes”, which is an option of the ballot.',
    },
    CONFIRMING_POLL: { description: 'A further poll by yes or no.' },
  },
});

@Seen('PARENT')
@ObjectType('MethodOption', { description: 'One option of a method that is not left as the method has it.' })
@InputType('MethodOptionInput', {
  description: 'One option of a method that is not left as the method has it.',
})
export class MethodOptionType {
  @Field(() => MethodEnum, { description: 'The method.' })
  method!: MethodId;

  @Field(() => String, { description: 'The option, by the name that the method’s source gives it.' })
  option!: string;

  @Field(() => String, { description: 'Its value: a word, a whole number, a fraction, true or false.' })
  value!: string;
}

@Seen('PARENT')
@ObjectType('Quota', { description: 'What the winners must be together.' })
@InputType('QuotaInput', { description: 'What the winners must be together.' })
export class QuotaType {
  @Field(() => String, {
    description:
      'The group that it is about; `town:*` is each group whose name begins with `town:`, and asks every option to be in one.',
  })
  group!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'How many at least: a number, or a share of the seats as `1/2`, rounded down. Null for no least.',
  })
  least?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'How many at most: a number, or a share of the seats as `1/2`, rounded up. Null for no most.',
  })
  most?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Asked only where so many seats or more are filled together. Null for always.',
  })
  from?: number | null;
}

@Seen('PARENT')
@ObjectType('ElectionRule', { description: 'How a rule has polls elect among options.' })
@InputType('ElectionRuleInput', { description: 'How a rule has polls elect among options.' })
export class ElectionRuleType {
  @Field(() => AdoptionEnum, { description: 'What adopts the option that is elected.' })
  adopts!: ElectionRule['adopts'];

  @Field(() => [String], {
    description: 'Grades from the worst to the best, for methods that count grades; none elsewhere.',
  })
  grades!: readonly string[];

  @Field(() => [MethodOptionType], { description: 'Options of methods that are not left as they are.' })
  options!: readonly MethodOptionType[];

  @Field(() => Boolean, {
    description:
      'Whether all ballots stand beside the result, without a name. In a small collective a rare ranking tells whose it is.',
  })
  ballotsPublished!: boolean;

  @Field(() => [QuotaType], {
    defaultValue: [],
    description:
      'What the winners must be together, as half of a group at least. Which groups an option is in stands with the option.',
  })
  quotas!: readonly QuotaType[];
}

export const electionRuleObject = (rule: ElectionRule | undefined): ElectionRuleType | null =>
  rule
    ? {
        ...rule,
        quotas: (rule.quotas ?? []).map(({ group, least, most, from }) => ({
          group,
          least: least == null ? null : String(least),
          most: most == null ? null : String(most),
          from: from ?? null,
        })),
        options: Object.entries(rule.options).flatMap(([method, values]) =>
          Object.entries(values).map(([option, value]) => ({
            method: method as MethodId,
            option,
            value: typeof value === 'string' ? value : JSON.stringify(value),
          })),
        ),
      }
    : null;

/** As the charter holds it; the core checks every value again. */
export function electionRuleFrom(input: ElectionRuleType): ElectionRule {
  const options: Record<string, Record<string, Json>> = {};
  for (const { method, option, value } of input.options)
    options[method] = { ...options[method], [option]: valueOf(method, option, value) };
  return {
    adopts: input.adopts,
    grades: [...input.grades],
    options,
    ballotsPublished: input.ballotsPublished,
    ...(input.quotas.length > 0 && { quotas: input.quotas.map(quotaFrom) }),
  };
}

const quotaFrom = ({ group, least = null, most = null, from = null }: QuotaType): Quota => ({
  group,
  least: shareFrom(least),
  most: shareFrom(most),
  from,
});

/** A share stays as it was sent, and is refused by name where it is none. */
const shareFrom = (text: string | null): string | number | null =>
  text !== null && /^\d{1,4}$/.test(text) ? Number(text) : text;

/** A value as its method has it; one that is none stays as it was sent, and is refused by name. */
function valueOf(method: MethodId, option: string, value: string): Json {
  const rules = isElectionMethod(method) ? electionMethodNamed(method).options : {};
  const rule: OptionRule | undefined = Object.hasOwn(rules, option) ? rules[option] : undefined;
  if (rule?.is === 'WHOLE' && /^-?\d{1,16}$/.test(value)) return Number(value);
  if (rule?.is === 'YES_NO' && (value === 'true' || value === 'false')) return value === 'true';
  return value;
}
