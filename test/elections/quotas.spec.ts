import { describe, expect, it } from '@jest/globals';
import type { ElectionStep } from '../../src/core/counting/elections/steps.js';
import { Constraint } from '../../src/core/counting/elections/quotas/constraint.js';
import { boundsOf, takeQuotas, type Quotas } from '../../src/core/counting/elections/quotas/read-quotas.js';
import { replay } from '../../src/core/counting/elections/replay/replay.js';
import { readQuotasKept } from '../../src/core/counting/elections/working/quotas.js';
import { sentenceOfElectionStep } from '../../src/core/counting/elections/sentences.js';
import type { Json } from '../../src/core/kernel/canonical-json.js';
import { approved, elect, ranked, refusalOf } from './ballots.js';
import { changesOf, missedIn } from './changes.js';

/** A board of six: two to four of the workshop, two of the shop at least, half women, one a town. */
const BOARD = approved(
  'Ada Bea Cleo Dan Eli Fay Gus Hal',
  '9: Ada',
  '8: Dan',
  '7: Eli',
  '6: Gus',
  '5: Hal',
  '4: Bea',
  '3: Cleo',
  '2: Fay',
);
const BOARD_GROUPS = {
  Ada: ['women', 'workshop', 'town:Lyon'],
  Bea: ['women', 'workshop', 'town:Lyon'],
  Cleo: ['women', 'shop', 'town:Brest'],
  Dan: ['men', 'workshop', 'town:Nantes'],
  Eli: ['men', 'workshop', 'town:Paris'],
  Fay: ['women', 'shop', 'town:Lille'],
  Gus: ['men', 'workshop', 'town:Nice'],
  Hal: ['men', 'shop', 'town:Metz'],
};
const BOARD_RULE = {
  groups: BOARD_GROUPS,
  quotas: [
    { group: 'women', least: '1/2' },
    { group: 'men', least: '1/2' },
    { group: 'workshop', least: 2, most: 4 },
    { group: 'shop', least: 2 },
    { group: 'town:*', most: 1 },
  ],
};

const passedIn = (steps: readonly ElectionStep[]) =>
  steps.flatMap((step) => (step.code === 'QUOTAS_PASSED_OVER' ? [step] : []));

describe('quotas down a ranking', () => {
  it('seat a board of six of whom half are women, one a town, by hand', () => {
    const board = elect('approval-block@1', BOARD, { seats: 6, options: BOARD_RULE });
    // Three women in three towns are Cleo, Fay and one of Lyon: Ada is above Bea. Three men are left of Dan, Eli, Gus and
    // Hal: Dan, Eli and Gus make four of the workshop with Ada, and Cleo and Fay two of the shop.
    expect(board.winners).toEqual([['Ada'], ['Dan'], ['Eli'], ['Gus'], ['Cleo'], ['Fay']]);
    expect(board.status).toBe('ELECTED');
    expect(passedIn(board.steps).map(({ data }) => data)).toEqual([
      {
        filled: '4',
        options: [{ option: 'Hal', bounds: [{ group: 'women', of: 'LEAST', number: '3' }] }],
      },
      {
        filled: '4',
        options: [{ option: 'Bea', bounds: [{ group: 'workshop', of: 'MOST', number: '4' }] }],
      },
    ]);
    expect(replay(board)).toEqual([]);
  });

  it('change nothing where none are asked, not even a word', () => {
    const free = elect('approval-block@1', BOARD, { seats: 2 });
    expect(free.options).toEqual({ limit: 'NONE' });
    expect(free.steps.some(({ code }) => code.startsWith('QUOTAS'))).toBe(false);
  });

  it('keep a tie open, and let a lot settle it, among those who may be seated', () => {
    const profile = approved('A B C D', '3: A', '1: B C D');
    const options = {
      groups: { A: ['x'], B: ['x'], C: ['y'], D: ['y'] },
      quotas: [{ group: 'y', least: 1 }],
    };
    const open = elect('approval@1', profile, { seats: 2, options });
    expect([open.status, open.winners]).toEqual(['TIED', [['A'], ['C', 'D']]]);
    expect(open.ties).toEqual([{ of: 'SEAT', among: ['C', 'D'], chosen: null }]);
    const drawn = elect('approval@1', profile, { seats: 2, options, drawn: '4 2 6' });
    expect(drawn.status).toBe('ELECTED');
    expect(drawn.winnersBeforeLot).toEqual(open.winners);
    expect([open, drawn].flatMap(replay)).toEqual([]);
  });

  it('round a share down at least and up at most', () => {
    const rule = (quota: Json) => ({
      groups: { A: ['x'], B: ['x'], C: ['x'], D: [], E: [] },
      quotas: [quota],
    });
    const profile = approved('A B C D E', '5: A', '4: B', '3: C', '2: D', '1: E');
    const names = (quota: Json) =>
      elect('approval@1', profile, { seats: 3, options: rule(quota) })
        .winners.flat()
        .join('');
    expect(names({ group: 'x', most: '1/2' })).toBe('ABD');
    expect(names({ group: 'x', most: '1/3' })).toBe('ADE');
  });
});

describe('quotas on seats from approvals', () => {
  it('weigh nobody who cannot be seated any more', () => {
    const profile = approved('A B C', '5: A B', '2: C');
    const options = { groups: { A: ['x'], B: ['x'], C: ['y'] }, quotas: [{ group: 'y', least: 1 }] };
    const free = elect('pav-sequential@1', approved('A B C', '9: A B', '2: C'), { seats: 2 });
    expect(free.winners.flat()).toEqual(['A', 'B']);
    const bound = elect('pav-sequential@1', approved('A B C', '9: A B', '1: A', '2: C'), {
      seats: 2,
      options,
    });
    expect(bound.winners).toEqual([['A'], ['C']]);
    expect(passedIn(bound.steps)[0]?.data.options.map(({ option }) => option)).toEqual(['B']);
    expect(elect('pav@1', profile, { seats: 2, options }).winners).toEqual([['C'], ['A', 'B']]);
  });

  it('fill seats that approvals leave with whom the quotas let', () => {
    const profile = approved('A B C', '2: A');
    const options = { groups: { A: ['x'], B: ['x'], C: ['y'] }, quotas: [{ group: 'x', most: 1 }] };
    const seated = elect('phragmen-sequential@1', profile, { seats: 2, options });
    expect(seated.winners).toEqual([['A'], ['C']]);
    expect(replay(seated)).toEqual([]);
  });
});

describe('quotas that cannot be met', () => {
  const profile = approved('A B C D', '1: A');
  const groups = { A: ['f'], B: ['f', 'town:x'], C: ['m', 'town:x'], D: ['m', 'town:x'] };
  const refused = (quotas: Json, id = 'approval@1', seats = 3, by: Json = groups) => {
    const { code, facts } = refusalOf(() => elect(id, profile, { seats, options: { quotas, groups: by } }));
    return [code, ...Object.values(facts)];
  };

  it('are refused with those that exclude each other, and no others', () => {
    expect(
      refused([
        { group: 'f', most: 1 },
        { group: 'm', most: 1 },
        { group: 'town:x', least: 1 },
      ]),
    ).toEqual(['QUOTAS_CANNOT_BE_MET', '3', 'f ≤ 1, m ≤ 1']);
    expect(refused([{ group: 'f', least: 3 }])).toEqual(['QUOTAS_CANNOT_BE_MET', '3', 'f ≥ 3']);
  });

  it('are refused by name where they say nothing, or of nobody', () => {
    expect(refused([])).toEqual(['METHOD_OPTION_INVALID', 'quotas', 'NOT_QUOTAS']);
    expect(refused('f')).toEqual(['METHOD_OPTION_INVALID', 'quotas', 'NOT_QUOTAS']);
    for (const one of ['f', 7, null, [], [{ group: 'f', most: 1 }], { group: 'f' }])
      expect(refused([one])).toEqual(['METHOD_OPTION_INVALID', 'quotas', 'NOT_QUOTAS']);
    expect(refused([{ group: 'f', least: -1 }])).toEqual(['METHOD_OPTION_INVALID', 'quotas', 'NOT_QUOTAS']);
    expect(refused([{ group: 'f', most: '3/2' }])).toEqual(['METHOD_OPTION_INVALID', 'quotas', 'NOT_QUOTAS']);
    expect(refused([{ group: 'f', most: 1, of: 2 }])).toEqual([
      'METHOD_OPTION_INVALID',
      'quotas',
      'NOT_QUOTAS',
    ]);
    expect(refused([{ group: ':*', most: 1 }])).toEqual(['METHOD_OPTION_INVALID', 'quotas', 'NOT_A_GROUP']);
    expect(refused([{ group: 'f', most: 1, from: 0 }])).toEqual([
      'METHOD_OPTION_INVALID',
      'quotas',
      'NOT_QUOTAS',
    ]);
    expect(refused([{ group: 'women', most: 1 }])).toEqual([
      'METHOD_OPTION_INVALID',
      'quotas.women',
      'GROUP_OF_NOBODY',
    ]);
    expect(refused([{ group: 'town:*', most: 1 }])).toEqual([
      'METHOD_OPTION_INVALID',
      'groups.A',
      'OPTION_WITHOUT_GROUP',
    ]);
    expect(refused([{ group: 'f', most: 1 }], 'approval@1', 3, { Zoe: ['f'] })).toEqual([
      'METHOD_OPTION_INVALID',
      'groups',
      'UNKNOWN_OPTION',
    ]);
    expect(refused([{ group: 'f', most: 1 }], 'approval@1', 3, { ...groups, Zoe: ['f'] })).toEqual([
      'METHOD_OPTION_INVALID',
      'groups',
      'UNKNOWN_OPTION',
    ]);
  });

  it.each([[null], ['quotas'], [7], [[{ group: 'f' }]]])('are no record of options: %j', (options) => {
    expect(refusalOf(() => elect('approval@1', profile, { seats: 3, options }))).toMatchObject({
      code: 'METHOD_OPTION_INVALID',
      facts: { option: '', reason: 'NOT_A_RECORD' },
    });
  });

  it.each([
    'gradients@1',
    'equal-shares/cost@1',
    'sortition/hmac@1',
    'schulze/wv@1',
    'irv/rctab-sequential@1',
  ])('are never passed over in silence: %s has no rule for them', (id) => {
    const { code, facts } = refusalOf(() =>
      elect(id, ranked('A B', '1: A'), {
        options: { quotas: [{ group: 'f', most: 1 }], groups: { A: ['f'] } },
        drawn: '1',
      }),
    );
    expect(['METHOD_OPTION_INVALID', 'BALLOTS_OF_ANOTHER_KIND']).toContain(code);
    if (code === 'METHOD_OPTION_INVALID')
      expect(facts).toEqual({ option: 'quotas', reason: 'NO_RULE_FOR_QUOTAS' });
  });

  it('are refused by name where groups cross in more ways than are looked through', () => {
    const names = Array.from({ length: 60 }, (_, at) => `o${String(at).padStart(2, '0')}`);
    const kinds = Array.from({ length: 14 }, (_, bit) => `g${String(bit).padStart(2, '0')}`);
    let last = 1;
    const next = (): number => (last = (last * 48271) % 2147483647);
    const crossed = Object.fromEntries(names.map((name) => [name, kinds.filter(() => next() % 3 === 0)]));
    const { code, facts } = refusalOf(() =>
      elect('approval@1', approved(names.join(' '), '1: o00'), {
        seats: 30,
        options: { groups: crossed, quotas: kinds.map((group) => ({ group, least: 4, most: 12 })) },
      }),
    );
    expect([code, facts]).toEqual(['ELECTION_INVALID', { reason: 'TOO_MANY_WAYS_OF_QUOTAS' }]);
  });
});

/**
 * Hill, "STV with constraints", Voting matters 9 (1998), as Otten retells it in issue 13 (2001): fourteen seats, seven
 * English, six Scottish, one Welsh, seven men and seven women.
 */
describe('what Hill and Otten work out by hand', () => {
  const kinds = ['EM', 'EW', 'SM', 'SW', 'WM', 'WW'];
  const numbers: { readonly [kind: string]: number } = { EM: 8, EW: 8, SM: 8, SW: 2, WM: 2, WW: 2 };
  const names = kinds.flatMap((kind) =>
    Array.from({ length: numbers[kind] as number }, (_, at) => `${kind}${at}`),
  );
  const groups = Object.fromEntries(names.map((name) => [name, [name[0] as string, `sex ${name[1]}`]]));
  const exactly = (group: string, number: number) => ({ group, least: number, most: number });
  const { asked } = takeQuotas({
    groups,
    quotas: [exactly('E', 7), exactly('S', 6), exactly('W', 1), exactly('sex M', 7), exactly('sex W', 7)],
  });
  const slate = { options: [...names].sort(), withdrawn: [] };
  const constraint = new Constraint(slate, 14, boundsOf(asked as Quotas, slate, 14));
  const places = (...wanted: readonly string[]) => wanted.map((name) => slate.options.indexOf(name));
  const kindsOf = (held: readonly number[]) =>
    [...new Set(held.map((place) => slate.options[place]?.slice(0, 2)))].sort();

  it('guards the two Scottish women once three English men are elected, and nobody is free to take their places', () => {
    const seated = places('EM0', 'EM1', 'EM2');
    const rest = slate.options.map((_, place) => place).filter((place) => !seated.includes(place));
    expect(kindsOf(rest.filter((place) => !constraint.canBeMet(seated, [place])))).toEqual(['SW']);
    expect(kindsOf(constraint.doomed(rest, seated, []))).toEqual(['EM', 'WM']);
  });

  it('is met by all eight ways of their table, and by no other numbers of each kind', () => {
    const met: number[][] = [];
    const wide = {
      options: kinds.flatMap((kind) => Array.from({ length: 7 }, (_, at) => `${kind}${at}`)).sort(),
      withdrawn: [],
    };
    const all = new Constraint(
      wide,
      14,
      boundsOf(
        {
          ...(asked as Quotas),
          groups: Object.fromEntries(
            wide.options.map((name) => [name, [name[0] as string, `sex ${name[1]}`]]),
          ),
        },
        wide,
        14,
      ),
    );
    for (let em = 0; em <= 7; em += 1)
      for (let sm = 0; sm <= 6; sm += 1)
        for (let wm = 0; wm <= 1; wm += 1) {
          const row = [em, 7 - em, sm, 6 - sm, wm, 1 - wm];
          const members = row.flatMap((number, kind) =>
            Array.from({ length: number }, (_, at) => wide.options.indexOf(`${kinds[kind] as string}${at}`)),
          );
          if (all.isMetBy(members)) met.push(row);
        }
    // The first three are of no English man and one; their table has no row where a Scottish man more is asked than six.
    expect(met).toEqual(
      expect.arrayContaining([
        [0, 7, 6, 0, 1, 0],
        [1, 6, 5, 1, 1, 0],
        [1, 6, 6, 0, 0, 1],
        [2, 5, 4, 2, 1, 0],
        [2, 5, 5, 1, 0, 1],
        [3, 4, 3, 3, 1, 0],
        [3, 4, 4, 2, 0, 1],
        [4, 3, 3, 3, 0, 1],
      ]),
    );
    expect(met.every(([em = 0, , sm = 0, , wm = 0]) => em + sm + wm === 7)).toBe(true);
  });
});

describe('the working of quotas', () => {
  it('is found out wherever it is changed', () => {
    for (const id of ['approval-block@1', 'phragmen-sequential@1', 'pav@1']) {
      const board = elect(id, BOARD, { seats: 6, options: BOARD_RULE });
      const changes = [...changesOf(board)].filter(([, changed]) => {
        const before = board.steps.filter(({ code }) => code.startsWith('QUOTAS'));
        const after = changed.steps.filter(({ code }) => code.startsWith('QUOTAS'));
        return JSON.stringify(before) !== JSON.stringify(after);
      });
      expect(changes.length).toBeGreaterThan(20);
      expect([id, missedIn(board, changes)]).toEqual([id, []]);
    }
  });

  it('is found out where quotas asked for are left out of it', () => {
    const board = elect('approval-block@1', BOARD, { seats: 6, options: BOARD_RULE });
    const free = elect('approval-block@1', BOARD, { seats: 6 });
    expect(replay({ ...free, options: board.options }).map(({ fault }) => fault)).toContain(
      'QUOTAS_PASSED_OVER_IN_SILENCE',
    );
  });

  it('is read with each bound as a number, and whoever was passed over with those that kept them out', () => {
    const board = elect('approval-block@1', BOARD, { seats: 6, options: BOARD_RULE });
    const kept = readQuotasKept({ election: board, steps: board.steps });
    expect(kept?.bounds).toHaveLength(6);
    expect(kept?.bounds).toContainEqual({
      group: 'shop',
      of: 'LEAST',
      number: 2,
      options: ['Cleo', 'Fay', 'Hal'],
    });
    expect(kept?.passedOver[0]).toEqual({
      option: 'Hal',
      filled: 4,
      because: [{ group: 'women', of: 'LEAST', number: 3 }],
    });
    const free = elect('approval-block@1', BOARD, { seats: 6 });
    expect(readQuotasKept({ election: free, steps: free.steps })).toBeNull();
  });

  it('is said in words', () => {
    const board = elect('approval-block@1', BOARD, { seats: 6, options: BOARD_RULE });
    const [hal] = passedIn(board.steps);
    expect(sentenceOfElectionStep(hal as ElectionStep, 'fr')).toBe(
      'Sièges pourvus : 4. Avec eux, les quotas ne pourraient plus être tenus, ils n’auront pas de siège : Hal (women : 3 au moins).',
    );
    expect(sentenceOfElectionStep(hal as ElectionStep, 'en')).toBe(
      'Seats filled: 4. With them the quotas could not be met any more, and they get no seat: Hal (women: 3 at least).',
    );
  });
});
