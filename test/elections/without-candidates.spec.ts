import { describe, expect, it } from '@jest/globals';
import { orderByLot } from '../../src/core/counting/elections/lot.js';
import {
  electWithoutCandidates,
  WITHOUT_CANDIDATES,
  type NominationElection,
} from '../../src/core/counting/without-candidates/elect.js';
import type { Circle } from '../../src/core/counting/without-candidates/circle.js';
import { replayNominations } from '../../src/core/counting/without-candidates/replay.js';
import { sentenceOfNominationStep } from '../../src/core/counting/without-candidates/sentences.js';
import { refusalOf } from './ballots.js';
import { choose, circle, type Told } from './circles.js';

/** What comes out, after the replay found nothing wrong with how. */
function held(election: NominationElection): NominationElection {
  expect(replayNominations(election)).toEqual([]);
  return election;
}
const codesOf = ({ steps }: NominationElection): readonly string[] => steps.map(({ code }) => code);
const OPEN = { status: 'OPEN', elected: null };
const NO_DECISION = { status: 'NO_DECISION', elected: null, put: [] };
const elected = (person: string): object => ({ status: 'ELECTED', elected: person, put: [] });

describe('an election without candidates', () => {
  it.each<[string, Told, object]>([
    ['zero nominations', {}, NO_DECISION],
    ['all papers blank', { first: '- - -' }, NO_DECISION],
    ['all for one, before consent', { first: 'Bé Bé Bé' }, { ...OPEN, put: ['Bé'] }],
    ['all for one, who is consented to', { first: 'Bé Bé Bé', consent: 'Bé' }, elected('Bé')],
    ['one paper', { first: 'Dan', consent: 'Dan' }, elected('Dan')],
    ['one person in all', { persons: 'Ada', first: 'Ada', consent: 'Ada' }, elected('Ada')],
    ['most after the change round', { first: 'Ada Ada Bé', changes: 'Ada>Bé' }, { ...OPEN, put: ['Bé'] }],
    [
      'a blank paper that takes a name',
      { first: 'Ada Bé Bé - -', changes: '->Ada ->Ada' },
      { ...OPEN, put: ['Ada'] },
    ],
    ['a paper that becomes blank', { first: 'Ada Ada Bé Bé', changes: 'Ada>-' }, { ...OPEN, put: ['Bé'] }],
    ['all papers that become blank', { first: 'Ada Ada', changes: 'Ada>- Ada>-' }, NO_DECISION],
    [
      'equals, parted by the first round',
      { first: 'Ada Ada Bé -', changes: '->Bé' },
      { ...OPEN, put: ['Ada'] },
    ],
    ['a tie of two', { first: 'Ada Bé' }, { ...OPEN, put: ['Ada', 'Bé'] }],
    ['a tie of three', { first: 'Dan Cléo Ada' }, { ...OPEN, put: ['Ada', 'Cléo', 'Dan'] }],
    ['a tie of all', { first: 'Dan Cléo Ada Bé' }, { ...OPEN, put: ['Ada', 'Bé', 'Cléo', 'Dan'] }],
    [
      'a tie for the second turn',
      { first: 'Ada Ada Bé Dan', consent: 'Ada!1' },
      { ...OPEN, put: ['Bé', 'Dan'] },
    ],
    ['who declines', { first: 'Ada Ada Bé', consent: 'Ada-' }, { ...OPEN, put: ['Bé'] }],
    ['who declines, though nobody objects', { first: 'Ada', consent: 'Ada-' }, NO_DECISION],
    ['an objection that stands', { first: 'Ada Ada Bé', consent: 'Ada!1 Bé' }, elected('Bé')],
    ['an objection that was integrated', { first: 'Ada Ada Bé', consent: 'Ada+2' }, elected('Ada')],
    ['one integrated, one that stands', { first: 'Ada', consent: 'Ada!1+1' }, NO_DECISION],
    ['everybody objected to', { first: 'Ada Ada Bé', consent: 'Ada!1 Bé!3' }, NO_DECISION],
    ['nobody nominated any more', { first: 'Ada Ada Bé', changes: 'Bé>Ada', consent: 'Ada!1' }, NO_DECISION],
  ])('knows %s', (_, told, due) => {
    expect(held(choose(told))).toMatchObject(due);
  });

  it('says how many nominated, and counts blank papers apart', () => {
    const election = held(choose({ first: 'Ada - Ada -  Bé' }));
    expect(election.inputs).toEqual({ persons: ['Ada', 'Bé', 'Cléo', 'Dan'], nominators: '3', blank: '2' });
    expect(election.ranking).toEqual([['Ada'], ['Bé']]);
  });

  it('puts no more to consent than the clause asks to try', () => {
    const told = { first: 'Ada Ada Ada Bé Bé Cléo' };
    const tries = { options: { tries: 2 } };
    expect(held(choose({ ...told, consent: 'Ada- Bé!1' }, tries))).toMatchObject(NO_DECISION);
    expect(held(choose({ ...told, consent: 'Ada- Bé' }, tries))).toMatchObject(elected('Bé'));
    expect(held(choose({ ...told, consent: 'Ada-' }, tries))).toMatchObject({ ...OPEN, put: ['Bé'] });
    expect(codesOf(choose({ ...told, consent: 'Ada- Bé!1' }, tries)).at(-1)).toBe('TRIES_OVER');
  });

  it('knows a paper by who signed it, their own name on it too', () => {
    const signed: Circle = {
      ...circle({}),
      nominations: [
        { by: 'Ada', for: 'Ada' },
        { by: 'Eve', for: 'Bé' },
        { by: 'Bé', for: 'Bé' },
      ],
      changes: [
        { by: 'Bé', for: 'Ada' },
        { by: 'Eve', from: 'Bé', for: 'Bé' },
      ],
    };
    const election = held(electWithoutCandidates({ circle: signed, options: {}, drawn: null }));
    expect(election.put).toEqual(['Ada']);
    expect(election.steps[1]?.data).toMatchObject({ moves: [{ from: 'Bé', to: 'Ada', number: '1' }] });
  });
});

describe('equals', () => {
  const three = { first: 'Ada Bé Cléo' };

  it('are parted by a further round among them', () => {
    const election = held(choose({ ...three, further: ['Cléo Cléo Ada -'], consent: 'Cléo' }));
    expect(election).toMatchObject(elected('Cléo'));
    expect(election.ties).toEqual([{ of: 'CONSENT', among: ['Ada', 'Bé', 'Cléo'], chosen: ['Cléo'] }]);
  });

  it('are parted by the same round for the next turn, and by another where it does not', () => {
    const told = { ...three, further: ['Cléo Cléo Ada Bé'], consent: 'Cléo!1' };
    expect(held(choose(told))).toMatchObject({ ...OPEN, put: ['Ada', 'Bé'] });
    const again = held(choose({ ...told, further: [...told.further, 'Bé'] }));
    expect(again).toMatchObject({ ...OPEN, put: ['Bé'] });
    expect(codesOf(again).slice(-4)).toEqual([
      'FIRST_ROUND_LOOKED_AT',
      'FURTHER_ROUND_LOOKED_AT',
      'FURTHER_ROUND',
      'AWAITS_CONSENT',
    ]);
    expect(held(choose({ ...three, further: ['Cléo Cléo Ada Ada Bé'], consent: '' })).put).toEqual([
      'Ada',
      'Cléo',
    ]);
  });

  it('are parted by a round held before only where all of them were in it, and only as long as they are equal', () => {
    const lookedAt = (told: Told): readonly unknown[] => {
      const { steps } = held(choose(told));
      const from = steps.findLastIndex(({ code }) => code === 'MOST_NOMINATED');
      return steps
        .slice(from)
        .flatMap(({ code, data }) => (code === 'FURTHER_ROUND_LOOKED_AT' ? [data] : []));
    };
    const told = { ...three, further: ['Ada Bé', 'Ada'], consent: 'Ada-' };
    expect(lookedAt(told)).toEqual([{ round: '1', nominations: { Bé: '1', Cléo: '0' }, most: ['Bé'] }]);
    const four = {
      first: 'Ada Bé Cléo Dan',
      further: ['Ada Ada Bé Bé Cléo Dan', 'Ada'],
      consent: 'Ada- Bé-',
    };
    expect(lookedAt(four)).toEqual([
      { round: '1', nominations: { Cléo: '1', Dan: '1' }, most: ['Cléo', 'Dan'] },
    ]);
  });

  it('stay open where a further round is blank', () => {
    expect(held(choose({ ...three, further: ['- -', ''] })).put).toEqual(['Ada', 'Bé', 'Cléo']);
  });

  it('are put in the order of the lot, where a value was drawn', () => {
    for (const drawn of ['4 2 6', '1', 'the 26th']) {
      const [one, two, three] = orderByLot(drawn, ['Ada', 'Bé', 'Cléo']) as [string, string, string];
      const consent = `${one}- ${two}!1`;
      const election = held(choose({ first: 'Cléo Bé Ada', consent }, { drawn }));
      expect(election).toMatchObject({ ...OPEN, put: [three], drawn });
      expect(election.ties.map(({ chosen }) => chosen)).toEqual([[one], [two]]);
    }
  });

  it('need no lot where nominations part them', () => {
    expect(held(choose({ first: 'Ada Ada Bé' }, { drawn: '7' })).drawn).toBeNull();
  });
});

describe('what cannot be is refused by name', () => {
  const told = { first: 'Ada Ada Bé Cléo' };
  it.each<[string, Told, string, object]>([
    [
      'somebody who is not next',
      { ...told, consent: 'Bé' },
      'NOT_NEXT_FOR_CONSENT',
      { person: 'Bé', next: 'Ada' },
    ],
    [
      'somebody put twice',
      { ...told, consent: 'Ada!1 Ada' },
      'NOT_NEXT_FOR_CONSENT',
      { person: 'Ada', next: 'Bé ; Cléo' },
    ],
    [
      'one of several equals',
      { ...told, consent: 'Ada!1 Bé' },
      'EQUALS_NOT_PARTED',
      { person: 'Bé', equals: 'Bé ; Cléo' },
    ],
    [
      'somebody put after the election',
      { ...told, consent: 'Ada Bé' },
      'NOMINATIONS_WRONG',
      { reason: 'NOBODY_TO_BE_PUT', name: 'Bé' },
    ],
    [
      'somebody put where nobody is nominated',
      { consent: 'Bé' },
      'NOMINATIONS_WRONG',
      { reason: 'NOBODY_TO_BE_PUT', name: 'Bé' },
    ],
    [
      'somebody who is not in the circle',
      { first: 'Zoé' },
      'NOMINATIONS_WRONG',
      { reason: 'UNKNOWN_PERSON', name: 'Zoé' },
    ],
    [
      'a change to nobody in the circle',
      { ...told, changes: 'Ada>Zoé' },
      'NOMINATIONS_WRONG',
      { reason: 'UNKNOWN_PERSON', name: 'Zoé' },
    ],
    [
      'a change of a paper that is not there',
      { ...told, changes: 'Bé>Ada Bé>Ada' },
      'NOMINATIONS_WRONG',
      { reason: 'CHANGE_WITHOUT_NOMINATION', name: 'Bé' },
    ],
    [
      'a further round among others',
      { ...told, consent: 'Ada-', further: ['Ada'] },
      'NOMINATIONS_WRONG',
      { reason: 'NOT_AMONG_EQUALS', name: 'Ada' },
    ],
    [
      'a further round for nobody',
      { ...told, further: ['Ada'] },
      'NOMINATIONS_WRONG',
      { reason: 'ROUND_NOT_NEEDED', name: '1' },
    ],
    ['a name twice', { persons: 'Ada Ada' }, 'ELECTION_INVALID', { reason: 'OPTION_TWICE' }],
  ])('%s', (_, wrong, code, facts) => {
    expect(refusalOf(() => choose(wrong))).toMatchObject({ code, facts });
  });

  const signed = (
    changes: Circle['changes'],
    nominations: Circle['nominations'] = [{ by: 'Ada', for: 'Bé' }],
  ) =>
    refusalOf(() =>
      electWithoutCandidates({ circle: { ...circle({}), nominations, changes }, options: {}, drawn: null }),
    ).facts;
  it('a second paper, or change, of the same person, and one of somebody who wrote none', () => {
    const change = { by: 'Ada', for: 'Dan' };
    expect(signed([], [change, change])).toEqual({ reason: 'NOMINATES_TWICE', name: 'Ada' });
    expect(signed([change, change])).toEqual({ reason: 'CHANGES_TWICE', name: 'Ada' });
    expect(signed([{ by: 'Eve', for: 'Dan' }])).toEqual({ reason: 'CHANGE_WITHOUT_NOMINATION', name: 'Eve' });
    expect(signed([{ by: 'Ada', from: 'Dan', for: 'Dan' }])).toMatchObject({ name: 'Ada' });
    expect(signed([{ from: 'Bé', for: 'Dan' }])).toEqual({ reason: 'CHANGE_WITHOUT_NOMINATION', name: 'Bé' });
  });

  it.each([-1, 1.5])('%d objections', (objections) => {
    const consent = [{ person: 'Ada', objections, declined: false }];
    const strange = { ...circle({ first: 'Ada' }), consent };
    const refusal = refusalOf(() => electWithoutCandidates({ circle: strange, options: {}, drawn: null }));
    expect(refusal.facts).toEqual({ reason: 'OBJECTIONS_NOT_WHOLE', name: 'Ada' });
  });

  it.each([0, 1.5, 'two'])('as many tries as %p', (tries) => {
    expect(refusalOf(() => choose(told, { options: { tries } }))).toMatchObject({
      facts: { option: 'tries' },
    });
  });
});

describe('its working in words', () => {
  it('is told step by step', () => {
    const election = choose({
      first: 'Ada Ada Bé Bé -',
      changes: 'Ada>Cléo ->Ada',
      further: ['Bé'],
      consent: 'Bé!1+2',
    });
    expect(election.steps.map((step) => sentenceOfNominationStep(step, 'fr'))).toEqual([
      'Premier tour, désignations : Ada 2 ; Bé 2 ; Cléo 0 ; Dan 0. Blancs : 1. Ont désigné quelqu’un : 4.',
      'Tour de report : Ada → Cléo (1) ; blanc → Ada (1). Désignations : Ada 2 ; Bé 2 ; Cléo 1 ; Dan 0. Blancs : 0.',
      'Le plus de désignations (2) : Ada ; Bé.',
      'Égalité ; désignations du premier tour : Ada 2 ; Bé 2. Le plus : Ada ; Bé.',
      'Égalité ; tour supplémentaire 1 : Ada 0 ; Bé 1. Blancs : 0. Le plus : Bé.',
      'Pas de consentement à Bé (objections maintenues : 1, levées : 2).',
      'Le plus de désignations (2) : Ada.',
      'À soumettre au consentement : Ada.',
    ]);
    for (const step of election.steps)
      expect(sentenceOfNominationStep(step, 'en')).not.toBe(sentenceOfNominationStep(step, 'fr'));
  });

  it('says what it is in a sentence of each language', () => {
    for (const sentence of Object.values(WITHOUT_CANDIDATES.about))
      expect(sentence).toMatch(/^\p{Lu}.{20,}\.$/u);
  });
});
