import fc from 'fast-check';

/** Few words, so that much is alike by chance: repeated words and whole repeated lines are the rule here. */
const WORDS = [
  ...[
    'le',
    'la',
    'de',
    'et',
    'conseil',
    'membre',
    'membres',
    'deux',
    'tiers',
    'vote',
    'an',
    'trois',
    'lieux',
  ],
  ...['e\u0301lu', 'élu', '👩‍🌾', '🇫🇷', 'L. 241-10', 'l’assemblée', "l'assemblée", '12', '1er', 'ͤ', 'ﬁn'],
  ...[
    '«\u00a0non\u00a0»',
    '"non"',
    '“non”',
    ':',
    ' :',
    '\u202f;',
    '…',
    '...',
    '–',
    '-',
    '(a)',
    '50\u00a0%',
    '**a**',
  ],
];

/** Pieces whose place decides what they are. */
const STRANGE = [
  ...[
    '---',
    '***',
    '===',
    '```',
    '~~~',
    '````',
    '#',
    '##',
    '> ',
    '- ',
    '1. ',
    '2) ',
    '|',
    '| - |',
    '\u00a0',
    '\t',
  ],
  ...[
    '<!--',
    '-->',
    '[[art:7]]',
    '\\',
    '    ',
    '\u200b',
    '\ufeff',
    '+++',
    '- - -',
    '* * *',
    'a | b\n--- | ---',
  ],
];

const aWord = fc.oneof(
  { weight: 30, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 1, arbitrary: fc.constantFrom(...STRANGE) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 4 }).map((s) => s.replace(/\s/g, '_')) },
);

const aSentence = fc
  .tuple(
    fc.array(aWord, { minLength: 1, maxLength: 12 }),
    fc.constantFrom('.', '.', '', ' ;', ',', '\u00a0!', '…'),
  )
  .map(([words, end]) => words.join(' ') + end);

const aParagraph = fc
  .array(aSentence, { minLength: 1, maxLength: 3 })
  .chain((sentences) => fc.constantFrom(' ', ' ', '\n', '  \n', '\u00a0').map((gap) => sentences.join(gap)));

const aHeading = fc
  .tuple(
    fc.constantFrom('#', '##', '###', '####'),
    fc.nat({ max: 9 }),
    fc.constantFrom('', ' : Du vote', ' bis'),
  )
  .map(([marks, number, rest]) => `${marks} Article ${number}${rest}`);

const aTable = fc
  .array(fc.tuple(aWord, aWord), { minLength: 1, maxLength: 3 })
  .map((rows) => ['| a | b |', '| --- | --- |', ...rows.map(([a, b]) => `| ${a} | ${b} |`)].join('\n'));

/** One block, as someone would type it. */
export const aBlock: fc.Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: aParagraph },
  { weight: 3, arbitrary: aHeading },
  {
    weight: 3,
    arbitrary: fc.constantFrom('Le conseil se réunit deux fois par an.', '(Supprimé)', 'Le vote.'),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(fc.constantFrom('- ', '1. ', '2) ', '  - ', '* '), aSentence).map((x) => x.join('')),
  },
  { weight: 1, arbitrary: aTable },
  { weight: 1, arbitrary: aSentence.map((words) => `> ${words}\n> ${words}`) },
  { weight: 1, arbitrary: aSentence.map((words) => `\`\`\`\n${words}\n\n  ${words}\n\`\`\``) },
  { weight: 1, arbitrary: fc.constantFrom('***', 'Titre\n===', 'Titre\n---', '---\na: 1\n---', ...STRANGE) },
);

/** What an author does to a copy, by numbers that are taken modulo what there is. */
interface Stroke {
  readonly act:
    | 'WORD'
    | 'STRIKE'
    | 'WRITE'
    | 'DELETE'
    | 'INSERT'
    | 'MOVE'
    | 'SPLIT'
    | 'JOIN'
    | 'REWRITE'
    | 'TWICE'
    | 'SWAP';
  readonly at: number;
  readonly word: number;
  readonly to: number;
  readonly words: string;
  readonly block: string;
}

const aStroke: fc.Arbitrary<Stroke> = fc.record({
  act: fc.constantFrom<Stroke['act']>(
    ...(['WORD', 'WORD', 'WORD', 'STRIKE', 'WRITE', 'WRITE', 'DELETE', 'INSERT', 'INSERT', 'MOVE'] as const),
    ...(['SPLIT', 'JOIN', 'REWRITE', 'TWICE', 'SWAP'] as const),
  ),
  at: fc.nat({ max: 40 }),
  word: fc.nat({ max: 40 }),
  to: fc.nat({ max: 40 }),
  words: fc.array(aWord, { minLength: 1, maxLength: 4 }).map((words) => words.join(' ')),
  block: aBlock,
});

export type Copying = readonly Stroke[];

export const someStrokes = (most: number): fc.Arbitrary<Copying> =>
  fc.array(aStroke, { minLength: 1, maxLength: most });

/** Blocks with what stands between them: what a file holds is a function of both. */
export interface Typed {
  readonly blocks: readonly string[];
  readonly gap: string;
  readonly start: string;
  readonly end: string;
  readonly lineEnd: string;
}

export const someBlocks = (most: number): fc.Arbitrary<Typed> =>
  fc.record({
    blocks: fc.array(aBlock, { maxLength: most }),
    gap: fc.constantFrom('\n\n', '\n\n', '\n\n', '\n', '\n\n\n', '\n \n'),
    start: fc.constantFrom('', '', '', '\n', '\ufeff'),
    end: fc.constantFrom('\n', '\n', '', '\n\n'),
    lineEnd: fc.constantFrom('\n', '\n', '\r\n'),
  });

export const typed = ({ blocks, gap, start, end, lineEnd }: Typed): string =>
  (start + blocks.join(gap) + end).replaceAll('\n', lineEnd);

/** The copy that an author hands in. */
export function edited(text: Typed, strokes: Copying): Typed {
  return { ...text, blocks: strokes.reduce(stroke, text.blocks) };
}

function stroke(blocks: readonly string[], { act, at, word, to, words, block }: Stroke): readonly string[] {
  if (blocks.length === 0) return act === 'INSERT' ? [block] : [];
  const place = at % blocks.length;
  const target = blocks[place] as string;
  const there = target.split(' ');
  const spot = word % there.length;
  switch (act) {
    case 'WORD':
      return blocks.with(place, there.with(spot, words).join(' '));
    case 'STRIKE':
      return blocks.with(place, there.toSpliced(spot, 1 + (to % 3)).join(' '));
    case 'WRITE':
      return blocks.with(place, there.toSpliced(spot, 0, words).join(' '));
    case 'SWAP':
      return blocks.with(
        place,
        there
          .toSpliced(spot, 1)
          .toSpliced(to % there.length, 0, there[spot] as string)
          .join(' '),
      );
    case 'DELETE':
      return blocks.toSpliced(place, 1 + (to % 2));
    case 'INSERT':
      return blocks.toSpliced(place, 0, block);
    case 'TWICE':
      return blocks.toSpliced(place, 0, target);
    case 'MOVE':
      return blocks.toSpliced(place, 1).toSpliced(to % blocks.length, 0, target);
    case 'SPLIT':
      return blocks.toSpliced(place, 1, there.slice(0, spot).join(' '), there.slice(spot).join(' '));
    case 'JOIN':
      return blocks.toSpliced(place, 2, [target, blocks[place + 1] ?? ''].join(' '));
    case 'REWRITE':
      return blocks.with(place, block);
  }
}
