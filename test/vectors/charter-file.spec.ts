import { readFileSync } from 'node:fs';
import { readCharterFile } from '../../src/collectives/read-charter-file.js';
import type { Clause } from '../../src/core/charter/clause.js';
import { DANGERS, dangersOf, explainDanger, type Danger } from '../../src/core/charter/dangers.js';
import { describeClause } from '../../src/core/charter/describe-clause.js';
import { foundingProvisionId, foundingTextId } from '../../src/core/charter/founding.js';
import { isUuid } from '../../src/core/kernel/ids.js';
import { Refusal } from '../../src/core/kernel/refusals.js';

const COLLECTIVE = '01939c00-0000-7000-8000-000000000001';
const EXAMPLE = readFileSync('examples/charter.yaml', 'utf8');

const read = (text: string) =>
  readCharterFile(text, (cited) => foundingProvisionId(COLLECTIVE, cited.text, cited.number));

const refusalOf = (text: string): { code: string; facts: object } => {
  try {
    read(text);
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, facts: error.facts };
    throw error;
  }
  throw new Error('it was read');
};

const lineOf = (text: string, words: string): number =>
  text.split('\n').findIndex((line) => line.includes(words)) + 1;

describe('a charter file', () => {
  it('is the example, whole: each rule with its article and its interpretations', () => {
    const { clauses, citations } = read(EXAMPLE);
    expect(clauses.map(({ matter }) => matter)).toEqual(['ROUTINE', 'DEEP', 'GOVERNANCE', 'EXCLUSION']);
    expect(citations.map(({ text, number }) => `${text}, ${number}`)).toEqual([
      'Statuts, Article 5',
      'Statuts, Article 6',
      'Statuts, Article 7',
      'Règlement intérieur, Règle 4',
    ]);
    expect(clauses.every(({ interpretations }) => interpretations.length > 0)).toBe(true);
    expect(clauses[2]).toMatchObject({
      venues: ['ASSEMBLY'],
      notice: 'P14D',
      threshold: { fraction: '2/3' },
    });
  });

  it('may be JSON', () => {
    const { clauses } = read(EXAMPLE);
    const rules = clauses.map((rule) => ({ ...rule, provisionId: undefined, provision: 'Article 1' }));
    const json = JSON.stringify({ format: 'ormee-charter/1', text: 'Statuts', rules });
    expect(read(json).clauses).toHaveLength(4);
  });

  it.each([
    ['another format', 'format: ormee-charter/1', 'format: ormee-charter/9', '', 'format', 'OTHER_FORMAT'],
    ['a section nobody reads', 'common:', 'commun:', '', 'commun', 'UNKNOWN_FIELD'],
    [
      'a field nobody reads',
      '  tieRule: STATUS_QUO',
      '  tieRules: STATUS_QUO',
      'ROUTINE',
      'tieRules',
      'UNKNOWN_FIELD',
    ],
    [
      'a share above all',
      'fraction: 2/3',
      'fraction: 3/2',
      'GOVERNANCE',
      'threshold.fraction',
      'NOT_A_FRACTION_UP_TO_ONE',
    ],
    [
      'a period that is none',
      'notice: P14D',
      'notice: deux semaines',
      'GOVERNANCE',
      'notice',
      'NOT_A_PERIOD',
    ],
    [
      'an unknown venue',
      '    venues: [ASSEMBLY]',
      '    venues: [MARS]',
      'GOVERNANCE',
      'venues',
      'NOT_ONE_OF',
    ],
    ['a rule without article', '    provision: Article 6', '    notice: P7D', 'DEEP', 'provision', 'MISSING'],
    [
      'an id in the place of an article',
      '    provision: Article 6',
      '    provisionId: x',
      'DEEP',
      'provisionId',
      'UNKNOWN_FIELD',
    ],
  ])('is refused for %s, at its line', (_what, before, after, matter, field, reason) => {
    const text = EXAMPLE.replace(before, after);
    const { code, facts } = refusalOf(text);
    expect({ code, ...facts }).toMatchObject({ code: 'CHARTER_INVALID', matter, field, reason });
    const expected = reason === 'MISSING' ? lineOf(text, 'matter: DEEP') : lineOf(text, after.trim());
    expect(facts).toMatchObject({ line: expected });
  });

  it.each([
    ['a broken line', EXAMPLE.replace('threshold: { fraction', 'threshold: { { fraction'), 'NOT_YAML'],
    ['a key said twice', EXAMPLE.replace('text: Statuts', 'text: Statuts\ntext: Statuts'), 'NOT_YAML'],
    [
      'a reference',
      EXAMPLE.replace('common:', 'common: &all').replace('rules:', 'membership: *all\nrules:'),
      'ALIAS',
    ],
    ['a bomb of references', `a: &a [x]\nb: &b [*a, *a]\nformat: [*b, *b]\n`, 'ALIAS'],
    ['a size that no reader has', `${EXAMPLE}${'#'.repeat(100_000)}`, 'TOO_LONG'],
    ['nothing', '', 'NOT_A_RECORD'],
    ['a list', '- a\n- b\n', 'NOT_A_RECORD'],
  ])('is refused for %s', (_what, text, reason) => {
    expect(refusalOf(text)).toMatchObject({ code: 'CHARTER_INVALID', facts: { reason } });
  });

  it('is refused where a matter has no path, or two', () => {
    const pathless = EXAMPLE.replace('  - matter: GOVERNANCE', '  - matter: MANDATE');
    expect(refusalOf(pathless)).toEqual({ code: 'CHARTER_WITHOUT_PATH', facts: { matter: 'GOVERNANCE' } });
    const twice = EXAMPLE.replace('  - matter: DEEP', '  - matter: ROUTINE');
    expect(refusalOf(twice)).toMatchObject({ code: 'CHARTER_INVALID', facts: { reason: 'TWICE' } });
  });

  it('says who becomes a member, in a section of its own', () => {
    const section = `
membership:
  provision: Article 2
  admission: DECLARATION
  signedAppealId: null
  dues: false
  duesGrace: PT0S
  seniority: PT0S
  legalPersons: true
  returnAfterExclusion: DECISION
  interpretations: []
`;
    expect(read(EXAMPLE + section).membership).toMatchObject({
      admission: 'DECLARATION',
      provisionId: foundingProvisionId(COLLECTIVE, 'Statuts', 'Article 2'),
    });
    expect(refusalOf(EXAMPLE + section.replace('DECLARATION', 'FATE'))).toMatchObject({
      facts: { matter: 'MEMBERSHIP', field: 'admission', reason: 'NOT_ONE_OF' },
    });
  });
});

describe('the identity of an article of the founding', () => {
  it('is given by its text and its number, however they are typed, and by its collective', () => {
    const id = foundingProvisionId(COLLECTIVE, 'Statuts', 'Article 5');
    expect(isUuid(id)).toBe(true);
    expect(foundingProvisionId(COLLECTIVE, 'STATUTS', 'article  5')).toBe(id);
    const others = [
      foundingProvisionId(COLLECTIVE, 'Statuts', 'Article 6'),
      foundingProvisionId(COLLECTIVE, 'Règlement', 'Article 5'),
      foundingProvisionId('01939c00-0000-7000-8000-000000000002', 'Statuts', 'Article 5'),
      foundingTextId(COLLECTIVE, 'Statuts'),
    ];
    expect(new Set([id, ...others]).size).toBe(5);
  });
});

describe('what is dangerous in rules', () => {
  const [routine, deep, governance, exclusion] = read(EXAMPLE).clauses as [Clause, Clause, Clause, Clause];
  const safe: readonly Clause[] = [routine, deep, governance, exclusion].map((clause) => ({
    ...clause,
    quorum: { counts: 'TURNOUT', of: 'ROLL', fraction: '1/3' },
  }));
  const codes = (clauses: readonly Clause[]): string[] =>
    dangersOf({ clauses }).map(({ code, matter }) => `${matter} ${code}`);
  const having = (matter: string, change: Partial<Clause>): string[] =>
    codes(safe.map((clause) => (clause.matter === matter ? { ...clause, ...change } : clause)));

  it('is nothing where rules guard against it', () => {
    expect(codes(safe)).toEqual([]);
  });

  it.each<[Danger, string, Partial<Clause>]>([
    ['FEW_DECIDE', 'ROUTINE', { quorum: null }],
    ['FEW_EXCLUDE', 'EXCLUSION', { quorum: null }],
    ['ONE_ABSENT_BLOCKS', 'DEEP', { base: 'ROLL', threshold: { fraction: '1/1', strict: false, plus: 0 } }],
    ['ONE_AGAINST_BLOCKS', 'DEEP', { threshold: { fraction: '1/1', strict: false, plus: 0 } }],
    ['MINORITY_ADOPTS', 'ROUTINE', { threshold: { fraction: '1/2', strict: false, plus: 0 } }],
    ['ONLY_IN_ONE_FORM', 'GOVERNANCE', { forms: ['PHYSICAL'], prevailingForms: ['PHYSICAL'] }],
    ['NO_VOTING_TIME', 'ROUTINE', { minimumVoting: 'PT0S' }],
    ['NO_NOTICE', 'GOVERNANCE', { notice: 'P0D' }],
    ['NO_CONTEST', 'DEEP', { contestPeriod: 'PT0S' }],
    ['SILENCE_ADOPTS', 'ROUTINE', { silenceConsents: true }],
    ['QUORUM_OF_ALL', 'DEEP', { quorum: { counts: 'TURNOUT', of: 'ROLL', fraction: '1/1' } }],
    [
      'RULES_AS_EASY_AS_REST',
      'GOVERNANCE',
      { venues: ['ONLINE', 'ASSEMBLY'], threshold: { fraction: '1/2', strict: true, plus: 0 } },
    ],
  ])('is %s of %s', (code, matter, change) => {
    expect(having(matter, change)).toEqual([`${matter} ${code}`]);
  });

  it('is an exclusion that has no rule of its own', () => {
    const alone = safe.filter(({ matter }) => matter !== 'EXCLUSION');
    expect(codes(alone)).toEqual(['DEEP EXCLUSION_AS_DEEP']);
    const bare = alone.map((clause) => (clause.matter === 'DEEP' ? { ...clause, quorum: null } : clause));
    expect(codes(bare)).toEqual(['DEEP FEW_DECIDE', 'DEEP FEW_EXCLUDE', 'DEEP EXCLUSION_AS_DEEP']);
  });

  it.each(DANGERS)('is said in French and in English: %s', (code) => {
    for (const locale of ['fr', 'en'] as const)
      expect(explainDanger({ code, matter: 'DEEP' }, locale)).toMatch(/^\p{Lu}.+\s?: \S.+\.$/u);
  });

  it('stands beside what each rule means, in sentences', () => {
    for (const locale of ['fr', 'en'] as const)
      for (const clause of safe)
        for (const sentence of describeClause(clause, locale).slice(1)) expect(sentence).toMatch(/[.?!]$/);
    expect(describeClause(governance, 'fr')).toContain(
      'Adopté quand les voix pour atteignent au moins 2/3 des votants (pour, contre, abstentions et blancs).',
    );
    expect(describeClause(governance, 'en')).toContain('Discussion before voting: no time; notice: 14 days.');
  });
});
