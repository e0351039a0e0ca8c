import fc from 'fast-check';
import type { Clause, Adoption } from '../../src/core/charter/clause.js';
import { describeClause } from '../../src/core/charter/describe-clause.js';
import { drawnFrom, commitmentTo, type LotEntry } from '../../src/core/charter/lot.js';
import { awaitsLot, judge } from '../../src/core/charter/outcome.js';
import {
  effectsOfChosen,
  pinElection,
  polledOptions,
  type OptionWithEffects,
  type Question,
} from '../../src/core/charter/question.js';
import type { Outcome } from '../../src/core/charter/ruling.js';
import { validateClause } from '../../src/core/charter/validate-clause.js';
import type { ElectionMethodId } from '../../src/core/counting/elections/ids.js';
import {
  approvedText,
  compareOn,
  MARKED_KINDS,
  misfit,
  paperOf,
  rankedText,
  scoredText,
  unmarkable,
  type Cast,
  type Paper,
} from '../../src/core/counting/marks.js';
import type { Effect, GrantMandate } from '../../src/core/kernel/effects.js';
import { charterOf } from '../world/rules.js';

const PROVISION = '01000000-0000-7000-8000-000000000001';
const [ROUTINE] = charterOf(() => PROVISION) as readonly [Clause];

const electing = (method: ElectionMethodId, adopts: Adoption, rest: Partial<Clause> = {}): Clause => ({
  ...ROUTINE,
  allowedMethods: ['threshold@1', method],
  election: { adopts, grades: [], options: {}, ballotsPublished: false },
  ...rest,
});

const QUESTION: Question = {
  seats: 1,
  budget: null,
  options: ['Bleu', 'Vert', 'Rouge'].map((label) => ({ label, effects: [], cost: null })),
};

const box = (ballots: Readonly<Record<string, number>>): Cast[] =>
  Object.entries(ballots).map(([choice, count]) => ({ choice, count: BigInt(count) }));

function outcomeOf(
  clauses: readonly Clause[],
  method: ElectionMethodId,
  ballots: Readonly<Record<string, number>>,
  { seats = 1, roll = 20n, drawn = null as string | null } = {},
): Outcome {
  const question = { ...QUESTION, seats };
  const adopts = clauses[0]?.election?.adopts as Adoption;
  const options = polledOptions(question, [], adopts, 'fr');
  const election = pinElection(method, { clauses, leading: clauses[0] as Clause }, question, options);
  const electorate = { roll, present: null };
  return judge({ clauses, method, box: box(ballots), electorate, election, options, drawn });
}

describe('a poll among options under a threshold', () => {
  const METHOD = 'schulze/wv@1';
  const half = (base: Clause['base'], strict = true) =>
    electing(METHOD, 'THRESHOLD', { base, threshold: { fraction: '1/2', strict, plus: 0 } });

  // Bleu beats the others; 4 ballots put it over the status quo, 3 under it, 2 neither; one is blank, one abstains.
  const BALLOTS = { '1>0': 4, '0>1': 3, '2>3': 2, BLANK: 1, ABSTAIN: 1 };

  it.each<[Clause['base'], string, string]>([
    ['EXPRESSED', '7', 'ADOPTED'],
    ['TURNOUT', '11', 'REJECTED'],
    ['ROLL', '20', 'REJECTED'],
  ])('counts its share of %s: %s', (base, number, code) => {
    const outcome = outcomeOf([half(base)], METHOD, BALLOTS);
    expect(outcome.election?.winners).toEqual([['Bleu']]);
    expect(outcome.code).toBe(code);
    const step = outcome.rulings[0]?.working.steps.at(-1);
    expect(step?.data).toMatchObject({ votes: '4', base, number });
  });

  it('asks its quorum first, and of nobody decides nothing', () => {
    const quorum = { counts: 'TURNOUT', of: 'ROLL', fraction: '3/4' } as const;
    expect(outcomeOf([{ ...half('EXPRESSED'), quorum }], METHOD, BALLOTS).code).toBe('NO_QUORUM');
    expect(outcomeOf([half('EXPRESSED')], METHOD, {}).code).toBe('NO_DECISION');
    expect(outcomeOf([half('EXPRESSED')], METHOD, { BLANK: 3, ABSTAIN: 2 }).code).toBe('NO_DECISION');
  });

  it('leaves everything as it is where that wins', () => {
    const outcome = outcomeOf([half('EXPRESSED')], METHOD, { '0>1>2>3': 5, '1>0': 2 });
    expect(outcome).toMatchObject({ code: 'REJECTED', chosen: [] });
    expect(outcome.rulings[0]?.working.steps).toEqual([{ code: 'STATUS_QUO_ELECTED', data: {} }]);
  });

  it('adopts what every clause adopts', () => {
    const clauses = [half('EXPRESSED'), { ...half('EXPRESSED'), matter: 'DEEP' as const }];
    const strict = { ...clauses[1], threshold: { fraction: '2/3', strict: false, plus: 0 } } as Clause;
    const ballots = { '1>0': 5, '0>1': 3 };
    expect(outcomeOf(clauses, METHOD, ballots)).toMatchObject({ code: 'ADOPTED', chosen: ['1'] });
    const outcome = outcomeOf([clauses[0] as Clause, strict], METHOD, ballots);
    expect(outcome).toMatchObject({ code: 'REJECTED', chosen: [] });
    expect(outcome.rulings.map(({ verdict }) => verdict)).toEqual(['ADOPTED', 'REJECTED']);
  });

  it('adopts of several seats those alone that reach it', () => {
    const clause = electing('stv/scottish-2007@1', 'THRESHOLD', { base: 'EXPRESSED' });
    const ballots = { '1>0': 6, '2>1>0': 2, '0>1': 3, '3>0': 1 };
    const outcome = outcomeOf([clause], 'stv/scottish-2007@1', ballots, { seats: 2 });
    expect(outcome.election?.winners).toEqual([['Bleu'], ['Rien ne change']]);
    expect(outcome).toMatchObject({ code: 'ADOPTED', chosen: ['1'] });
  });

  it('refuses ballots that are not of its paper, and more than the roll has names', () => {
    for (const choice of ['9', '1>1', '1:2', 'FOR'])
      expect(() => outcomeOf([half('ROLL')], METHOD, { [choice]: 1 })).toThrow('BALLOT_INVALID');
    expect(() => outcomeOf([half('ROLL')], METHOD, { '1': 21 })).toThrow('BALLOT_INVALID');
  });
});

describe('a tie among options', () => {
  const TIED = { '1': 3, '2': 3, '3': 1 };
  const tied = (tieRule: Clause['tieRule'], adopts: Adoption = 'THRESHOLD') =>
    electing('plurality@1', adopts, { tieRule, base: 'EXPRESSED' });

  it.each<[Clause['tieRule'], Adoption, string]>([
    ['STATUS_QUO', 'THRESHOLD', 'REJECTED'],
    ['FURTHER_POLL', 'THRESHOLD', 'TIED'],
    ['LOT', 'THRESHOLD', 'TIED'],
    ['STATUS_QUO', 'CONFIRMING_POLL', 'PREFERENCE'],
    ['LOT', 'CONFIRMING_POLL', 'TIED'],
    ['LOT', 'NOTHING', 'PREFERENCE'],
  ])('under %s and %s is %s', (tieRule, adopts, code) => {
    const clause = tied(tieRule, adopts);
    const outcome = outcomeOf([clause], 'plurality@1', TIED);
    expect(outcome.code).toBe(code);
    expect(outcome.chosen).toEqual([]);
    expect(awaitsLot(outcome, [clause])).toBe(code === 'TIED' && tieRule === 'LOT');
  });

  it('waits for a lot only where every clause that sees it leaves it to one', () => {
    const clauses = [tied('LOT'), { ...tied('FURTHER_POLL'), matter: 'DEEP' as const }];
    expect(awaitsLot(outcomeOf(clauses, 'plurality@1', TIED), clauses)).toBe(false);
  });

  it('is settled by the value that was drawn, whoever counts', () => {
    const outcome = outcomeOf([tied('LOT')], 'plurality@1', TIED, { drawn: 'six' });
    expect(outcome.code).toBe('ADOPTED');
    expect(outcome.election).toMatchObject({ drawn: 'six', winnersBeforeLot: [['Bleu', 'Vert']] });
    expect(outcome.election?.winners).toEqual([[outcome.chosen?.[0] === '1' ? 'Bleu' : 'Vert']]);
  });
});

describe('the value of a lot', () => {
  const typed = (memberId: string, value: string): LotEntry => ({ memberId, commitment: null, value });
  const committed = (memberId: string, secret: string, revealed: boolean): LotEntry => ({
    memberId,
    commitment: commitmentTo(secret),
    value: revealed ? secret : null,
  });

  it('is what two members type, and nothing that one types twice', () => {
    expect(drawnFrom('TWO_MEMBERS', [], false)).toBeNull();
    expect(drawnFrom('TWO_MEMBERS', [typed('a', '6')], false)).toBeNull();
    expect(drawnFrom('TWO_MEMBERS', [typed('a', '6'), typed('b', '5')], false)).toBeNull();
    expect(drawnFrom('TWO_MEMBERS', [typed('a', '6'), typed('b', '6')], false)).toBe('6');
  });

  it('is of all who committed, in the order of their commitments, or of nobody of them', () => {
    // One commitment that two made is one.
    expect(
      drawnFrom('COMMITMENTS', [committed('a', 'un', true), committed('b', 'un', false)], false),
    ).toBeNull();
    const both = [committed('a', 'un', true), committed('b', 'deux', true)];
    const value = drawnFrom('COMMITMENTS', both, false);
    expect(value?.split('\n').sort()).toEqual(['deux', 'un']);
    expect(drawnFrom('COMMITMENTS', both.toReversed(), false)).toBe(value);
    const kept = [committed('a', 'un', true), committed('b', 'deux', false)];
    expect(drawnFrom('COMMITMENTS', kept, false)).toBeNull();
    const dice = [...kept, typed('c', '4'), typed('d', '4')];
    expect(drawnFrom('COMMITMENTS', dice, false)).toBeNull();
    expect(drawnFrom('COMMITMENTS', dice, true)).toBe('4');
  });

  it('is never that of one commitment alone', () => {
    expect(drawnFrom('COMMITMENTS', [committed('a', 'un', true)], true)).toBeNull();
  });
});

describe('ballots as text', () => {
  const options = [0, 1, 2, 3, 4].map((key) => ({
    key: String(key),
    label: `Option ${key}`,
    statusQuo: key === 0,
  }));
  const paper = (method: ElectionMethodId): Paper => paperOf(method, options, {}, ['-', '0', '+']);
  const keys = fc.shuffledSubarray(options.map(({ key }) => key));

  it('are one text for what is the same, and fit their paper', () => {
    fc.assert(
      fc.property(keys, fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }), (order, breaks) => {
        const ranks: string[][] = [];
        for (const [place, key] of order.entries())
          if (place === 0 || breaks[place]) ranks.push([key]);
          else ranks.at(-1)?.push(key);
        const text = rankedText(ranks);
        expect(rankedText(ranks.map((rank) => rank.toReversed()))).toBe(text);
        expect(misfit(paper('schulze/wv@1'), text)).toBeNull();
        expect(misfit(paper('approval@1'), approvedText(order))).toBeNull();
        const scores = order.map((key, place) => [key, place % 3] as const);
        expect(scoredText(scores.toReversed())).toBe(scoredText(scores));
        expect(misfit(paper('star@1'), scoredText(scores))).toBeNull();
      }),
    );
  });

  it.each<[ElectionMethodId, string, string]>([
    ['schulze/wv@1', '1>', 'UNKNOWN_VALUE'],
    ['schulze/wv@1', '2=1', 'UNKNOWN_VALUE'],
    ['schulze/wv@1', '7', 'UNKNOWN_OPTION'],
    ['schulze/wv@1', '1>2>1', 'OPTION_TWICE_ON_A_BALLOT'],
    ['approval@1', '2,1', 'UNKNOWN_VALUE'],
    ['star@1', '1:6', 'SCORE_TOO_GREAT'],
    ['star@1', '1:05', 'UNKNOWN_VALUE'],
    ['majority-judgment/median-removal@1', '1:3', 'SCORE_TOO_GREAT'],
  ])('of %s are never %s', (method, text, reason) => {
    expect(misfit(paper(method), text)).toBe(reason);
  });

  it('hold nothing but the numbers of options, what is marked, and signs between them', () => {
    const fit = { RANKED: '2>0=1', APPROVED: '0,2', SCORED: '0:1,2:5', GRADED: '1:2' } as const;
    for (const kind of MARKED_KINDS) {
      expect(unmarkable(kind, fit[kind])).toBeNull();
      for (const sign of ['x', ' ', '-', '.', '>', ',', ':', '='])
        for (const text of [`${sign}${fit[kind]}`, `${fit[kind]}${sign}`, sign])
          expect([kind, text, unmarkable(kind, text)]).toEqual([kind, text, 'UNKNOWN_VALUE']);
    }
  });

  it('put what they do not mark below what they mark, and level with nothing else', () => {
    const compare = (method: ElectionMethodId, choice: string) =>
      compareOn(paper(method), [{ choice, count: 1n }], '1', '0');
    const [over, under, equal] = [
      { over: 1n, under: 0n, equal: 0n },
      { over: 0n, under: 1n, equal: 0n },
      { over: 0n, under: 0n, equal: 1n },
    ];
    expect(compare('schulze/wv@1', '1')).toEqual(over);
    expect(compare('schulze/wv@1', '2>0')).toEqual(under);
    expect(compare('schulze/wv@1', '0=1')).toEqual(equal);
    expect(compare('schulze/wv@1', '2>3')).toEqual(equal);
    expect(compare('approval@1', '1')).toEqual(over);
    expect(compare('approval@1', '0,1')).toEqual(equal);
    expect(compare('star@1', '0:2,1:1')).toEqual(under);
    expect(compare('star@1', '1:1')).toEqual(over);
  });
});

describe('what the chosen do together', () => {
  const grant = (holder: string, more: Partial<GrantMandate> = {}): GrantMandate => ({
    kind: 'GRANT_MANDATE',
    mandateId: `m-${holder}`,
    task: 'accueil',
    title: 'Accueillir',
    instructions: '',
    boundBy: [],
    holders: [holder],
    scope: { acts: [], kind: 'COLLECTIVE', id: PROVISION } as never,
    endsAt: '2027-01-01T00:00:00.000Z',
    reportDueAt: null,
    ...more,
  });
  const option = (key: string, ...effects: Effect[]): OptionWithEffects => ({
    key,
    label: key,
    statusQuo: false,
    effects,
  });

  it('is one grant of one task to all of them, and two where anything else differs', () => {
    const options = [
      option('1', grant('a')),
      option('2', grant('b')),
      option('3', grant('c', { title: 'Autre' })),
    ];
    expect(effectsOfChosen(options, ['2', '1'])).toEqual([{ ...grant('a'), holders: ['a', 'b'] }]);
    expect(effectsOfChosen(options, ['1', '3'])).toEqual([grant('a'), grant('c', { title: 'Autre' })]);
    expect(effectsOfChosen(options, [])).toEqual([]);
  });
});

describe('a clause that has polls elect', () => {
  const METHOD = 'majority-judgment/median-removal@1';
  const election = { adopts: 'THRESHOLD', grades: ['Non', 'Oui'], options: {}, ballotsPublished: false };
  const faultOf = (change: object) => {
    const refusal = validateClause({ ...electing(METHOD, 'THRESHOLD'), election, ...change });
    const { field, reason } = (refusal?.facts ?? {}) as { field?: string; reason?: string };
    return refusal && [field, reason];
  };

  it('is one, and says so in words', () => {
    expect(faultOf({})).toBeNull();
    const clause = { ...electing(METHOD, 'THRESHOLD'), election } as Clause;
    expect(describeClause(clause, 'fr').join(' ')).toContain('On peut aussi choisir entre des options');
    expect(describeClause(clause, 'en').join(' ')).toContain('Rankings are not shown');
    expect(describeClause(ROUTINE, 'fr').join(' ')).not.toContain('options');
  });

  it.each<[object, string, string]>([
    [{ method: METHOD }, 'method', 'ELECTS'],
    [{ election: undefined }, 'election', 'NOT_A_RECORD'],
    [{ allowedMethods: ['threshold@1'] }, 'election', 'WITHOUT_METHOD'],
    [{ election: { ...election, grades: [] } }, 'election', 'WITHOUT_GRADES'],
    [{ election: { ...election, grades: ['Oui', 'Oui'] } }, 'election.grades', 'TWICE'],
    [{ allowedMethods: ['threshold@1', 'approval@1'] }, 'election', 'GRADES_OF_NOTHING'],
    [{ election: { ...election, adopts: 'ALL' } }, 'election.adopts', 'NOT_ONE_OF'],
    [
      { election: { ...election, options: { [METHOD]: { speed: 3 } } } },
      `election.options.${METHOD}.speed`,
      'UNKNOWN',
    ],
    [
      { election: { ...election, options: { [METHOD]: { participants: 3 } } } },
      `election.options.${METHOD}.participants`,
      'OF_THE_BOX',
    ],
    [
      { election: { ...election, options: { [METHOD]: null } } },
      `election.options.${METHOD}`,
      'NOT_A_RECORD',
    ],
    [{ election: { ...election, options: { 'star@1': {} } } }, 'election.options.star@1', 'NOT_ALLOWED'],
    [{ allowedMethods: ['threshold@1', METHOD, 'equal-shares/cost@1'] }, 'election', 'BUDGET_IS_CONFIRMED'],
  ])('is refused with %j, at %s: %s', (change, field, reason) => {
    expect(faultOf(change)).toEqual([field, reason]);
  });
});
