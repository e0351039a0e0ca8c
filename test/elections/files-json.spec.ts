import { describe, expect, it } from '@jest/globals';
import type { GradeTallies } from '../../src/core/counting/elections/profile.js';
import { readBallotFile } from '../../src/core/counting/files/read.js';
import { approved, ranked, scored } from './ballots.js';
import { wrongWith } from './files.js';

const read = (text: string, name = 'ballots.json') => readBallotFile({ text, name });
const FORMAT = '"format":"ormee-ballots@1"';
const file = (kind: string, rest: string) => read(`{${FORMAT},"kind":"${kind}",${rest}}`);
const inRanking = (ranking: string) =>
  `{${FORMAT},"kind":"ranked","options":["A","B"],\n"ballots":[{"ranking":${ranking}}]}`;

describe('our JSON', () => {
  it('holds rankings, with equal ranks, ranks skipped, overvotes, weights and withdrawn options', () => {
    const ballots =
      '[{"ranking":["A",["B","C"]],"weight":3},{"ranking":[[],"B"]},{"weight":"2","ranking":[{"overvote":true},"A"]},{"ranking":[]}]';
    const read = file('ranked', `"seats":2,"title":" A title ","options":["A","B","C"],"ballots":${ballots}`);
    expect(read).toMatchObject({ format: 'json', seats: 2, title: 'A title' });
    expect(read.profile).toEqual(ranked('A B C', '3: A > B = C', '1: - > B', '2: ? > A', '1:'));
    const without = file('ranked', `"ballots":${ballots},"withdrawn":["A"],"options":["C","B","A"]`);
    expect(without.profile.slate).toEqual({ options: ['B', 'C'], withdrawn: ['A'] });
  });

  it('holds scores and approvals', () => {
    expect(
      file('scored', '"options":["A","B"],"ballots":[{"scores":{"A":5,"B":null}},{"scores":{"B":-1}}]')
        .profile,
    ).toEqual(scored('A B', '1: 5 -', '1: - -1'));
    expect(
      file('approved', '"options":["A","B"],"ballots":[{"approved":["B","A"]},{"approved":[],"weight":4}]')
        .profile,
    ).toEqual(approved('A B', '1: A B', '4:'));
  });

  it('holds tallies of grades, from the worst, of any size', () => {
    const { grades, tallies, slate } = file(
      'graded',
      '"grades":["bad","good"],"tallies":{"B":[1,2],"A":["123456789012345678901",0]}',
    ).profile as GradeTallies;
    expect({ grades, tallies, options: slate.options }).toEqual({
      grades: ['bad', 'good'],
      tallies: [
        [123456789012345678901n, 0n],
        [1n, 2n],
      ],
      options: ['A', 'B'],
    });
  });

  it('may call an option anything', () => {
    const { profile } = file(
      'scored',
      '"options":["__proto__","\\u00e9"],"ballots":[{"scores":{"__proto__":2}}]',
    );
    expect(profile).toEqual(scored('__proto__ é', '1: 2 -'));
  });

  it.each([
    `{${FORMAT},"kind":"ranked","options":["A","B"],"seats":1,"ballots":[{"ranking":["A",["B"]],"weight":3},{"ranking":[{"overvote":true}]}]}`,
    `{${FORMAT},"kind":"scored","options":["A"],"ballots":[{"scores":{"A":-5}},{"scores":{"A":null}}]}`,
    `{${FORMAT},"kind":"graded","grades":["bad","good"],"tallies":{"A":[1,"2"]}}`,
  ])('is no JSON where it ends too soon, wherever that is: %s', (whole) => {
    expect(read(whole).format).toBe('json');
    for (let end = FORMAT.length + 1; end < whole.length; end += 1)
      expect([end, wrongWith(() => read(whole.slice(0, end))).reason]).toEqual([end, 'NOT_JSON']);
    for (const nothing of ['', ' \n'])
      expect(wrongWith(() => read(nothing))).toMatchObject({ reason: 'NOT_JSON', found: '' });
  });

  it('is known by its content', () => {
    expect(read(`\n {${FORMAT},"kind":"approved","options":["A"],"ballots":[]}`, 'x.blt').format).toBe(
      'json',
    );
  });

  it.each([
    ['is cut', `{${FORMAT},"kind":"ranked","options":["A"`, 'NOT_JSON', 1, 59],
    ['is no JSON within a ballot', inRanking('["A" "B"]'), 'NOT_JSON', 2, 28],
    ['goes on after its end', `${inRanking('[]')}}`, 'NOT_JSON', 2, 28],
    ['has another version', '{"format":"ormee-ballots@2"}', 'JSON_FORMAT', 1, 11],
    ['has no format', '{"kind":"ranked"}', 'JSON_FIELD_MISSING', 1, 1],
    ['has another kind', `{${FORMAT},"kind":"liked"}`, 'JSON_KIND', 1, 36],
    ['has a field that nobody knows', `{${FORMAT},"colour":1}`, 'JSON_FIELD_UNKNOWN', 1, 29],
    ['has a field twice', `{${FORMAT},${FORMAT}}`, 'JSON_KEY_TWICE', 1, 29],
    [
      'has a field of another kind',
      `{${FORMAT},"kind":"ranked","options":["A"],"ballots":[],"grades":[]}`,
      'JSON_FIELD_OF_OTHER_KIND',
      1,
      74,
    ],
    ['lacks its ballots', `{${FORMAT},"kind":"ranked","options":["A"]}`, 'JSON_FIELD_MISSING', 1, 1],
    ['has no option', `{${FORMAT},"kind":"ranked","options":[],"ballots":[]}`, 'NO_OPTIONS', 1, 55],
    [
      'has an option twice',
      `{${FORMAT},"kind":"ranked","options":["A","A"],"ballots":[]}`,
      'OPTION_TWICE',
      1,
      60,
    ],
    [
      'has no seat',
      `{${FORMAT},"seats":0,"kind":"ranked","options":["A"],"ballots":[]}`,
      'SEATS_NOT_POSITIVE',
      1,
      37,
    ],
    ['names an option that is not there', inRanking('["A","D"]'), 'UNKNOWN_OPTION', 2, 28],
    ['names an option twice at a rank', inRanking('[["A","B","A"]]'), 'OPTION_TWICE_ON_A_BALLOT', 2, 33],
    ['has a text where a list is due', inRanking('"A"'), 'JSON_NOT_A_LIST', 2, 23],
    ['has a number where a name is due', inRanking('[1]'), 'JSON_NOT_A_TEXT', 2, 24],
    [
      'has a list where a ballot is due',
      `{${FORMAT},"kind":"ranked","options":["A"],"ballots":[["A"]]}`,
      'JSON_NOT_A_RECORD',
      1,
      72,
    ],
    [
      'has a ballot of another kind',
      `{${FORMAT},"kind":"ranked","options":["A"],"ballots":[{"scores":{}}]}`,
      'JSON_FIELD_UNKNOWN',
      1,
      73,
    ],
    [
      'has a ballot without marks',
      `{${FORMAT},"kind":"ranked","options":["A"],"ballots":[{}]}`,
      'JSON_FIELD_MISSING',
      1,
      72,
    ],
    ['has an overvote that is none', inRanking('[{"overvote":false}]'), 'JSON_FIELD_MISSING', 2, 24],
    [
      'has a weight below zero',
      `{${FORMAT},"kind":"ranked","options":["A"],"ballots":[{"weight":-1}]}`,
      'WEIGHT_NEGATIVE',
      1,
      82,
    ],
    [
      'has a weight that is no whole number',
      `{${FORMAT},"kind":"ranked","options":["A"],"ballots":[{"weight":1e3}]}`,
      'WEIGHT_NOT_WHOLE',
      1,
      82,
    ],
    [
      'has a score that is no whole number',
      `{${FORMAT},"kind":"scored","options":["A"],"ballots":[{"scores":{"A":2.5}}]}`,
      'SCORE_NOT_WHOLE',
      1,
      87,
    ],
    [
      'has not one number a grade',
      `{${FORMAT},"kind":"graded","grades":["a","b"],"tallies":{"A":[1]}}`,
      'NOT_ONE_NUMBER_A_GRADE',
      1,
      79,
    ],
  ])('that %s is refused where it stands', (_what, text, reason, line, column) => {
    expect(wrongWith(() => read(text))).toMatchObject({ reason, line, column });
  });
});

describe('a file', () => {
  it.each([
    ['blt', '2 1\n1 1 0\n0\nA B\n', 'ballots.txt'],
    ['blt', '2 1\n1 1 0\n0\nA B\n', 'ballots.csv'],
    ['preflib', '# ALTERNATIVE NAME 1: A\n1: 1\n', 'ballots'],
    ['preflib', '1\n1,A\n1,1,1\n1,1\n', 'ballots.txt'],
    ['csv', 'A,B\n1,0\n', 'ballots.csv'],
    ['csv', 'A\tB\n1\t0\n', 'BALLOTS.TSV'],
  ])('is known as %s by its content first, then by the end of its name', (format, text, name) => {
    expect(read(text, name).format).toBe(format);
  });

  it('that is none of the formats is refused, unless its name says CSV', () => {
    expect(wrongWith(() => read('A,B\n1,0\n', 'ballots.txt'))).toMatchObject({
      reason: 'FORMAT_UNKNOWN',
      line: 1,
      column: 1,
      found: 'A,B',
    });
  });
});
