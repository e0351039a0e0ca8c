import { readBlocks } from '../../src/core/text/amend/blocks.js';
import { countWords, findAgain, locate, quoteOf, type Passage } from '../../src/core/text/anchor.js';

const TEXT = `Le collectif se réunit *deux fois* par mois, le mardi soir.

Chaque réunion est annoncée une semaine avant, par courriel.

- Un point par personne ;
- le mardi soir est le soir de tous.`;

const at = (text: string, quote: string, before = '', after = ''): Passage => {
  const passage = locate(readBlocks(text), { quote, before, after });
  if (typeof passage === 'string') throw new Error(passage);
  return passage;
};

/** What becomes of a quote of one text in another: how it is found, and the words that stand there. */
function becomes(then: string, quote: string, now: string, before = '', after = '') {
  const [was, is] = [readBlocks(then), readBlocks(now)];
  const found = findAgain(was, at(then, quote, before, after), is);
  return found && [found.how, quoteOf(is, found.passage)];
}

describe('a quote', () => {
  it.each([
    ['deux fois par mois', 'deux fois* par mois'],
    ['réunion est annoncée', 'réunion est annoncée'],
    ['Un point par personne', 'Un point par personne'],
  ])('is the passage whose words it says: %s', (quote, words) => {
    expect(quoteOf(readBlocks(TEXT), at(TEXT, quote))).toBe(words);
  });

  it.each([
    ['other apostrophes', 'L’ordre du jour est envoyé.', "l'ordre"],
    ['other spaces', 'Un point\u00a0: le prix.', 'point: le'],
    ['other quotation marks', 'Dit « la caisse ».', 'dit "la caisse"'],
    ['marks of emphasis', 'Il est **très** cher.', 'est très *cher*'],
    ['line ends', 'Il est\ntrès cher.', 'est très cher'],
  ])('may be typed with %s', (_, text, quote) => {
    expect(
      locate(readBlocks(text.toLowerCase()), { quote: quote.toLowerCase(), before: '', after: '' }),
    ).toEqual(expect.objectContaining({ block: 'b1' }));
  });

  it.each([
    ['nothing', ''],
    ['no word', '* *'],
    ['what is not there', 'le jeudi'],
    ['half a word', 'deux foi'],
    ['two paragraphs at once', 'le mardi soir. Chaque réunion'],
    ['the same in capitals', 'DEUX FOIS'],
  ])('is not found when it says %s', (_, quote) => {
    expect(locate(readBlocks(TEXT), { quote, before: '', after: '' })).toBe('NOT_FOUND');
  });

  it('that stands twice is told apart by what is around it, and refused where that tells nothing', () => {
    const draft = readBlocks(TEXT);
    const seek = (before: string, after: string) => locate(draft, { quote: 'le mardi soir', before, after });
    expect(seek('', '')).toBe('AMBIGUOUS');
    expect(seek('par mois, ', '')).toEqual({ block: 'b1', start: 45, end: 58 });
    expect(seek('', 'est le')).toEqual(expect.objectContaining({ block: 'b4' }));
    expect(seek('par mois,', 'est le')).toBe('NOT_FOUND');
  });
});

describe('a passage, in a later version', () => {
  it('stands where nothing changed, whatever comes before it', () => {
    expect(becomes(TEXT, 'une semaine avant', TEXT)).toEqual(['EXACT', 'une semaine avant']);
    expect(becomes(TEXT, 'une semaine avant', `Un préambule.\n\n${TEXT}`)).toEqual([
      'EXACT',
      'une semaine avant',
    ]);
    expect(becomes(TEXT, 'deux fois par mois', TEXT.replaceAll('*', ''))).toEqual([
      'EXACT',
      'deux fois par mois',
    ]);
  });

  it('stands in a paragraph that changed around it, and says so', () => {
    const now = TEXT.replace('par courriel', 'par courrier');
    expect(becomes(TEXT, 'annoncée une semaine avant', now)).toEqual([
      'CHANGED_AROUND',
      'annoncée une semaine avant',
    ]);
  });

  it('is the one of two that was meant', () => {
    const two = 'Le lundi, un point. Le mardi, un point.';
    const passage = at(two, 'un point', 'Le mardi,');
    expect(findAgain(readBlocks(two), passage, readBlocks(`Avant.\n\n${two}`))).toMatchObject({
      how: 'EXACT',
      passage: { block: 'b2', start: passage.start, end: passage.end },
    });
    // Which of the two the words that remain are, nothing tells for sure.
    expect(becomes(two, 'un point', 'Le lundi, un point. Le mardi, rien.', 'Le mardi,')).toBeNull();
  });

  it('is found where its paragraph moved to', () => {
    const [first, second, ...rest] = TEXT.split('\n\n') as [string, string, ...string[]];
    const now = [second, ...rest, 'Une fin.', first].join('\n\n');
    expect(becomes(TEXT, 'se réunit deux fois', now)?.[1]).toBe('se réunit *deux fois');
  });

  it('is found where its sentence went to', () => {
    const then = 'Un début. On vote à main levée partout. Une fin.\n\nRien à voir ici.';
    const now = 'Un début. Une fin.\n\nRien à voir ici. On vote à main levée partout.';
    expect(becomes(then, 'On vote à main levée partout', now)).toEqual([
      'MOVED',
      'On vote à main levée partout',
    ]);
    // Twice there: nothing tells which.
    const twice = `${now}\n\nOn vote à main levée partout.`;
    expect(becomes(then, 'On vote à main levée partout', twice)).toBeNull();
  });

  it('is gone where one word of it is', () => {
    expect(becomes(TEXT, 'une semaine avant', TEXT.replace('une semaine', 'deux semaines'))).toBeNull();
    expect(becomes(TEXT, 'une semaine avant', 'Tout autre chose.')).toBeNull();
    expect(becomes(TEXT, 'une semaine avant', '')).toBeNull();
  });

  it('is not taken for the same words that stood elsewhere all along', () => {
    const then = 'Le vote est à main levée.\n\nEn ligne, rien. Le vote est à main levée.';
    const now = 'En ligne, rien. Le vote est à main levée.';
    const passage = { block: 'b1', start: 0, end: 'Le vote est à main levée'.length };
    expect(findAgain(readBlocks(then), passage, readBlocks(now))).toBeNull();
  });

  it('is not taken for words so few that they may stand anywhere', () => {
    expect(
      becomes('Le prix est fixe.\n\nUn autre point.', 'Le prix', 'Nul ne sait. Le prix monte.'),
    ).toBeNull();
  });
});

describe('words', () => {
  it('are counted as people count them', () => {
    expect(countWords('Un, **deux** ; trois ! — 4')).toBe(4);
    expect(countWords('')).toBe(0);
  });
});
