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
  schulzeWinners: 'schulze/wv@1',
  schulzeMarginsWinners: 'schulze/margins@1',
  rankedPairsWinnersPUT: 'ranked-pairs/wv-put@1',
  rankedPairsMarginsWinnersPUT: 'ranked-pairs/margins-put@1',
  minimaxWvWinners: 'minimax/wv@1',
  minimaxMarginsWinners: 'minimax/margins@1',
  minimaxOppositionWinners: 'minimax/opposition@1',
  smithSet: 'smith-set@1',
  bordaWinners: 'borda/tournament@1',
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

  it.each(cases.filter(({ expected }) => expected.schulzePaths))(
    'the strongest paths are as strong as published in $id',
    ({ profile, expected }) => {
      const { paths } = stepOf(elect('schulze/wv@1', profile), 'STRONGEST_PATHS');
      const votes = Object.entries(paths).map(([from, row]) => [
        from,
        Object.fromEntries(Object.entries(row).map(([to, { weakest }]) => [to, weakest.votes])),
      ]);
      expect(Object.fromEntries(votes)).toEqual(inText(expected.schulzePaths as Figures));
    },
  );

  it.each(cases.filter(({ expected }) => expected['schulzeRanking']))(
    'Schulze puts all the options in the published order in $id',
    ({ profile, expected }) => {
      expect(elect('schulze/wv@1', profile).ranking).toEqual(expected['schulzeRanking']);
    },
  );
});

known(title('the tally sheets of Debian'), () => {
  it.each(isKnown() ? debianCases() : [])('give the published matrix: $file', ({ profile, pairwise }) => {
    expect(stepOf(elect('copeland@1', profile), 'MATRIX').above).toEqual(inText(pairwise));
  });

  it.each(isKnown() ? debianCases() : [])('elect whom the project elected: $file', (one) => {
    const count = elect('schulze/wv@1', one.profile, { options: { statusQuo: one.default } });
    expect(count.winners).toEqual([one.schulzeWinners]);
    const dropped = stepOf(count, 'STATUS_QUO').judged.filter(({ stays }) => !stays);
    expect(dropped.map(({ option }) => option)).toEqual([...one.droppedByMajority].sort());
  });

  it.each(isKnown() ? debianCases() : [])('put all the options in order: $file', (one) => {
    const { ranking } = elect('schulze/wv@1', one.profile);
    expect(ranking).toEqual(one.schulzeRankingAllOptions.map((level) => [...level].sort()));
  });
});

known(title('elections collected by Tideman'), () => {
  it.each(isKnown() ? tidemanCases() : [])('have their Condorcet winner: $file', (one) => {
    expect(elect('condorcet@1', one.profile).winners).toEqual([[one.condorcetWinner]]);
  });

  it.each(isKnown() ? tidemanCases() : [])('elect the same by Schulze: $file', (one) => {
    for (const method of ['schulze/wv@1', 'schulze/margins@1'])
      expect(elect(method, one.profile).winners).toEqual([one.schulzeWinners]);
  });
});

/** What elects the Condorcet winner wherever there is one. */
const CONDORCET_METHODS = [
  'copeland@1',
  'schulze/wv@1',
  'schulze/margins@1',
  'ranked-pairs/wv-put@1',
  'ranked-pairs/margins-put@1',
  'minimax/wv@1',
  'minimax/margins@1',
  'minimax/opposition@1',
  'smith-set@1',
  'smith-irv@1',
];

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

  it('Borda fails it in the profile that bears its name', () => {
    const failed = profiles.filter(({ file }) => /^minimal_(resolute_)?Borda\.soc$/.test(file));
    expect(failed).toHaveLength(2);
    for (const { file, profile } of failed) {
      const [[winner]] = elect('condorcet@1', profile).winners as [[string]];
      const { winners } = elect('borda/tournament@1', profile);
      // The word says that the method elects one other option alone there; else it may be tied with the winner.
      if (file.includes('resolute')) expect(winners[0]).toHaveLength(1);
      expect(winners).not.toEqual([[winner]]);
    }
  });
});
