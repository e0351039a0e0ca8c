import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Ballots } from '../../src/core/counting/elections/profile.js';
import { readBallotFile } from '../../src/core/counting/files/read.js';
import { wrongWith } from './files.js';
import { RUNS } from './runs.js';

const read = (text: string) => readBallotFile({ text, name: 'election.blt' });
const piles = (text: string) =>
  (read(text).profile as Ballots<'RANKED'>).piles.map(({ marks, weight }) => [String(weight), marks]);

const NAMES = '0\n"A"\n"B"\n"C"\n"A title"\n';

describe('a BLT file', () => {
  it('gives options, seats, ballots with their weights, and a title', () => {
    const file = read(`3 2\n4 1 2 0\n1 3 0\n2 1 2 0\n${NAMES}`);
    expect(file).toMatchObject({ format: 'blt', seats: 2, title: 'A title', ignored: [] });
    expect(file.profile.slate).toEqual({ options: ['A', 'B', 'C'], withdrawn: [] });
    expect(piles(`3 2\n4 1 2 0\n1 3 0\n2 1 2 0\n${NAMES}`)).toEqual([
      ['6', [[0], [1]]],
      ['1', [[2]]],
    ]);
  });

  it('holds equal ranks, ranks skipped, blank ballots, comments and ids', () => {
    const text = `# made by hand\n3 1 # three options\n\n(7) 2 1=3 2 0\n1 - 2 0 # nobody first\n5 0\n${NAMES}`;
    expect(piles(text)).toEqual([
      ['2', [[0, 2], [1]]],
      ['1', [[], [1]]],
    ]);
    expect((read(text).profile as Ballots<'RANKED'>).blank).toBe(5n);
  });

  it('may number more than nine options, alone and among equal ones', () => {
    const names = Array.from({ length: 11 }, (_, at) => `"${String.fromCharCode(65 + at)}"\n`).join('');
    expect(piles(`11 1\n1 11 10 0\n1 10=11 1 0\n0\n${names}`)).toEqual([
      ['1', [[10], [9]]],
      ['1', [[9, 10], [0]]],
    ]);
    expect(read(`11 1\n-10 -11\n1 10 1 0\n0\n${names}`).profile.slate.withdrawn).toEqual(['J', 'K']);
  });

  it('says what it found wrong, and no more than that', () => {
    expect(wrongWith(() => read(`3 1\n1 2 0\n[withdrawn 3]\n${NAMES}`))).toMatchObject({
      reason: 'WITHDRAWN_AFTER_BALLOTS',
      found: '[withdrawn 3]',
    });
    expect(wrongWith(() => read(`3 1\n[withdrawn 3\n${NAMES}`))).toMatchObject({
      reason: 'BRACKET_NOT_CLOSED',
      found: '[withdrawn 3',
    });
    for (const nothing of ['[]', '[ ]'])
      expect(wrongWith(() => read(`3 1\n${nothing}\n${NAMES}`))).toMatchObject({ reason: 'BRACKET_UNKNOWN' });
    expect(wrongWith(() => read(`3 1\n2# for nobody\n${NAMES}`))).toMatchObject({
      reason: 'BALLOT_WITHOUT_END',
      line: 2,
    });
  });

  it('takes withdrawn options off, by negative numbers or by their nicknames', () => {
    const numbers = read(`3 1\n-2\n1 2 1 0\n${NAMES}`);
    const nicknames = read(`3 1\n[nick a b c] # also [tie]\n[withdrawn b]\n[tie c b a]\n1 b a 0\n${NAMES}`);
    expect(numbers.profile.slate).toEqual({ options: ['A', 'C'], withdrawn: ['B'] });
    expect(nicknames.profile).toEqual(numbers.profile);
    expect(nicknames.ignored).toEqual(['tie']);
  });

  it('reads the same with any line break, a byte order mark, an old end of file and names on one line', () => {
    const plain = read(`3 1\n1 2 1 0\n${NAMES}`).profile;
    expect(read(`\ufeff3 1\r\n1 2 1 0\r\n${NAMES.replaceAll('\n', '\r\n')}\x1a`).profile).toEqual(plain);
    expect(read('3 1\r1 2 1 0\r0\r"A" "B" C').profile).toEqual(plain);
    expect(read('3 1\n1 2 1 0\n0\n"A" "B" C').title).toBeNull();
  });

  it.each([
    ['nothing at all', '', 'BLT_FIRST_LINE', 1, 1],
    ['a first line that is none', '3\n', 'BLT_FIRST_LINE', 1, 1],
    ['a first line that goes on', '3 1 1\n', 'BLT_FIRST_LINE', 1, 5],
    ['no option', '0 1\n0\n', 'NO_OPTIONS', 1, 1],
    ['no seat', `3 0\n${NAMES}`, 'SEATS_NOT_POSITIVE', 1, 3],
    ['more options than an election has', '123456 1\n', 'TOO_MANY_OPTIONS', 1, 1],
    ['an option that does not exist', `3 1\n1 2 4 0\n${NAMES}`, 'UNKNOWN_OPTION', 2, 5],
    ['an option that does not exist among equal ones', `3 1\n1 2=4 0\n${NAMES}`, 'UNKNOWN_OPTION', 2, 5],
    ['an option twice on a ballot', `3 1\n1 2 1 2 0\n${NAMES}`, 'OPTION_TWICE_ON_A_BALLOT', 2, 7],
    ['a weight below zero', `3 1\n1 2 0\n-2 1 0\n${NAMES}`, 'WEIGHT_NEGATIVE', 3, 1],
    ['a weight below zero on the first ballot', `3 1\n-2 1 0\n${NAMES}`, 'WEIGHT_NEGATIVE', 2, 1],
    ['a weight that is no whole number', `3 1\n1.5 2 0\n${NAMES}`, 'WEIGHT_NOT_WHOLE', 2, 1],
    ['a weight without end', `3 1\n${'9'.repeat(31)} 2 0\n${NAMES}`, 'WEIGHT_TOO_LONG', 2, 1],
    ['a ballot without its zero', `3 1\n1 2 0\n1 2 3\n${NAMES}`, 'BALLOT_WITHOUT_END', 3, 6],
    ['a ballot of which there is only the id', `3 1\n(b1)\n${NAMES}`, 'BALLOT_WITHOUT_END', 2, 1],
    ['a ballot that goes on after its zero', `3 1\n1 2 0 3 0\n${NAMES}`, 'BALLOT_AFTER_ITS_END', 2, 7],
    ['a file cut among its ballots', '3 1\n1 2 0\n1 3 0\n', 'BALLOTS_WITHOUT_END', 4, 1],
    ['a file cut among its names', '3 1\n1 2 0\n0\n"A"\n"B"\n', 'NAMES_MISSING', 6, 1],
    ['a file cut within a name', '3 1\n1 2 0\n0\n"A"\n"B"\n"C', 'QUOTE_NOT_CLOSED', 6, 1],
    ['a quotation mark within a name', '3 1\n0\n"A "a" b"\n', 'QUOTE_INSIDE', 3, 4],
    ['more names than options', `3 1\n${NAMES}x y z\n`, 'NAMES_TOO_MANY', 7, 5],
    ['a name twice', '3 1\n0\n"A"\n"B"\n"A"\n', 'OPTION_TWICE', 5, 1],
    ['a name without a letter', '3 1\n0\n"A"\n" "\n"C"\n', 'OPTION_WITHOUT_NAME', 4, 1],
    ['a name that nobody can read', '3 1\n0\n"A"\n"B\u0007"\n"C"\n', 'CONTROL_CHARACTER', 4, 1],
    ['a NUL character', `3 1\n1 2\0 0\n${NAMES}`, 'NUL_CHARACTER', 2, 4],
    ['an option withdrawn too late', `3 1\n1 2 0\n-2\n${NAMES}`, 'WITHDRAWN_AFTER_BALLOTS', 3, 1],
    ['an entry in brackets that is unknown', `3 1\n[colour red]\n${NAMES}`, 'BRACKET_UNKNOWN', 2, 1],
    ['a bracket left open', `3 1\n[nick a b c\n${NAMES}`, 'BRACKET_NOT_CLOSED', 2, 1],
    ['too few nicknames', `3 1\n[nick a b]\n${NAMES}`, 'NICKNAMES_MISSING', 2, 10],
    ['too many nicknames', `3 1\n[nick a b c d]\n${NAMES}`, 'NICKNAMES_TOO_MANY', 2, 13],
    ['a nickname twice', `3 1\n[nick a b a]\n${NAMES}`, 'NICKNAME_TWICE', 2, 11],
    ['a nickname like a number', `3 1\n[nick a b 3]\n${NAMES}`, 'NICKNAME_LIKE_A_NUMBER', 2, 11],
    ['an id left open', `3 1\n(7 1 2 0\n${NAMES}`, 'ID_NOT_CLOSED', 2, 1],
  ])('with %s is refused where it stands', (_what, text, reason, line, column) => {
    expect(wrongWith(() => read(text))).toMatchObject({ reason, line, column });
  });

  it.each(['x', ':', 'A', '~', 'é', '/', '１'])('takes %s for no number of an option', (sign) => {
    for (const ballot of [`1 ${sign} 0`, `1 2 ${sign} 0`, `1 2${sign} 0`, `1 2 0${sign}`])
      expect(wrongWith(() => read(`3 1\n${ballot}\n${NAMES}`))).toMatchObject({ line: 2 });
  });

  it('reads a weight of thirty digits, more than any count of people has', () => {
    const most = '9'.repeat(30);
    const { profile } = read(`3 1\n${most} 2 0\n${NAMES}`);
    expect(profile).toMatchObject({ piles: [{ weight: BigInt(most) }] });
  });

  it('counts columns in characters, and shows nothing of a file that could move a terminal', () => {
    expect(wrongWith(() => read('3 1\n0\n"𝐀 é" "x"y" z\n'))).toMatchObject({ line: 3, column: 9 });
    expect(wrongWith(() => read(`3 1\n1 \u001b[2J 0\n${NAMES}`))).toMatchObject({ found: '\ufffd[2J' });
  });

  it('says the same of a ballot read letter by letter and word by word', () => {
    const ranking = fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { maxLength: 3 });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(99), ranking), { maxLength: 8 }), (ballots) => {
        const lines = (end: string) =>
          ballots.map(([weight, ranks]) => [`1${weight}`, ...ranks, `0${end}\n`].join(' ')).join('');
        // A tab keeps a ballot from being read letter by letter.
        expect(read(`3 1\n${lines('\t')}${NAMES}`)).toEqual(read(`3 1\n${lines('')}${NAMES}`));
      }),
      { numRuns: RUNS },
    );
    expect(wrongWith(() => read(`3 1\n1 2 00\n${NAMES}`))).toMatchObject({ reason: 'BALLOT_WITHOUT_END' });
  });
});
