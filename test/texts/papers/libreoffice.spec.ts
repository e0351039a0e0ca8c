import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import type { ShownOptions } from '../../../src/core/text/render/shown.js';
import { writePaper } from '../../../src/texts/papers/write-paper.js';
import { LATER, statutes } from '../render/told-text.js';

const OFFICE_IS_THERE = spawnSync('soffice', ['--version']).status === 0;
const WITHOUT_OFFICE = OFFICE_IS_THERE
  ? ''
  : ' (skipped: there is no soffice; Debian has it in libreoffice-writer-nogui)';

const OPTIONS: ShownOptions = { locale: 'fr', inForceOn: '2027-01-01', knownAt: LATER, marksSince: null };

const WORDS = [
  ...['Statuts', 'Les Ormes', 'Titre I : Le collectif', 'par l’éducation,'.replace('’', "'"), 'en salle'],
  ...[
    'Rien pour nous sans nous.',
    'le site',
    'Article 2 bis',
    'Assemblée',
    'si présents < quorum alors rien',
  ],
  ...['Rédaction issue de la décision 2026-004 du 1er août 2026.', '1. ', '2. ', '4) '],
];

(OFFICE_IS_THERE ? describe : describe.skip)(`LibreOffice${WITHOUT_OFFICE}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'ormee-papers-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Converts files by an office suite of its own, which knows nobody's settings. */
  const convert = (format: string, files: readonly string[]): void => {
    const { status, stderr, stdout } = spawnSync(
      'soffice',
      [
        `-env:UserInstallation=file://${folder}/profile`,
        ...['--headless', '--norestore', '--convert-to', format, '--outdir', folder],
        ...files.map((file) => join(folder, file)),
      ],
      { encoding: 'utf8', timeout: 120_000 },
    );
    expect([status, `${stdout}${stderr}`.match(/error[^\n]*/i)]).toEqual([0, null]);
  };

  it('opens both, and reads in them what was written', async () => {
    for (const format of ['odt', 'docx'] as const)
      for (const [name, marksSince] of [
        ['clean', null],
        ['marks', '2026-07-15'],
      ] as const)
        writeFileSync(
          join(folder, `${format}-${name}.${format}`),
          await writePaper(format, statutes().whole(), { ...OPTIONS, marksSince }),
        );
    const names = ['odt-clean', 'odt-marks', 'docx-clean', 'docx-marks'];
    const files = names.map((name) => `${name}.${name.split('-')[0]}`);
    convert('txt:Text (encoded):UTF8', files);
    for (const name of names) {
      const read = readFileSync(join(folder, `${name}.txt`), 'utf8');
      for (const words of WORDS) expect([name, read]).toEqual([name, expect.stringContaining(words)]);
    }
    convert('pdf', files);
    for (const name of names)
      expect(
        readFileSync(join(folder, `${name}.pdf`))
          .subarray(0, 5)
          .toString(),
      ).toBe('%PDF-');
  }, 180_000);
});
