import { describe, expect, it } from '@jest/globals';
import type { NominationElection } from '../../src/core/counting/without-candidates/elect.js';
import { replayNominations } from '../../src/core/counting/without-candidates/replay.js';
import { choose, type Told } from './circles.js';

type Path = readonly (string | number)[];

/** A copy in which one value is another; undefined: taken out. */
function forged(election: NominationElection, path: Path, value: unknown): NominationElection {
  const copy = structuredClone(election) as unknown as Record<string, unknown>;
  const owner = path.slice(0, -1).reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], copy);
  const last = path.at(-1) as string;
  if (value === undefined && Array.isArray(owner)) owner.splice(Number(last), 1);
  else (owner as Record<string, unknown>)[last] = value;
  return copy as unknown as NominationElection;
}

const FIRST: Told = { first: 'Ada Ada Bé -', changes: '->Bé', consent: 'Ada!1+1' };
const FURTHER: Told = { first: 'Ada Bé Cléo', further: ['Cléo Cléo Ada Bé', 'Bé'], consent: 'Cléo- Bé' };

describe('the replay of an election without candidates', () => {
  const plain = choose(FIRST);
  const further = choose(FURTHER);
  const drawn = choose({ first: 'Ada Bé' }, { drawn: '7' });
  const open = choose({ first: 'Ada Bé' });
  const tried = choose({ first: 'Ada Ada Bé', consent: 'Ada!1' }, { options: { tries: 1 } });
  const nobody = choose({ first: '-' });
  const all = choose({ first: 'Ada', consent: 'Ada-' });

  it('finds nothing in workings that hold', () => {
    for (const election of [plain, further, drawn, open, tried, nobody, all])
      expect(replayNominations(election)).toEqual([]);
  });

  it('finds an election that ends where an objection stands, or with somebody who declined', () => {
    const objected = choose({ first: 'Ada Ada Bé', consent: 'Ada!1' });
    const declined = choose({ first: 'Ada Ada Bé', consent: 'Ada-' });
    for (const election of [objected, declined]) {
      const at = election.steps.findIndex(({ code }) => code === 'OBJECTED' || code === 'DECLINED');
      const end = { status: 'ELECTED', elected: 'Ada', put: [] } as const;
      const cut = { ...election, ...end, ties: [], steps: election.steps.slice(0, at + 1) };
      expect(replayNominations(election)).toEqual([]);
      expect(replayNominations(cut)).not.toEqual([]);
    }
  });

  const steps = (of: NominationElection, from: number, out: number, ...put: readonly unknown[]): unknown =>
    (of.steps as readonly unknown[]).toSpliced(from, out, ...put);
  const look = { round: '1', nominations: { Bé: '1' }, most: ['Bé'] };
  const lastByLot = choose({ first: 'Ada Bé Cléo', further: ['Cléo'], consent: 'Cléo-' }, { drawn: '7' });
  const leftOpen = choose({ first: 'Ada Bé Cléo', further: ['Cléo'], consent: 'Cléo-' });
  const lot = { order: ['Ada'], chosen: 'Ada' };
  const other = drawn.put[0] === 'Ada' ? 'Bé' : 'Ada';
  it.each<[string, NominationElection, Path, unknown, string]>([
    [
      'a nomination more',
      plain,
      ['steps', 0, 'data', 'nominations', 'Ada'],
      '3',
      'NOMINATIONS_NOT_CONSERVED',
    ],
    [
      'a nomination more, where nobody changes theirs',
      open,
      ['steps', 0, 'data', 'nominations', 'Ada'],
      '2',
      'NOMINATIONS_NOT_CONSERVED',
    ],
    [
      'a nomination that is no number',
      plain,
      ['steps', 0, 'data', 'nominations', 'Ada'],
      '2.0',
      'NOT_A_WHOLE_NUMBER',
    ],
    [
      'somebody left out',
      plain,
      ['steps', 0, 'data', 'nominations'],
      { Ada: '2', Bé: '1' },
      'NOT_EACH_PERSON',
    ],
    ['other inputs', plain, ['inputs', 'blank'], '2', 'NOT_THE_INPUTS'],
    ['a move left out', plain, ['steps', 1, 'data', 'moves'], [], 'NOMINATIONS_NOT_CONSERVED'],
    ['a move of nothing', plain, ['steps', 1, 'data', 'moves', 0, 'number'], '0', 'NO_MOVE'],
    [
      'more moved than there were',
      plain,
      ['steps', 1, 'data', 'moves', 0, 'number'],
      '2',
      'MORE_LEFT_THAN_WERE',
    ],
    [
      'a total after the changes',
      plain,
      ['steps', 1, 'data', 'nominations', 'Bé'],
      '1',
      'NOMINATIONS_NOT_CONSERVED',
    ],
    ['one of those with most left out', plain, ['steps', 2, 'data', 'most'], ['Ada'], 'NOT_THOSE_WITH_MOST'],
    ['another number of nominations', plain, ['steps', 2, 'data', 'nominations'], '3', 'NOT_THE_NOMINATIONS'],
    [
      'other numbers of the first round',
      plain,
      ['steps', 3, 'data', 'nominations', 'Bé'],
      '2',
      'NOT_THE_NOMINATIONS',
    ],
    ['the first round not looked at', plain, ['steps', 3], undefined, 'OUT_OF_TURN'],
    ['somebody put out of turn', plain, ['steps', 4, 'data', 'person'], 'Bé', 'OUT_OF_TURN'],
    ['an objection that stands no more', plain, ['steps', 4, 'data', 'objections'], '0', 'OVER_AN_OBJECTION'],
    ['an election over an objection', plain, ['steps', 4, 'code'], 'CONSENTED', 'OVER_AN_OBJECTION'],
    ['another awaited', plain, ['put'], ['Ada'], 'ANOTHER_END'],
    ['another status', plain, ['status'], 'NO_DECISION', 'ANOTHER_END'],
    ['somebody elected nevertheless', plain, ['elected'], 'Ada', 'ANOTHER_END'],
    ['no end', plain, ['steps', 6], undefined, 'STEPS_IN_ANOTHER_ORDER'],
    ['a step twice', plain, ['steps', 1], plain.steps[0], 'STEPS_IN_ANOTHER_ORDER'],
    ['another number of a round', further, ['steps', 4, 'data', 'round'], '2', 'ROUNDS_OUT_OF_ORDER'],
    [
      'a further round without one of the equals',
      further,
      ['steps', 4, 'data', 'nominations'],
      { Ada: '1', Cléo: '2' },
      'NOT_EACH_OF_THE_EQUALS',
    ],
    [
      'other numbers of a round held before',
      further,
      ['steps', 8, 'data', 'nominations', 'Ada'],
      '2',
      'NOT_THE_NOMINATIONS',
    ],
    ['a round held before passed over', further, ['steps', 8], undefined, 'ROUND_PASSED_OVER'],
    [
      'a further round that chose others',
      further,
      ['steps', 9, 'data', 'most'],
      ['Ada'],
      'NOT_THOSE_WITH_MOST',
    ],
    ['another elected', further, ['elected'], 'Ada', 'ANOTHER_END'],
    [
      'another order of the lot',
      drawn,
      ['steps', 4, 'data', 'order'],
      [other, drawn.put[0]],
      'LOT_IN_ANOTHER_ORDER',
    ],
    ['a lot not followed', drawn, ['steps', 4, 'data', 'chosen'], other, 'LOT_NOT_FOLLOWED'],
    ['a lot without a value', drawn, ['drawn'], null, 'LOT_IN_ANOTHER_ORDER'],
    ['equals open though a value was drawn', open, ['drawn'], '7', 'EQUALS_COULD_BE_PARTED'],
    ['one of the equals left out', open, ['steps', 4, 'data', 'among'], ['Ada'], 'NOT_EACH_OF_THE_EQUALS'],
    ['tries over too early', tried, ['options', 'tries'], 2, 'TRIES_NOT_OVER'],
    ['tries gone over', further, ['options', 'tries'], 1, 'TOO_MANY_TRIED'],
    [
      'nobody left, though somebody is',
      tried,
      ['steps', 4],
      { code: 'NOBODY_LEFT', data: { put: '1' } },
      'SOMEBODY_IS_LEFT',
    ],
    [
      'nobody nominated, though somebody was',
      tried,
      ['steps', 4],
      { code: 'NOBODY_NOMINATED', data: {} },
      'SOMEBODY_IS_LEFT',
    ],
    ['another number of those put', all, ['steps', 4, 'data', 'put'], '2', 'SOMEBODY_IS_LEFT'],
    [
      'the first round looked at for one alone',
      all,
      ['steps'],
      steps(all, 3, 0, { code: 'FIRST_ROUND_LOOKED_AT', data: { nominations: { Ada: '1' }, most: ['Ada'] } }),
      'NOTHING_TO_PART',
    ],
    [
      'a round looked at for one alone',
      further,
      ['steps'],
      steps(further, 10, 0, { code: 'FURTHER_ROUND_LOOKED_AT', data: look }),
      'NOTHING_TO_PART',
    ],
    [
      'a lot for one alone',
      drawn,
      ['steps'],
      steps(drawn, 5, 0, { code: 'EQUALS_SETTLED_BY_LOT', data: lot }),
      'NOTHING_TO_PART',
    ],
    [
      'a lot though a round was not looked at',
      lastByLot,
      ['steps'],
      steps(lastByLot, 8, 1),
      'ROUND_PASSED_OVER',
    ],
    [
      'equals open though a round was not looked at',
      leftOpen,
      ['steps'],
      steps(leftOpen, 8, 1),
      'EQUALS_COULD_BE_PARTED',
    ],
    [
      'objections integrated that are no number',
      plain,
      ['steps', 4, 'data', 'integrated'],
      '-1',
      'NOT_A_WHOLE_NUMBER',
    ],
    [
      'a turn of nobody',
      all,
      ['steps'],
      steps(all, 4, 1, { code: 'MOST_NOMINATED', data: { nominations: '0', most: [] } }),
      'NOT_THOSE_WITH_MOST',
    ],
    [
      'nobody left, where nobody was put',
      nobody,
      ['steps', 2],
      { code: 'NOBODY_LEFT', data: { put: '0' } },
      'SOMEBODY_IS_LEFT',
    ],
    [
      'tries over where nobody is left',
      { ...all, options: { tries: 1 } },
      ['steps', 4],
      { code: 'TRIES_OVER', data: { tries: '1' } },
      'TRIES_NOT_OVER',
    ],
    ['no data at all', plain, ['steps', 0, 'data'], null, 'CANNOT_BE_REDONE'],
    ['another ranking', plain, ['ranking'], [['Bé'], ['Ada']], 'ANOTHER_RANKING'],
    ['a tie left out', further, ['ties'], [], 'OTHER_TIES'],
    ['another chosen of a tie', drawn, ['ties', 0, 'chosen'], [other], 'OTHER_TIES'],
  ])('finds %s', (_, election, path, value, fault) => {
    const found = replayNominations(forged(election, path, value)).map((finding) => finding.fault);
    expect(found).toContain(fault);
    for (const one of found) expect(one).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
  });
});
