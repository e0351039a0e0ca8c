import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Commands } from '../world/command-line.js';

/** What others have counted; where it is not here these tests are skipped. */
const KNOWN = '../shared/golden/counting';
const whereKnown = existsSync(KNOWN) ? describe : describe.skip;

const known = (path: string): string => readFileSync(join(KNOWN, path), 'utf8');
const filesIn = (folder: string, end: string): string[] =>
  readdirSync(join(KNOWN, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(end))
    .sort()
    .map((name) => join(KNOWN, folder, name));

interface Line {
  readonly file: string;
  readonly title: string | null;
  readonly seats: number;
  readonly winners: readonly (readonly string[])[];
  readonly ranking: readonly (readonly string[])[];
}

const commands = new Commands();
afterAll(() => commands.end());

/** Counts files by the command itself, and gives its lines. */
async function count(method: string, files: readonly string[], ...flags: readonly string[]): Promise<Line[]> {
  const { code, out, error } = await commands.ormee([
    'count',
    '--method',
    method,
    '--no-trace',
    ...flags,
    ...files,
  ]);
  expect({ code, error }).toEqual({ code: 0, error: '' });
  const lines = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  expect(lines.map(({ file }) => file)).toEqual(files);
  return lines;
}

whereKnown('ormee count, on files that others have counted', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ormee-golden-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const put = async (name: string, content: unknown): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  };

  it('elects who 24 Scottish wards elected, for the seats that their files say', async () => {
    const wards = JSON.parse(known('scottish-stv/expected.json')) as {
      file: string;
      seats: number;
      electedInOrder: number[];
    }[];
    expect(wards).toHaveLength(24);
    const lines = await count(
      'stv/scottish-2007@1',
      wards.map(({ file }) => join(KNOWN, 'scottish-stv', file)),
    );
    for (const [at, { file, seats, electedInOrder }] of wards.entries()) {
      const names = [...known(`scottish-stv/${file}`).matchAll(/^"(.*)"$/gm)].map(([, name]) =>
        (name as string).trim(),
      );
      const { winners, ...line } = lines[at] as Line;
      expect({ file, seats: line.seats, title: line.title }).toEqual({ file, seats, title: names.at(-1) });
      expect([file, winners]).toEqual([file, electedInOrder.map((number) => [names[number - 1]])]);
    }
  });

  it('elects who Tideman’s ballots elect, by two rules', async () => {
    const [a1, a77] = [join(KNOWN, 'tideman/A1.HIL'), join(KNOWN, 'tideman/A77.HIL')];
    const schulze = await count('schulze/wv@1', [a1, a77]);
    expect(schulze.map(({ winners }) => winners)).toEqual([[['Candidate  1']], [['3']]]);
    const [scottish] = await count('stv/scottish-2007@1', [a1]);
    expect(scottish?.winners).toEqual([['Candidate  1'], ['Candidate  9'], ['Candidate  3']]);
  });

  it('reads every BLT file of the Meek transcripts, with nicknames, equal ranks and withdrawn options', async () => {
    const files = filesIn('meek/ballots', '.blt');
    const lines = await count('plurality@1', files);
    expect(lines).toHaveLength(11);
    for (const { file, title } of lines)
      expect([file, title]).toEqual([file, /"(.*)"\s*$/.exec(readFileSync(file, 'utf8'))?.[1]]);
  });

  it('finds in 35 minimal profiles a Condorcet winner, whom the methods that they are named after pass over', async () => {
    const files = filesIn('preflib-minimal', '.soc');
    const condorcet = await count('condorcet@1', files);
    expect(condorcet).toHaveLength(35);
    const winner = new Map(condorcet.map(({ file, winners }) => [file, winners[0]?.[0]]));
    const named = (pattern: RegExp) => files.filter((file) => pattern.test(basename(file)));
    for (const [id, pattern] of [
      ['borda/tournament@1', /_Borda\.soc$/],
      ['plurality@1', /_Plurality\.soc$/],
      ['irv/rctab@1', /_Instant_Runoff_PUT\.soc$/],
    ] as const)
      for (const { file, winners } of await count(id, named(pattern)))
        expect([basename(file), winners]).not.toEqual([basename(file), [[winner.get(file)]]]);
  });

  it('reads Debian’s votes from a table of ranks', async () => {
    const cases = JSON.parse(known('debian/expected.json')) as {
      file: string;
      candidates: string[];
      schulzeWinners: string[];
      schulzeRankingAllOptions: string[][];
    }[];
    const files = await Promise.all(
      cases.map(({ file, candidates }) => {
        const votes = [...known(`debian/${file}`).matchAll(/^V: (\S+)/gm)].map(([, vote]) =>
          [...(vote as string)].map((rank) => (rank === '-' ? '' : rank)).join(';'),
        );
        return put(`${file}.csv`, [candidates.join(';'), ...votes, ''].join('\n'));
      }),
    );
    const lines = await count('schulze/wv@1', files, '--csv', 'ranks');
    expect(lines.map(({ winners }) => winners.flat())).toEqual(
      cases.map(({ schulzeWinners }) => schulzeWinners),
    );
    expect(lines.map(({ ranking }) => ranking.map((level) => [...level].sort()))).toEqual(
      cases.map(({ schulzeRankingAllOptions }) => schulzeRankingAllOptions.map((level) => [...level].sort())),
    );
  });

  it('elects whom the textbooks elect, from our JSON', async () => {
    const cases = JSON.parse(known('textbook/ranked-single-winner.json')) as {
      id: string;
      candidates: string[];
      ballots: object[];
      expected: Record<string, unknown>;
    }[];
    const paths = new Map<string, string>();
    for (const { id, candidates, ballots } of cases) {
      const file = { format: 'ormee-ballots@1', kind: 'ranked', options: candidates, ballots };
      paths.set(id, await put(`${id}.json`, file));
    }
    let checked = 0;
    for (const [id, answer] of [
      ['schulze/wv@1', 'schulzeWinners'],
      ['schulze/margins@1', 'schulzeMarginsWinners'],
      ['ranked-pairs/wv-put@1', 'rankedPairsWinnersPUT'],
      ['copeland@1', 'copelandWinners'],
      ['minimax/wv@1', 'minimaxWvWinners'],
      ['minimax/margins@1', 'minimaxMarginsWinners'],
      ['smith-set@1', 'smithSet'],
      ['borda/tournament@1', 'bordaWinners'],
      ['irv/rctab@1', 'irvWinner'],
    ] as const) {
      const asked = cases.filter(({ expected }) => expected[answer] != null);
      const lines = await count(
        id,
        asked.map((one) => paths.get(one.id) as string),
      );
      for (const [at, one] of asked.entries()) {
        const winners = [...new Set((lines[at] as Line).winners.flat())].sort();
        expect([id, one.id, winners]).toEqual([id, one.id, [one.expected[answer]].flat()]);
        checked += 1;
      }
    }
    expect(checked).toBeGreaterThan(35);
  });

  it('elects by scores from a table, and by grades from their tallies', async () => {
    const stars = JSON.parse(known('textbook/star.json')) as {
      id: string;
      candidates: string[];
      ballots: { scores: (number | null)[]; weight: number }[];
      expected: { winner?: string[]; tie?: string[] };
    }[];
    const tables = stars.map(({ id, candidates, ballots }) => {
      const rows = ballots.map(({ scores, weight }) => [...scores, weight].join(','));
      return put(`star-${id}.csv`, [[...candidates, 'weight'].join(','), ...rows].join('\n'));
    });
    const elected = await count('star@1', await Promise.all(tables), '--csv', 'scores');
    expect(elected.map(({ winners }, at) => [stars[at]?.id, winners.flat().sort()])).toEqual(
      stars.map(({ id, expected }) => [id, expected.winner ?? expected.tie]),
    );
    expect(elected).toHaveLength(9);
    const judged = JSON.parse(known('textbook/majority-judgment.json')) as {
      id: string;
      participants: number;
      missingJudgments: string;
      defaultGrade: number | null;
      tallies: number[][];
      expectedRanks: number[];
    }[];
    expect(judged).toHaveLength(9);
    for (const { id, participants, missingJudgments, defaultGrade, tallies, expectedRanks } of judged) {
      const file = await put(`${id}.json`, {
        format: 'ormee-ballots@1',
        kind: 'graded',
        grades: (tallies[0] as number[]).map((_, grade) => `grade ${grade}`),
        tallies: Object.fromEntries(tallies.map((tally, option) => [`option ${option}`, tally])),
      });
      const options = { missingJudgments, defaultGrade: defaultGrade ?? 0, participants };
      const [line] = await count(
        'majority-judgment/median-removal@1',
        [file],
        '--options',
        JSON.stringify(options),
      );
      const { ranking } = line as Line;
      const ranks = expectedRanks.map((_, option) => {
        const level = ranking.findIndex((names) => names.includes(`option ${option}`));
        return ranking.slice(0, level).flat().length + 1;
      });
      expect([id, ranks]).toEqual([id, expectedRanks]);
    }
  });
});
