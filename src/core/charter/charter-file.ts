import type { Uuid } from '../kernel/ids.js';
import type { Refusal } from '../kernel/refusals.js';
import { refuse } from '../kernel/refusals.js';
import { MATTERS, type Clause } from './clause.js';
import { validateCharter } from './charter.js';
import { MEMBERSHIP, validateMembership, type MembershipRule } from './membership.js';
import { validateClause } from './validate-clause.js';

/** What the first line of a charter file says; another format is another reader. */
export const CHARTER_FORMAT = 'ormee-charter/1';

/** Where a value stands in the file: `['rules', 1, 'threshold', 'fraction']`. */
export type FilePath = readonly (string | number)[];

/** A provision as a file cites it. */
export interface Citation {
  /** The title of its text. */
  readonly text: string;
  /** Its number: `Article 5`. */
  readonly number: string;
}

/** The charter that a file describes. Every rule is a whole clause; what each cites is kept in the file's own words. */
export interface CharterFile {
  readonly clauses: readonly Clause[];
  /** Who becomes a member; null where the file says nothing of it. */
  readonly membership: MembershipRule | null;
  readonly citations: readonly (Citation & { readonly provisionId: Uuid })[];
}

/** The identity of a cited provision, or null where no text has it. */
export type FindProvision = (citation: Citation) => Uuid | null;

/** A refusal of the file, with the place that whoever wrote it has to look at. */
export interface FileFault {
  readonly refusal: Refusal;
  readonly at: FilePath;
}

type Fields = Readonly<Record<string, unknown>>;

/** The sections of a file, each read by one function: a section that nobody reads is refused. */
const SECTIONS = ['format', 'text', 'common', 'rules', 'membership'] as const;

/**
 * Reads a charter from the plain values of a YAML or JSON file (docs/charter-file.md). `common` says once what rules
 * share, and each rule the rest: nothing is filled in silently. CHARTER_INVALID names the matter, the field and the
 * reason, and `at` the place; a provision that no text has is PROVISION_NOT_IN_FORCE; the whole must be a charter.
 */
export function charterFromFile(file: unknown, find: FindProvision): CharterFile | FileFault {
  if (!isFields(file)) return fault([], '', 'file', 'NOT_A_RECORD');
  const unknown = Object.keys(file).find((name) => !(SECTIONS as readonly string[]).includes(name));
  if (unknown !== undefined) return fault([unknown], '', unknown, 'UNKNOWN_FIELD');
  const { format, text = null, common = {}, rules, membership = null } = file;
  if (format !== CHARTER_FORMAT) return fault(['format'], '', 'format', 'OTHER_FORMAT');
  if (text !== null && typeof text !== 'string') return fault(['text'], '', 'text', 'NOT_A_TITLE');
  if (!isFields(common)) return fault(['common'], '', 'common', 'NOT_A_RECORD');
  if ('matter' in common) return fault(['common', 'matter'], '', 'common.matter', 'NOT_SHARED');
  if (!Array.isArray(rules)) return fault(['rules'], '', 'rules', 'NOT_A_LIST');

  const read: { clause: Clause; citation: CharterFile['citations'][number] }[] = [];
  for (const [place, rule] of rules.entries()) {
    const one = ruleFromFile(rule, common, text, find);
    if ('refusal' in one) return { refusal: one.refusal, at: inFile(one.at, place, rule, common) };
    read.push(one);
  }
  const members = membership === null ? null : membershipFromFile(membership, text, find);
  if (members && 'refusal' in members) return { refusal: members.refusal, at: ['membership', ...members.at] };
  const clauses = read.map(({ clause }) => clause);
  const refusal = validateCharter(clauses);
  if (refusal) return { refusal, at: placeOfMatter(refusal, clauses) };
  return { clauses, membership: members, citations: read.map(({ citation }) => citation) };
}

type Rule = { readonly clause: Clause; readonly citation: CharterFile['citations'][number] };

/** The rule on members cites an article as the others do, and shares nothing with them. */
function membershipFromFile(
  section: unknown,
  text: string | null,
  find: FindProvision,
): MembershipRule | FileFault {
  if (!isFields(section)) return fault([], MEMBERSHIP, 'membership', 'NOT_A_RECORD');
  const { provision, ...said } = section;
  if ('provisionId' in said) return fault(['provisionId'], MEMBERSHIP, 'provisionId', 'UNKNOWN_FIELD');
  const provisionId = provisionOf(provision, MEMBERSHIP, text, find);
  if (typeof provisionId !== 'string') return provisionId;
  const rule = { ...said, provisionId };
  const refusal = validateMembership(rule);
  return refusal ? { refusal, at: fieldOf(refusal) } : (rule as unknown as MembershipRule);
}

/** The identity of the provision that a rule cites, or why there is none. */
function provisionOf(
  provision: unknown,
  matter: string,
  text: string | null,
  find: FindProvision,
): Uuid | FileFault {
  const citation = citationOf(provision, text);
  if (typeof citation === 'string') return fault(['provision'], matter, 'provision', citation);
  const id = find(citation);
  if (id !== null) return id;
  const refusal = refuse('PROVISION_NOT_IN_FORCE', { provision: `${citation.text}, ${citation.number}` });
  return { refusal, at: ['provision'] };
}

function ruleFromFile(
  rule: unknown,
  common: Fields,
  text: string | null,
  find: FindProvision,
): Rule | FileFault {
  if (!isFields(rule)) return fault([], '', 'rule', 'NOT_A_RECORD');
  const { provision, ...said } = { ...common, ...rule };
  const matter = MATTERS.find((known) => known === said['matter']) ?? '';
  if ('provisionId' in said) return fault(['provisionId'], matter, 'provisionId', 'UNKNOWN_FIELD');
  const provisionId = provisionOf(provision, matter, text, find);
  if (typeof provisionId !== 'string') return provisionId;
  const clause = { ...said, provisionId };
  const refusal = validateClause(clause);
  if (refusal) return { refusal, at: fieldOf(refusal) };
  return {
    clause: clause as unknown as Clause,
    citation: { ...(citationOf(provision, text) as Citation), provisionId },
  };
}

/** `Article 5`, of the text that the file names, or `{ text: …, number: … }` of another; the reason why it is neither. */
function citationOf(provision: unknown, text: string | null): Citation | string {
  if (provision === undefined) return 'MISSING';
  if (typeof provision === 'string') {
    if (provision.trim() === '') return 'NOT_A_NUMBER_OF_A_PROVISION';
    return text === null ? 'OF_WHICH_TEXT' : { text, number: provision.trim() };
  }
  if (!isFields(provision)) return 'NOT_A_NUMBER_OF_A_PROVISION';
  const { text: title, number, ...rest } = provision;
  const isWhole = typeof title === 'string' && typeof number === 'string' && Object.keys(rest).length === 0;
  return isWhole ? { text: title, number } : 'NOT_A_NUMBER_OF_A_PROVISION';
}

/** A field that rules share is wrong where it is shared. */
function inFile(at: FilePath, place: number, rule: unknown, common: Fields): FilePath {
  const [field] = at;
  const isShared = typeof field === 'string' && field in common && isFields(rule) && !(field in rule);
  return isShared ? ['common', ...at] : ['rules', place, ...at];
}

/** `threshold.fraction` of a refused clause, as a path. */
const fieldOf = ({ facts }: Refusal): FilePath => {
  const { field } = facts as { field?: string };
  if (!field) return [];
  return field.split('.').map((name) => (/^\d+$/.test(name) ? Number(name) : name));
};

/** What is wrong with the whole is shown at the last rule of its matter, else at the list. */
function placeOfMatter({ facts }: Refusal, clauses: readonly Clause[]): FilePath {
  const { matter } = facts as { matter?: string };
  const place = clauses.findLastIndex((clause) => clause.matter === matter);
  return place < 0 ? ['rules'] : ['rules', place];
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const fault = (at: FilePath, matter: string, field: string, reason: string): FileFault => ({
  refusal: refuse('CHARTER_INVALID', { matter, field, reason }),
  at,
});
