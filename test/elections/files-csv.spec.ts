import { describe, expect, it } from '@jest/globals';
import type { Ballots } from '../../src/core/counting/elections/profile.js';
import type { CellsHold } from '../../src/core/counting/files/csv.js';
import { readBallotFile } from '../../src/core/counting/files/read.js';
import { approved, ranked, scored } from './ballots.js';
import { wrongWith } from './files.js';

const read = (text: string, cellsHold: CellsHold | null = null) =>
  readBallotFile({ text, name: 'ballots.csv', cellsHold });
const ranks = (text: string) => read(text).profile;

describe('a CSV with ranks as columns', () => {
  it('holds one ballot a row, the option of each rank in its cell', () => {
    expect(ranks('rank 1,rank 2,rank 3\nA,B,C\nB,A,\nA,B,C\n,,\n')).toEqual(
      ranked('A B C', '2: A > B > C', '1: B > A', '1:'),
    );
  });

  it('reads headers of two languages, in any order, with semicolons or tabs and quotation marks', () => {
    const same = ranked('Zoé A', '1: A > Zoé');
    for (const header of ['Rang 2;Rang 1', '"2";"1"', '2e choix;1er choix', 'choice_2;choice_1'])
      expect(ranks(`\ufeff${header}\r\n"Zoé"; A \r\n`)).toEqual(same);
    expect(ranks('1st choice\t2nd choice\nA\tZoé\n')).toEqual(same);
    expect(ranks('1,2\n"A, ""the"" first\n",B\n').slate.options).toEqual(['A, "the" first', 'B']);
  });

  it('keeps ranks skipped, options of one rank, marks that cannot be told apart and an option twice', () => {
    expect(ranks('1,2,3\n,A,B\nundervote,A,B\n')).toEqual(ranked('A B', '2: - > A > B'));
    expect(ranks('1,2\nA = B,C\n')).toEqual(ranked('A B C', '1: A = B > C'));
    expect(ranks('1,2\nOvervote,A\nA,B\n')).toEqual(ranked('A B', '1: ? > A', '1: A > B'));
    expect(ranks('1,2,3\nA,A,B\n')).toEqual(ranked('A B', '1: A > A > B'));
  });

  it('passes over empty cells that a table has beyond its columns, and refuses any that holds something', () => {
    expect(ranks('1,2\nA,B,\nB,A,,\n')).toEqual(ranked('A B', '1: A > B', '1: B > A'));
    expect(wrongWith(() => ranks('1,2\nA,B,,C\n'))).toMatchObject({ reason: 'CELLS_TOO_MANY', found: 'C' });
  });

  it('tells now and then how far it was read: once in 8,192 ballots', () => {
    const heard: number[] = [];
    const text = `1,2\n${'A,B\n'.repeat(20_000)}`;
    readBallotFile({ text, name: 'ballots.csv', heard: (characters) => void heard.push(characters) });
    expect(heard).toHaveLength(2);
    expect(heard.toSorted((a, b) => a - b)).toEqual(heard);
    expect(heard.at(-1)).toBeLessThan(text.length);
  });

  it('counts weights, and passes over what names a ballot or its hour, and says so', () => {
    const file = read('Horodateur,1,2,poids\n12:00,A,B,3\n12:01,B,,2\n12:02,A,B,1\n');
    expect(file.profile).toEqual(ranked('A B', '4: A > B', '2: B'));
    expect(file.ignored).toEqual(['Horodateur']);
  });
});

describe('a CSV with options as columns', () => {
  it('holds scores, unless somebody says ranks', () => {
    expect(read('A,B,C\n5,0,\n3,-1,4\n').profile).toEqual(scored('A B C', '1: 5 0 -', '1: 3 -1 4'));
    expect(read('A,B,C\n1,2,\n1,1,4\n', 'ranks').profile).toEqual(
      ranked('A B C', '1: A > B', '1: A = B > - > - > C'),
    );
    expect(read('1,2\n7,8\n', 'scores').profile).toEqual(scored('1 2', '1: 7 8'));
  });

  it('is refused where each ballot could be either, until somebody says which', () => {
    const text = 'A,B,C\n1,2,3\n3,1,2\n,1,2\n';
    expect(wrongWith(() => read(text))).toMatchObject({ reason: 'CSV_RANKS_OR_SCORES', line: 1, column: 1 });
    expect(read(text, 'ranks').profile.kind).toBe('RANKED');
    expect(read(text, 'scores').profile.kind).toBe('SCORED');
    expect(read('A,B\n1,0\n1,1\n').profile.kind).toBe('SCORED');
  });

  it('of ones and zeros says what is approved', () => {
    const { piles } = read('A,B,C\n1,0,1\n').profile as Ballots<'SCORED'>;
    expect(piles[0]?.marks).toEqual([1, 0, 1]);
    expect((approved('A B C', '1: A C') as Ballots<'APPROVED'>).piles[0]?.marks).toEqual([0, 2]);
  });
});

describe('a CSV', () => {
  it.each([
    ['nothing in it', '\n\n', 'CSV_HEADER', 1, 1],
    ['no column that counts', 'id,weight\n1,2\n', 'CSV_HEADER', 1, 1],
    ['a column among ranks that is none', 'rank 1,rnk 2\nA,B\n', 'CSV_COLUMN_UNKNOWN', 1, 8],
    ['a rank twice', 'rank 1,rank 2,rang 2\nA,B,C\n', 'CSV_COLUMN_TWICE', 1, 15],
    ['a rank missing', 'rank 1,rank 3\nA,B\n', 'CSV_RANK_MISSING', 1, 8],
    ['a rank of nobody', 'rank 0,rank 1\nA,B\n', 'CSV_RANK_MISSING', 1, 1],
    ['two columns of weights', '1,weight,count\nA,1,1\n', 'CSV_COLUMN_TWICE', 1, 10],
    ['an option twice in its header', 'A,B,A\n1,2,3\n', 'OPTION_TWICE', 1, 5],
    ['an option without name', 'A,,B\n1,2,3\n', 'OPTION_WITHOUT_NAME', 1, 3],
    ['a row cut short', '1,2,3\nA,B,C\nA,B', 'CELLS_MISSING', 3, 4],
    ['a row too long', '1,2\nA,B,C\n', 'CELLS_TOO_MANY', 2, 5],
    ['a weight below zero', '1,weight\nA,-1\n', 'WEIGHT_NEGATIVE', 2, 3],
    ['a weight that is no whole number', '1,weight\nA,0.5\n', 'WEIGHT_NOT_WHOLE', 2, 3],
    ['a row without its weight', '1,weight\nA,\n', 'WEIGHT_NOT_WHOLE', 2, 3],
    ['a score that is no whole number', 'A,B\n5,4.5\n', 'SCORE_NOT_WHOLE', 2, 3],
    ['a score in words', 'A,B\n5,good\n', 'SCORE_NOT_WHOLE', 2, 3],
    ['a cell of nothing between two signs', '1,2\nA=,B\n', 'OPTION_WITHOUT_NAME', 2, 1],
    ['a quotation mark left open', '1,2\nA,B\n"A,B\n', 'QUOTE_NOT_CLOSED', 3, 1],
    ['a quotation mark within a cell', '1,2\nA,B "b" b\n', 'QUOTE_INSIDE', 2, 5],
    ['letters after a quoted cell', '1,2\n"A"a,B\n', 'QUOTE_INSIDE', 2, 3],
    ['a name that nobody can read', '1,2\nA,B\u0007\n', 'CONTROL_CHARACTER', 2, 3],
    ['a NUL character', '1,2\nA,\0\n', 'NUL_CHARACTER', 2, 3],
    ['a NUL character before anything', '\u00001,2\nA,B\n', 'NUL_CHARACTER', 1, 1],
  ])('with %s is refused where it stands', (_what, text, reason, line, column) => {
    expect(wrongWith(() => read(text))).toMatchObject({ reason, line, column });
  });

  it('of ranks may say ranks of several digits', () => {
    const ten = `1: A ${'> - '.repeat(9)}> B`;
    expect(read('A,B\n1,11\n', 'ranks').profile).toEqual(ranked('A B', ten));
  });

  it.each(['0', '1.5', 'x', '1x', '01', '10001'])('of ranks with the rank %s is refused', (rank) => {
    expect(wrongWith(() => read(`A,B\n1,${rank}\n`, 'ranks'))).toMatchObject({
      reason: 'RANK_NOT_WHOLE',
      column: 3,
    });
  });

  it('of many rows is read in one pass, also where nothing parts or quotes its cells', () => {
    // Looked for to the end of the file from each row, a sign that is not there would take minutes.
    const { profile } = read(`rank 1\n${'A\nB\n'.repeat(200_000)}`);
    expect(profile).toEqual(ranked('A B', '200000: A', '200000: B'));
  });
});
