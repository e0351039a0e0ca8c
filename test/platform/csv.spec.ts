import { Refusal } from '../../src/core/kernel/refusals.js';
import { readDay } from '../../src/platform/csv/cells.js';
import { FILE_MAX_BYTES, readTable } from '../../src/platform/csv/read-table.js';

const COLUMNS = {
  name: { names: ['name', 'nom'], needed: true, max: 20, shape: 'LINE' },
  note: { names: ['note'], needed: false, max: 100, shape: 'LINES' },
} as const;

const cellsOf = (file: string) => readTable(file, COLUMNS).map(({ cells, line }) => ({ ...cells, line }));

const refusalOf = (file: string): object => {
  try {
    cellsOf(file);
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, ...(error.facts as object) };
    throw error;
  }
  return {};
};

describe('a table from a spreadsheet', () => {
  const LOUISE = [{ name: 'Louise', note: 'Bonjour', line: 2 }];

  it.each([
    ['with commas', 'name,note\nLouise,Bonjour\n'],
    ['with semicolons, as French ones write', 'nom;note\nLouise;Bonjour\n'],
    ['with a byte order mark', '\ufeffnom;note\r\nLouise;Bonjour\r\n'],
    ['with the line breaks of Windows', 'nom;note\r\nLouise;Bonjour\r\n'],
    ['with the line breaks of old machines', 'nom;note\rLouise;Bonjour\r'],
    ['without a last line break', 'nom;note\nLouise;Bonjour'],
    ['with its columns in another order', 'note;nom\nBonjour;Louise\n'],
    ['with capitals and spaces in the names of its columns', ' NOM ; Note\nLouise;Bonjour\n'],
    ['with spaces around its cells', 'nom;note\n  Louise ; Bonjour \n'],
    ['with every cell quoted', '"nom";"note"\n"Louise";"Bonjour"\n'],
    ['with empty lines and cells at its edges', 'nom;note;;\nLouise;Bonjour;;\n;;;\n\n'],
  ])('is read %s', (_, file) => {
    expect(cellsOf(file)).toEqual(LOUISE);
  });

  it('knows the line of the file on which each of its own begins', () => {
    const file = 'nom;note\r\n"Louise";"deux\r\nlignes"\r\n\r\nNestor;\r\n';
    expect(cellsOf(file)).toEqual([
      { name: 'Louise', note: 'deux\nlignes', line: 2 },
      { name: 'Nestor', note: '', line: 5 },
    ]);
  });

  it('keeps a separator and a quotation mark within quotation marks', () => {
    expect(cellsOf('nom;note\n"Louise";"elle dit ""non"" ; et part"\n')[0]?.note).toBe(
      'elle dit "non" ; et part',
    );
  });

  it.each<[string, string, object]>([
    [
      'is larger than a request',
      `nom;note\n${'x;\n'.repeat(FILE_MAX_BYTES / 3)}`,
      { code: 'FILE_TOO_LARGE' },
    ],
    ['was not in UTF-8', 'nom;note\nRen\ufffd;\n', { code: 'FILE_NOT_UTF8', line: 2, column: 4 }],
    ['holds half a character', 'nom;note\nRen\ud800;\n', { code: 'FILE_NOT_UTF8', line: 2, column: 4 }],
    ['is empty', '', { code: 'FILE_HEADER_WRONG', line: 1, column: 1, expected: 'name, [note]' }],
    ['has a column that nobody asked for', 'nom;age\n', { code: 'FILE_HEADER_WRONG', line: 1, column: 2 }],
    ['has a column twice', 'nom;name\n', { code: 'FILE_HEADER_WRONG', line: 1, column: 2 }],
    ['lacks a column', 'note\n', { code: 'FILE_HEADER_WRONG', line: 1, column: 2 }],
    [
      'was cut within quotation marks',
      'nom;note\nLouise;ok\nNestor;"coup',
      { code: 'FILE_NOT_CSV', line: 3, column: 2, reason: 'QUOTE_NOT_CLOSED' },
    ],
    [
      'was cut within a line',
      'nom;note\nLouise;ok\nNes',
      { code: 'FILE_NOT_CSV', line: 3, column: 1, reason: 'CELLS_MISSING' },
    ],
    [
      'has a cell too many',
      'nom;note\nLouise;ok;encore\n',
      { code: 'FILE_NOT_CSV', line: 2, column: 3, reason: 'CELLS_TOO_MANY' },
    ],
    [
      'has a stray quotation mark',
      'nom;note\nLou"ise;ok\n',
      { code: 'FILE_NOT_CSV', line: 2, column: 1, reason: 'QUOTE_MISPLACED' },
    ],
    [
      'has a line without what is needed',
      'nom;note\n;seul\n',
      { code: 'FILE_CELL_INVALID', line: 2, column: 1 },
    ],
    [
      'has a value that is too long',
      `nom;note\n${'x'.repeat(21)};\n`,
      { code: 'FILE_CELL_UNREADABLE', line: 2, column: 1, reason: 'TOO_LONG' },
    ],
    [
      'has a control character',
      'nom;note\nLou\u0007ise;\n',
      { code: 'FILE_CELL_UNREADABLE', line: 2, column: 1, reason: 'CONTROL_CHARACTER' },
    ],
    [
      'has a NUL, as UTF-16 read as text does',
      'nom;note\nL\u0000o;\n',
      { code: 'FILE_CELL_UNREADABLE', line: 2, column: 1 },
    ],
    [
      'turns the direction of reading',
      'nom;note\nLou\u202eise;\n',
      { code: 'FILE_CELL_UNREADABLE', line: 2, column: 1, reason: 'BIDI_CONTROL' },
    ],
    [
      'has two lines where one is due',
      'nom;note\n"Lou\nise";\n',
      { code: 'FILE_CELL_UNREADABLE', line: 2, column: 1 },
    ],
    [
      'has a script',
      'nom;note\nLouise;<script>alert(1)</script>\n',
      { code: 'FILE_CELL_MARKUP', line: 2, column: 2 },
    ],
  ])('is refused by name, line and column where it %s', (_, file, refusal) => {
    expect(refusalOf(file)).toMatchObject(refusal);
  });

  it.each(['=1+1', '+33 6', '-1', '@SUM(A1)', '\t=1', ' =1', '＝1', '"\r=1"', '"\t"'])(
    'is refused where a cell begins like a formula: %j',
    (cell) => {
      expect(refusalOf(`nom;note\nLouise;ok\nNestor;${cell}\n`)).toMatchObject({
        code: 'FILE_CELL_FORMULA',
        line: 3,
        column: 2,
      });
    },
  );
});

describe('a day in a table', () => {
  it.each([
    ['2020-10-30', '2020-10-30'],
    ['30/10/2020', '2020-10-30'],
    ['1/2/2021', '2021-02-01'],
    ['10/30/2020', null],
    ['30/10/20', null],
    ['31/02/2021', null],
    ['0021-02-01', null],
    ['44134', null],
    ['hier', null],
  ])('%s is %s', (cell, day) => {
    expect(readDay(cell)).toBe(day);
  });
});
