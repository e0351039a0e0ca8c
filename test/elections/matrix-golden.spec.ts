/** The methods that compare two by two, against published answers. */
import { describe, expect, it } from '@jest/globals';
import type { Election } from '../../src/core/counting/elections/count-election.js';
import type { ElectionStep, ElectionStepCode } from '../../src/core/counting/elections/steps.js';
import { elect } from './ballots.js';
import {
  debianCases,
  isKnown,
  KNOWN,
  preflibMinimal,
  textbookCases,
  tidemanCases,
  type Figures,
} from './golden-rankings.js';

const known = isKnown() ? describe : describe.skip;
const title = (what: string): string => (isKnown() ? what : `${what} (skipped: no ${KNOWN})`);

function stepOf<C extends ElectionStepCode>(election: Election, code: C): ElectionStep<C>['data'] {
  const step = election.steps.find((one) => one.code === code);
  if (!step) throw new Error(`no step ${code}`);
  return step.data as ElectionStep<C>['data'];
}

const inText = (figures: Figures): unknown =>
  Object.fromEntries(
    Object.entries(figures).map(([option, row]) => [
      option,
      Object.fromEntries(Object.entries(row).map(([other, number]) => [other, String(number)])),
    ]),
  );

/** The methods, by the name under which the cases give the set of their winners. */
const METHODS: Readonly<Record<string, string>> = {
  condorcetWinner: 'condorcet@1',
  copelandWinners: 'copeland@1',
};

known(title('textbook cases'), () => {
  const cases = isKnown() ? textbookCases() : [];
  const answers = cases.flatMap(({ id, profile, expected }) =>
    Object.entries(METHODS)
      .filter(([name]) => name in expected)
      .map(([name, method]) => ({ id, method, profile, expected: expected[name] })),
  );

  it.each(answers)('$method elects as published in $id', ({ method, profile, expected }) => {
    const asked = [expected].flat() as (string | null)[];
    const winners = elect(method, profile).winners.flat();
    expect(winners).toEqual(asked.filter((name) => name !== null).sort());
  });

  it.each(cases.filter(({ expected }) => expected.pairwise))(
    'the matrix is the published one in $id',
    ({ profile, expected }) => {
      const { above } = stepOf(elect('copeland@1', profile), 'MATRIX');
      expect(above).toEqual(inText(expected.pairwise as Figures));
    },
  );
});

known(title('the tally sheets of Debian'), () => {
  it.each(isKnown() ? debianCases() : [])('give the published matrix: $file', ({ profile, pairwise }) => {
    expect(stepOf(elect('copeland@1', profile), 'MATRIX').above).toEqual(inText(pairwise));
  });
});

known(title('elections collected by Tideman'), () => {
  it.each(isKnown() ? tidemanCases() : [])('have their Condorcet winner: $file', (one) => {
    expect(elect('condorcet@1', one.profile).winners).toEqual([[one.condorcetWinner]]);
  });
});

/** What elects the Condorcet winner wherever there is one. */
const CONDORCET_METHODS = ['copeland@1'];

known(title('minimal profiles where another method fails the Condorcet winner'), () => {
  const profiles = isKnown() ? preflibMinimal() : [];

  it.each(CONDORCET_METHODS)('%s elects it in each', (method) => {
    expect(profiles).toHaveLength(35);
    for (const { profile } of profiles) {
      const { winners, status } = elect('condorcet@1', profile);
      expect(status).toBe('ELECTED');
      expect(elect(method, profile).winners).toEqual(winners);
    }
  });
});
