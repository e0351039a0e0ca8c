import { nameSkeleton, tidyName, unfitName } from '../../src/core/kernel/names.js';

describe('a public name', () => {
  it.each([
    'Awa',
    'Zéphyr',
    'Coopérative du Bocal',
    'Jean-Luc d’Ormée',
    'Nguyễn Thị Hằng',
    'Анна Ветрова',
    'Ελένη',
    '李小龍',
    'たなか さくら',
    '한지민',
    'עדי',
    'Łukasz Żółć',
    'Membre 12',
    'La Compagnie 🐝',
  ])('may be %s', (name) => {
    expect(unfitName(name)).toBeNull();
  });

  it.each([
    ['nothing', '', 'EMPTY'],
    ['spaces', ' \u00a0 ', 'EMPTY'],
    ['half a character', 'Awa\ud83d', 'ILL_FORMED'],
    ['two lines', 'Awa\nBastien', 'CONTROL_CHARACTER'],
    ['a bell', 'Awa\u0007', 'CONTROL_CHARACTER'],
    ['a line separator', 'Awa\u2028', 'CONTROL_CHARACTER'],
    ['a right-to-left override', '\u202eawA', 'BIDI_CONTROL'],
    ['an isolate', 'A\u2067wa', 'BIDI_CONTROL'],
    ['81 characters', 'a'.repeat(81), 'TOO_LONG'],
    ['a direction mark', 'Awa\u200e', 'INVISIBLE_CHARACTER'],
    ['a joiner of no width', 'A\u200dwa', 'INVISIBLE_CHARACTER'],
    ['a space of no width', 'A\u200bwa', 'INVISIBLE_CHARACTER'],
    ['a soft hyphen', 'A\u00adwa', 'INVISIBLE_CHARACTER'],
    ['a byte order mark', '\ufeffAwa', 'INVISIBLE_CHARACTER'],
    ['a Hangul filler', 'Awa\u3164', 'INVISIBLE_CHARACTER'],
    ['a blank Braille pattern', 'Awa\u2800', 'INVISIBLE_CHARACTER'],
    ['a variation selector', 'Awa\ufe0f', 'INVISIBLE_CHARACTER'],
    ['a tag', 'Awa\u{e0041}', 'INVISIBLE_CHARACTER'],
    ['a letter that no font has', 'Awa\ue000', 'INVISIBLE_CHARACTER'],
    ['marks that cover the page', `A${'\u0336'.repeat(9)}wa`, 'TOO_MANY_MARKS'],
    ['no letter at all', '— . —', 'NO_LETTER'],
    ['a Cyrillic letter among Latin ones', 'Аwa', 'MIXED_SCRIPTS'],
    ['a Greek letter among Latin ones', 'Bοcal', 'MIXED_SCRIPTS'],
  ])('is refused when it has %s', (_what, name, reason) => {
    expect(unfitName(name)).toBe(reason);
  });

  it('is counted in characters, not in halves of them', () => {
    expect(unfitName('𝒜'.repeat(80))).toBeNull();
  });

  it('is kept composed and with single spaces', () => {
    expect(tidyName('  Ze\u0301phyr \u00a0 des  Ormes ')).toBe('Zéphyr des Ormes');
  });
});

describe('the skeleton of a name', () => {
  it.each([
    ['another case', 'Awa', 'AWA'],
    ['other spaces', 'Jean Luc', ' Jean\u00a0 Luc '],
    ['an accent more', 'Hélène', 'Helene'],
    ['composed or decomposed', 'Zéphyr', 'Ze\u0301phyr'],
    ['full width', 'Awa', 'Ａｗａ'],
    ['letters of mathematics', 'Awa', '𝐀𝐰𝐚'],
    ['a capital i for an l', 'Alain', 'AIain'],
    ['a one for an l', 'Alain', 'A1ain'],
    ['a zero for an o', 'Olga', '0lga'],
    ['r and n for an m', 'Camille', 'Carnille'],
    ['two v for a w', 'Awa', 'Avva'],
    ['a ligature', 'Sœur', 'Soeur'],
    ['a sharp s', 'Weiß', 'Weiss'],
    ['a whole name in Cyrillic', 'paccopy', 'рассору'],
    ['a whole name in Greek', 'pav', 'ραν'],
    ['a dotless i', 'Ali', 'Alı'],
    ['another apostrophe', 'd’Ormée', "d'Ormée"],
    ['another hyphen', 'Jean-Luc', 'Jean‑Luc'],
  ])('is the same with %s', (_what, one, other) => {
    expect(nameSkeleton(one)).toBe(nameSkeleton(other));
  });

  it('keeps apart the members of a usual list', () => {
    const names = [
      'Awa',
      'Ana',
      'Anna',
      'Bastien',
      'Camille',
      'Camila',
      'Jean',
      'Jeanne',
      'Jean Luc',
      'Jeanluc',
    ];
    const numbered = Array.from({ length: 2_000 }, (_, place) => `Membre ${place + 1}`);
    const skeletons = [...names, ...numbered].map(nameSkeleton);
    expect(new Set(skeletons).size).toBe(skeletons.length);
  });

  it('is the same of a skeleton', () => {
    for (const name of ['Alain', 'Weiß', 'Œuvre', 'Ωμέγα', 'Ётт']) {
      const skeleton = nameSkeleton(name);
      expect(nameSkeleton(skeleton.replaceAll('rn', 'm'))).toBe(nameSkeleton(skeleton));
    }
  });
});
