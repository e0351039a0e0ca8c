import { describe, expect, it } from '@jest/globals';
import { readBallotFile } from '../../src/core/counting/files/read.js';
import { ranked } from './ballots.js';
import { wrongWith } from './files.js';

const read = (text: string, name = 'x.toi') => readBallotFile({ text, name });

const head = (type: string, voters: number, orders: number) =>
  `# FILE NAME: x\n# TITLE: A title\n# DATA TYPE: ${type}\n# NUMBER ALTERNATIVES: 3\n# NUMBER VOTERS: ${voters}\n` +
  `# NUMBER UNIQUE ORDERS: ${orders}\n# ALTERNATIVE NAME 1: A\n# ALTERNATIVE NAME 2: B\n# ALTERNATIVE NAME 3: C\n`;

describe('a PrefLib file', () => {
  it('gives alternatives by their numbers, and orders with braces round those on a par', () => {
    const file = read(`${head('toi', 8, 3)}5: 1, {2, 3}\n2: 3,{1,2}\n1: 2\n`);
    expect(file).toMatchObject({ format: 'preflib', title: 'A title', seats: null });
    expect(file.profile).toEqual(ranked('A B C', '5: A > B = C', '2: C > A = B', '1: B'));
  });

  it('may have no title, and lines left empty', () => {
    const file = read(`${head('toi', 3, 2).replace('A title', '')}2: 1\n\n  \n1: 2\n\n`);
    expect(file).toMatchObject({ title: null, ignored: [] });
    expect(file.profile).toEqual(ranked('A B C', '2: A', '1: B'));
  });

  it('of orders that need not be complete may leave alternatives out, on a par or not', () => {
    const { profile } = read(`${head('toi', 3, 2)}2: {2, 3}\n1: 3, {1}\n`);
    expect(profile).toEqual(ranked('A B C', '2: B = C', '1: C > A'));
  });

  it('may number its alternatives from anything', () => {
    const text = '# ALTERNATIVE NAME 0: A\n# ALTERNATIVE NAME 17: B\n2: 17, 0\n';
    expect(read(text, 'x').profile).toEqual(ranked('A B', '2: B > A'));
    expect(read(`${text}1: {17, 00}\n`, 'x').profile).toEqual(ranked('A B', '2: B > A', '1: A = B'));
  });

  it('is read as it was written until 2022', () => {
    const text = '3\n1,A\n2,B, the second\n3,C\n7,7,2\n5,1,{2,3}\n2,3\n';
    for (const name of ['x.toi', 'x'])
      expect(read(text, name).profile.slate.options).toEqual(['A', 'B, the second', 'C']);
  });

  it('may have spaces round the numbers of an old header', () => {
    const text = ' 2 \n 1 , A\n2,B\n 3 , 3 , 2 \n2,1,2\n1,2\n';
    expect(read(text).profile).toEqual(ranked('A B', '2: A > B', '1: B'));
    expect(wrongWith(() => read('1\n1,A\n1,1x,1\n1,1\n'))).toMatchObject({
      reason: 'PREFLIB_TOTALS',
      line: 3,
    });
  });

  it.each([
    ['a tie where orders are strict', `${head('soi', 1, 1)}1: 1,{2,3}\n`, 'PREFLIB_TIE', 10, 6],
    ['an order cut where orders are complete', `${head('soc', 1, 1)}1: 1,2\n`, 'PREFLIB_INCOMPLETE', 10, 7],
    ['other voters than it says', `${head('toi', 9, 1)}8: 1\n`, 'PREFLIB_VOTERS', 5, 1],
    ['other orders than it says', `${head('toi', 8, 2)}8: 1\n`, 'PREFLIB_ORDERS', 6, 1],
    [
      'other alternatives than it says',
      `# NUMBER ALTERNATIVES: 2\n# ALTERNATIVE NAME 1: A\n1: 1\n`,
      'PREFLIB_ALTERNATIVES',
      1,
      1,
    ],
    ['a type that is no order', `${head('cat', 1, 1)}1: 1\n`, 'PREFLIB_TYPE', 3, 1],
    ['an alternative that is not there', `${head('toi', 1, 1)}1: 1, 4\n`, 'UNKNOWN_OPTION', 10, 7],
    ['an alternative twice', `${head('toi', 1, 1)}1: 1, {2, 1}\n`, 'OPTION_TWICE_ON_A_BALLOT', 10, 11],
    ['an open brace', `${head('toi', 1, 1)}1: 1, {2, 3\n`, 'PREFLIB_BRACE', 10, 12],
    ['a brace in braces', `${head('toi', 1, 1)}1: {1, {2, 3}}\n`, 'PREFLIB_BRACE', 10, 8],
    ['a brace never opened', `${head('toi', 1, 1)}1: 1, 2}\n`, 'PREFLIB_BRACE', 10, 7],
    ['nothing between commas', `${head('toi', 1, 1)}1: 1,,2\n`, 'UNKNOWN_OPTION', 10, 6],
    ['a line that is no order', `${head('toi', 1, 1)}1 2 3\n`, 'PREFLIB_LINE', 10, 1],
    ['a weight below zero', `${head('toi', 1, 1)}-1: 2\n`, 'WEIGHT_NEGATIVE', 10, 1],
    ['a weight that is no whole number', `${head('toi', 1, 1)}0.5: 2\n`, 'WEIGHT_NOT_WHOLE', 10, 1],
    ['a number twice', `${head('toi', 1, 1)}# ALTERNATIVE NAME 03: D\n1: 2\n`, 'PREFLIB_NUMBER_TWICE', 10, 1],
    ['a name twice', `${head('toi', 1, 1)}# ALTERNATIVE NAME 4: A\n1: 2\n`, 'OPTION_TWICE', 10, 1],
    ['a number that is none', '# NUMBER ALTERNATIVES: three\n', 'PREFLIB_NUMBER', 1, 1],
    ['no alternative', '# NUMBER VOTERS: 0\n# NUMBER ALTERNATIVES: 0\n', 'NO_OPTIONS', 3, 1],
    ['an old header cut', '3\n1,A\n2,B\n', 'PREFLIB_ALTERNATIVE', 4, 1],
    ['an old header without totals', '1\n1,A\n1,1\n', 'PREFLIB_TOTALS', 3, 1],
  ])('with %s is refused where it stands', (_what, text, reason, line, column) => {
    expect(wrongWith(() => read(text))).toMatchObject({ reason, line, column });
  });

  it('that does not hold what it says of itself is refused with both numbers, what there is first', () => {
    expect(wrongWith(() => read(`${head('toi', 9, 1)}8: 1\n`))).toMatchObject({ found: '8/9' });
  });
});
