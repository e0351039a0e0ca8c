import { describe, expect, it } from '@jest/globals';
import { markdownOf, readBlocks } from '../../src/core/text/amend/blocks.js';
import { deriveHunks } from '../../src/core/text/amend/derive.js';
import type { Hunk } from '../../src/core/text/amend/hunk.js';
import { merge } from '../../src/core/text/amend/merge.js';
import { rebase } from '../../src/core/text/amend/rebase.js';

const STATUTES = [
  '## Titre I : Les membres',
  '### Article 6',
  'Chaque membre paie une cotisation annuelle.',
  '### Article 7',
  'Le conseil compte neuf membres élus pour deux ans.',
  'Il se réunit une fois par mois au siège de la collective.',
  'Ses séances sont ouvertes à tous les membres présents.',
  'Un compte rendu en est publié dans les quinze jours.',
  '### Article 8',
  'Les comptes sont arrêtés le dernier jour de décembre.',
];
const [, , DUES, SEVEN, COUNCIL, MEETS, OPEN, MINUTES, EIGHT, ACCOUNTS] = STATUTES as [
  ...(readonly [string, string, string, string, string, string, string, string, string, string]),
];

type Edit = (lines: string[]) => string[];
const text = (lines: readonly string[]): string => `${lines.join('\n\n')}\n`;

/** The copies of a text that several authors hand in, named A, B, C. */
function mergeOf(edits: readonly Edit[], lines: readonly string[] = STATUTES) {
  const base = readBlocks(text(lines));
  const names = 'ABCDE';
  const amendments = edits.map((edit, index) => ({
    id: names.charAt(index),
    hunks: deriveHunks(base, readBlocks(text(edit([...lines])))),
  }));
  const { conflicts, warnings, merged } = merge(base, amendments);
  return {
    conflicts: conflicts.map(({ kind, sides }) => said(kind, sides)),
    warnings: warnings.map((warning) =>
      'sides' in warning ? said(warning.kind, warning.sides) : warning.kind,
    ),
    merged: merged && markdownOf(merged),
  };
}

const said = (kind: string, sides: readonly { readonly amendments: readonly string[] }[]): string =>
  `${kind} ${sides
    .map(({ amendments }) => amendments.join('+'))
    .sort()
    .join(' ')}`;

const words =
  (from: string, to: string): Edit =>
  (lines) => {
    const edited = lines.map((line) => line.replace(from, to));
    expect(edited).not.toEqual(lines);
    return edited;
  };
const after =
  (line: string, ...added: string[]): Edit =>
  (lines) =>
    lines.toSpliced(lines.indexOf(line) + 1, 0, ...added);
const without =
  (...gone: string[]): Edit =>
  (lines) =>
    lines.filter((line) => !gone.includes(line));
const instead =
  (line: string, ...added: string[]): Edit =>
  (lines) =>
    lines.toSpliced(lines.indexOf(line), 1, ...added);
const moved =
  (line: string, where: string): Edit =>
  (lines) =>
    after(where, line)(without(line)(lines));
const both =
  (one: Edit, other: Edit): Edit =>
  (lines) =>
    other(one(lines));

const conflict = (...kinds: string[]) => ({ conflicts: kinds, merged: null });
const becomes = (lines: readonly string[], ...warnings: string[]) => ({
  conflicts: [],
  warnings,
  merged: text(lines),
});
const NEW = 'Toute personne peut y demander la parole une fois.';

describe('Two amendments whose hunks do not touch, and whose sum neither would want', () => {
  describe('headings', () => {
    it('are a conflict where one cuts an article in two and the other adds to its end', () => {
      const cut = after(MEETS, '### Article 7 bis');
      expect(mergeOf([cut, after(MINUTES, NEW)])).toMatchObject(conflict('HEADING A B'));
      expect(mergeOf([after(MINUTES, NEW), cut])).toMatchObject(conflict('HEADING A B'));
      // Before the cut, the addition is where it was meant to be.
      expect(mergeOf([cut, after(COUNCIL, NEW)]).conflicts).toEqual([]);
    });

    it('are to be read together with words that pass under another', () => {
      const cut = after(MEETS, '### Article 7 bis');
      expect(mergeOf([cut, words('quinze', 'huit')])).toEqual(
        becomes(words('quinze', 'huit')(cut([...STATUTES])), 'MOVED_WORDS A B'),
      );
    });

    it('are a conflict where one is deleted alone, and its article added to', () => {
      expect(mergeOf([without(SEVEN), after(MINUTES, NEW)])).toMatchObject(conflict('DELETED A B'));
      expect(mergeOf([without(SEVEN), words('quinze', 'huit')])).toMatchObject({
        conflicts: [],
        warnings: ['MOVED_WORDS A B'],
      });
    });

    it('are a conflict where one moves alone to the middle of another article, which is added to', () => {
      // As a copy shows it, it is the paragraph below that moved up.
      expect(mergeOf([moved(EIGHT, OPEN), after(MINUTES, NEW)])).toMatchObject(conflict('MOVED A B'));
      expect(mergeOf([moved(EIGHT, MEETS), after(MINUTES, NEW)])).toMatchObject(conflict('HEADING A B'));
    });

    it('of two new articles may not bear one number, wherever they stand, whatever else is in conflict', () => {
      const [one, other] = [
        after(DUES, '### Article 6 bis', 'Le montant en est libre.'),
        after(ACCOUNTS, '### Article 6 BIS', 'Deux membres les vérifient.'),
      ];
      expect(mergeOf([one, other])).toMatchObject(conflict('NUMBER A B'));
      expect(mergeOf([one, other, words('neuf', 'dix'), words('neuf', 'onze')])).toMatchObject(
        conflict('NUMBER A B', 'OVERLAP C D'),
      );
      expect(mergeOf([words('Article 8', 'Article 9'), after(MINUTES, '### Article 9', NEW)])).toMatchObject({
        merged: null,
        conflicts: ['NUMBER A B'],
      });
    });
  });

  describe('deleted paragraphs', () => {
    it('may have another written after them, which is to be read again', () => {
      expect(mergeOf([without(MEETS), after(MEETS, NEW)])).toEqual(
        becomes(instead(MEETS, NEW)([...STATUTES]), 'AFTER_DELETED A B'),
      );
    });

    it('may have others written at both ends, in the order of the text', () => {
      const gone = without(MEETS, OPEN);
      const [before, end] = ['Il élit deux porte-parole.', NEW];
      expect(mergeOf([gone, after(COUNCIL, before), after(OPEN, end)])).toEqual(
        becomes(after(COUNCIL, before, end)(gone([...STATUTES])), 'AFTER_DELETED A C'),
      );
    });

    it('are a conflict where another writes between them', () => {
      expect(mergeOf([without(MEETS, OPEN), after(MEETS, NEW)])).toMatchObject(conflict('DELETED A B'));
      expect(mergeOf([after(MEETS, NEW), without(COUNCIL, MEETS, OPEN, MINUTES)])).toMatchObject(
        conflict('DELETED A B'),
      );
    });

    it('are a conflict where another writes them anew, although both delete the same', () => {
      const anew = instead(
        MEETS,
        'Ordre du jour : une semaine avant.',
        'Urgence : deux jours.',
        'Rien le dimanche.',
      );
      expect(mergeOf([without(MEETS), anew])).toMatchObject(conflict('DELETED A B'));
      expect(mergeOf([anew, without(SEVEN, COUNCIL, MEETS, OPEN, MINUTES)]).conflicts).toContain(
        'DELETED A B',
      );
    });

    it('are a conflict where two write anew runs that overlap', () => {
      const one: Edit = (lines) =>
        lines.toSpliced(lines.indexOf(MEETS), 2, 'Premier jet.', 'Deuxième jet.', 'Fin.');
      const other: Edit = (lines) =>
        lines.toSpliced(lines.indexOf(OPEN), 2, 'Autre idée.', 'Puis rien.', 'Halte.');
      expect(mergeOf([one, other]).merged).toBe(null);
    });

    it('are a conflict where another only moves, joins or splits what they said', () => {
      const split = instead(
        'Long : le conseil décide seul des dépenses courantes. Il rend compte de chacune à la prochaine assemblée.',
        'Long : le conseil décide seul des dépenses courantes.',
        'Il rend compte de chacune à la prochaine assemblée.',
      );
      const cut = words(' Il rend compte de chacune à la prochaine assemblée.', '');
      const lines = [
        '### Article 1',
        'Long : le conseil décide seul des dépenses courantes. Il rend compte de chacune à la prochaine assemblée.',
        'Fin.',
      ];
      expect(mergeOf([split, cut], lines).merged).toBe(null);
      const mended = both(
        without(MEETS),
        after(ACCOUNTS, 'Le conseil se réunit une fois par mois au siège de la collective.'),
      );
      expect(mergeOf([without(MEETS), mended])).toMatchObject(conflict('DELETED A B'));
      expect(mergeOf([without(MEETS), moved(MEETS, ACCOUNTS)])).toMatchObject(conflict('DELETED A B'));
    });
  });

  describe('joined paragraphs', () => {
    it('are a conflict where another writes between them', () => {
      const joined: Edit = (lines) => lines.toSpliced(lines.indexOf(MEETS), 2, `${MEETS} ${OPEN}`);
      expect(mergeOf([joined, after(MEETS, NEW)]).merged).toBe(null);
    });
  });

  describe('moved paragraphs', () => {
    it('take along the words that another changes', () => {
      const there = moved(DUES, ACCOUNTS);
      expect(mergeOf([there, words('annuelle', 'mensuelle')])).toEqual(
        becomes(words('annuelle', 'mensuelle')(there([...STATUTES])), 'MOVED_WORDS A B'),
      );
    });

    it('are a conflict where two move one, or one writes after it', () => {
      expect(mergeOf([moved(DUES, ACCOUNTS), moved(DUES, MINUTES)])).toMatchObject(conflict('MOVED A B'));
      expect(mergeOf([moved(DUES, ACCOUNTS), after(DUES, NEW)])).toMatchObject(conflict('MOVED A B'));
    });

    it('lose nothing where three move in a ring', () => {
      const base = readBlocks(text(['un un un', 'deux deux deux', 'trois trois trois']));
      const move = (block: string, to: string): Hunk[] => [
        { kind: 'PLACE', after: to, items: [{ kind: 'MOVED', block }] },
      ];
      const ring = [move('b1', 'b2'), move('b2', 'b3'), move('b3', 'b1')];
      const result = merge(
        base,
        ring.map((hunks, index) => ({ id: `${index}`, hunks })),
      );
      expect(result.conflicts.map(({ kind }) => kind)).toEqual(['MOVED', 'MOVED', 'MOVED']);
    });
  });

  describe('words', () => {
    it('are a conflict where one writes at an end of what another takes out', () => {
      const gone = words(' une fois par mois', '');
      expect(mergeOf([gone, words('réunit une', 'réunit, en principe, une')])).toMatchObject(
        conflict('OVERLAP A B'),
      );
      expect(mergeOf([gone, words('mois au', 'mois ou plus au')])).toMatchObject(conflict('OVERLAP A B'));
    });

    it('are a conflict where what one adds may stand on either side of what another changes', () => {
      const lines = ['### Article 1', 'Deux membres, deux membres, puis un vote.'];
      const more = words('Deux membres, deux membres,', 'Deux membres, deux membres, deux membres,');
      expect(mergeOf([more, words('deux membres,', 'trois tiers,')], lines)).toMatchObject(
        conflict('OVERLAP A B'),
      );
    });

    it('are a conflict where one writes a paragraph anew that has some of them by chance', () => {
      const lines = [
        '### Article 1',
        'Le conseil se réunit deux fois par an, en mars et en octobre, au siège.',
      ];
      const anew = words(
        lines[1] as string,
        'Une commission de trois personnes prépare, en deux mois et par courrier, un budget.',
      );
      expect(mergeOf([anew, words('deux fois', 'trois fois')], lines)).toMatchObject(conflict('OVERLAP A B'));
      expect(mergeOf([anew, words('mars et', 'mai et')], lines)).toMatchObject(conflict('OVERLAP A B'));
      const other = words(
        lines[1] as string,
        'Toute dépense de plus de mille euros, pour argent et en nature, demande un vote préalable.',
      );
      expect(mergeOf([other, words('mars et en', 'mars, ou même en')], lines)).toMatchObject(
        conflict('OVERLAP A B'),
      );
    });

    it('are to be read together where two change neighbours', () => {
      expect(mergeOf([words('neuf', 'dix'), words('élus', 'tirés au sort')])).toMatchObject({
        conflicts: [],
        warnings: ['CLOSE A B'],
      });
    });

    it('are to be read together where two change one sentence, which no abbreviation ends', () => {
      const law = 'Selon l’article L. 241-10 du code, les membres du conseil élu par tous paient une part.';
      const lines = ['### Article 1', `${law} Rien de plus.`];
      const [head, tail] = [words('Selon', 'D’après'), words('une part', 'deux parts')];
      expect(mergeOf([head, tail], lines)).toMatchObject({ conflicts: [], warnings: ['SAME_SENTENCE A B'] });
      expect(mergeOf([head, words('Rien', 'Et rien')], lines)).toMatchObject({ conflicts: [], warnings: [] });
    });

    it('of much the same written at two places are to be read together', () => {
      expect(mergeOf([after(DUES, NEW), after(ACCOUNTS, NEW)])).toMatchObject({
        conflicts: [],
        warnings: ['WRITTEN_TWICE A B'],
      });
    });
  });

  describe('signs of Markdown', () => {
    it('are no typography where a reader sees them: an item put under another, a line that ends early', () => {
      const lines = [
        '### Article 1',
        '- un',
        '- deux',
        'Première ligne\nseconde ligne.',
        '| a |\n| - |\n| b |',
      ];
      for (const edit of [
        words('- deux', '  - deux'),
        words('ligne\n', 'ligne  \n'),
        words('| b |', '|  b |'),
      ])
        expect(mergeOf([edit], lines)).toEqual(becomes(edit([...lines])));
    });

    it('are a conflict where two of them close on what others wrote', () => {
      expect(mergeOf([after(DUES, '```'), after(MINUTES, '```')])).toMatchObject(conflict('STRUCTURE A B'));
      expect(mergeOf([after(DUES, '```'), after(MINUTES, '```'), words('neuf', 'dix')])).toMatchObject(
        conflict('STRUCTURE A B'),
      );
      const top: Edit = (lines) => ['---', ...lines];
      expect(mergeOf([top, after(DUES, '---')])).toMatchObject(conflict('STRUCTURE A B'));
    });

    it('are a conflict of those two, not of a third who changed a word of the block where one begins', () => {
      const open = words('annuelle.', 'annuelle.\n```');
      const code = after(MINUTES, '```\n12 euros\n```');
      const third = words('Chaque', 'Toute');
      expect(mergeOf([open, third])).toMatchObject({ conflicts: [] });
      expect(mergeOf([open, third, code])).toMatchObject(conflict('STRUCTURE A C'));
    });
  });
});

describe('a text of blank lines alone', () => {
  it('lends no blank to the end of what is written into it', () => {
    const base = readBlocks('\t');
    const { merged } = merge(base, [{ id: 'A', hunks: deriveHunks(base, readBlocks('Le quorum')) }]);
    expect(merged && markdownOf(merged)).toBe('Le quorum\n');
  });
});

describe('An amendment carried to a text that others changed', () => {
  const base = readBlocks(text(STATUTES));
  const outcomes = (adopted: Edit, pending: Edit): string[] => {
    const hunksOf = (edit: Edit) => deriveHunks(base, readBlocks(text(edit([...STATUTES]))));
    return rebase(base, hunksOf(adopted), hunksOf(pending)).hunks.map(({ outcome }) => outcome);
  };

  it('is a conflict wherever both could not have been merged, also where no hunk touches', () => {
    expect(outcomes(after(MEETS, '### Article 7 bis'), after(MINUTES, NEW))).toEqual(['CONFLICT']);
    expect(outcomes(after(MEETS, '### Article 7 bis'), after(COUNCIL, NEW))).toEqual(['CLEAN']);
    expect(outcomes(after(DUES, '```'), after(MINUTES, '```'))).toEqual(['CONFLICT']);
    expect(
      outcomes(after(DUES, '### Article 6 bis', 'Rien.'), after(ACCOUNTS, '### Article 6 bis', 'Tout.')),
    ).toEqual(['CONFLICT']);
  });

  it('does not bring back what was repealed, although it took it out itself to write it anew', () => {
    const anew = instead(
      MEETS,
      'Ordre du jour : une semaine avant.',
      'Urgence : deux jours.',
      'Le reste attend.',
    );
    expect(outcomes(without(MEETS), anew)).toEqual(['ALREADY_APPLIED', 'ORPHANED']);
  });
});
