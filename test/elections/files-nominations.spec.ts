import { describe, expect, it } from '@jest/globals';
import { readNominationFile } from '../../src/core/counting/files/nominations.js';
import { wrongWith } from './files.js';

const FORMAT = '"format":"ormee-nominations@1"';
/** A file whose second line holds these fields. */
const fileWith = (fields: string): string => `{${FORMAT},"persons":["Ada","Bé"],\n${fields}}`;

describe('a file of nominations', () => {
  it('is read with what it says, names without the spaces around them', () => {
    const file = readNominationFile(
      '\ufeff' +
        fileWith(
          '"title":" Bureau ","nominations":[{"by":"Zoé","for":" Ada "},{"for":null}],"changes":[{"from":null,"for":"Bé"},{"by":"Zoé","for":null}],\r\n' +
            '"further":[[{"for":"Ada"}],[]],"consent":[{"person":"Ada","declined":true},{"person":"Bé","objections":2,"integrated":1,"declined":false}]',
        ),
    );
    expect(file).toEqual({
      format: 'json',
      title: 'Bureau',
      circle: {
        persons: ['Ada', 'Bé'],
        nominations: [{ by: 'Zoé', for: 'Ada' }, { for: null }],
        changes: [
          { from: null, for: 'Bé' },
          { by: 'Zoé', for: null },
        ],
        further: [[{ for: 'Ada' }], []],
        consent: [
          { person: 'Ada', objections: 0, integrated: 0, declined: true },
          { person: 'Bé', objections: 2, integrated: 1, declined: false },
        ],
      },
    });
  });

  it('may end after the first round', () => {
    const { title, circle } = readNominationFile(fileWith('"nominations":[]'));
    expect({ title, circle }).toEqual({
      title: null,
      circle: { persons: ['Ada', 'Bé'], nominations: [], changes: [], further: [], consent: [] },
    });
  });

  it.each<[string, string, string, number, number, string]>([
    ['is no JSON', '{', 'NOT_JSON', 1, 2, ''],
    ['is of another format', '{"format":"ormee-ballots@1"}', 'NOMINATIONS_FORMAT', 1, 11, 'ormee-ballots@1'],
    ['has no persons', `{${FORMAT},"nominations":[]}`, 'JSON_FIELD_MISSING', 1, 1, 'persons'],
    ['has nobody among its persons', `{${FORMAT},"persons":[],"nominations":[]}`, 'NO_OPTIONS', 1, 43, ''],
    ['has no nominations', fileWith('"changes":[]'), 'JSON_FIELD_MISSING', 1, 1, 'nominations'],
    ['has a field that nobody knows', fileWith('"votes":[]'), 'JSON_FIELD_UNKNOWN', 2, 1, 'votes'],
    ['names a person twice', `{${FORMAT},"persons":["A", "A"]}`, 'OPTION_TWICE', 1, 49, 'A'],
    ['nominates a stranger', fileWith('"nominations":[{"for":"Zoé"}]'), 'UNKNOWN_PERSON', 2, 23, 'Zoé'],
    [
      'nominates nobody, nor leaves it blank',
      fileWith('"nominations":[{"by":"Ada"}]'),
      'JSON_FIELD_MISSING',
      2,
      16,
      'for',
    ],
    ['nominates a number', fileWith('"nominations":[{"for":1}]'), 'JSON_NOT_A_TEXT', 2, 23, '1}]}'],
    [
      'says of a nomination what it was',
      fileWith('"nominations":[{"from":"Ada"}]'),
      'JSON_FIELD_UNKNOWN',
      2,
      17,
      'from',
    ],
    [
      'signs without a name',
      fileWith('"nominations":[{"by":" ","for":"Ada"}]'),
      'OPTION_WITHOUT_NAME',
      2,
      22,
      '',
    ],
    [
      'has half an objection',
      fileWith('"nominations":[],"consent":[{"person":"Ada","objections":0.5}]'),
      'NOT_WHOLE',
      2,
      58,
      '0.5',
    ],
    [
      'does not say whether objections stand',
      fileWith('"nominations":[],"consent":[{"person":"Ada"}]'),
      'JSON_FIELD_MISSING',
      2,
      29,
      'objections',
    ],
    [
      'puts nobody',
      fileWith('"nominations":[],"consent":[{"objections":0}]'),
      'JSON_FIELD_MISSING',
      2,
      29,
      'person',
    ],
    [
      'declines in words',
      fileWith('"nominations":[],"consent":[{"person":"Ada","declined":"true"}]'),
      'NOT_YES_OR_NO',
      2,
      56,
      'true',
    ],
  ])('is refused at its line and column when it %s', (_, text, reason, line, column, found) => {
    expect(wrongWith(() => readNominationFile(text))).toEqual({ reason, line, column, found });
  });
});
