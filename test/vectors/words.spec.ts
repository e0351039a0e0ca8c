import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ASSEMBLY_FORMS, BALLOT_MODES, MATTERS, METHODS } from '../../src/core/charter/clause.js';
import { refuse } from '../../src/core/kernel/refusals.js';
import { SITTING_ROLES } from '../../src/mandates/mandate.entity.js';
import { sentenceOf } from '../../src/platform/i18n/refusals.js';
import { WORDS, inWords } from '../../src/platform/i18n/words.js';

/** Where sources give the reason of a refusal as a code. */
const GIVES_A_REASON = [
  /reason: '([A-Z][A-Z_]+)'/g,
  /because\('([A-Z][A-Z_]+)'\)/g,
  /invalid\('\w+', '([A-Z][A-Z_]+)'\)/g,
  /(?:must|textThat)\([^;]*?, '([A-Z][A-Z_]+)'\)/g,
  /refuseLine\([^']*'([A-Z][A-Z_]+)'\)/g,
];

function reasonsOfSources(): string[] {
  // The reasons in a working are shown as the enums of the API, which describe each.
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !/[/\\]working[/\\]/.test(name),
  );
  return files.flatMap((name) => {
    const source = readFileSync(join('src', name), 'utf8');
    return GIVES_A_REASON.flatMap((pattern) =>
      [...source.matchAll(pattern)].map((found) => found[1] as string),
    );
  });
}

/** Languages part numbers and their units by spaces that do not break. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

describe('what a refusal says', () => {
  it('has words for every reason that the sources give', () => {
    const reasons = [...new Set(reasonsOfSources())].sort();
    expect(reasons).toEqual(
      expect.arrayContaining(['EMPTY', 'NOT_A_PERIOD', 'NOT_A_SLUG', 'UNDERLINED_HEADING']),
    );
    expect(reasons.filter((reason) => !Object.hasOwn(WORDS, reason))).toEqual([]);
  });

  it('has words for every matter, form, method, mode and role', () => {
    const codes = [...MATTERS, ...ASSEMBLY_FORMS, ...METHODS, ...BALLOT_MODES, ...SITTING_ROLES];
    expect(codes.filter((code) => !Object.hasOwn(WORDS, code))).toEqual([]);
  });

  it('says instants on the calendar of the collective, and durations in words', () => {
    const tooShort = refuse('VOTING_TOO_SHORT', { minimum: 'P7D', earliest: '2026-11-30T08:12:41.123Z' });
    expect(plain(sentenceOf(tooShort, 'fr', 'Europe/Paris'))).toBe(
      'Le vote doit durer au moins 7 jours : pas de clôture avant le 30 novembre 2026 à 09:12 (Europe/Paris).',
    );
    expect(plain(sentenceOf(tooShort, 'en'))).toBe(
      'Voting lasts at least 7 days: no closing before 30 November 2026 at 08:12 (UTC).',
    );
  });

  it.each([
    ['P1D', '1 jour'],
    ['PT1H30M', '1 heure 30 minutes'],
    ['PT60S', '60 secondes'],
    ['P', 'P'],
    ['2026-13-45T99', '2026-13-45T99'],
    ['toString', 'toString'],
    ['Article 7', 'Article 7'],
    ['HEADING_TOO_LONG', 'il est trop long'],
  ])('says %s as « %s »', (fact, words) => {
    expect(plain(inWords('fr', 'UTC')(fact))).toBe(words);
  });
});
