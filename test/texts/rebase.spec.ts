import { describe, expect, it } from '@jest/globals';
import { assemble } from '../../src/core/text/amend/assemble.js';
import { markdownOf, readBlocks } from '../../src/core/text/amend/blocks.js';
import { deriveHunks } from '../../src/core/text/amend/derive.js';
import { rebase } from '../../src/core/text/amend/rebase.js';

const BASE = `### Article 1

Le collectif s'appelle Ormée. Il est sans chef. Il siège à Bordeaux.

### Article 2

Le quorum est du tiers.

La majorité est des deux tiers.
`;

/** The base as somebody wants it, by words to be found in it. */
const edited = (...changes: readonly [string, string][]): string =>
  changes.reduce((text, [before, after]) => {
    if (!text.includes(before)) throw new Error(`nothing to replace: ${before}`);
    return text.replace(before, after);
  }, BASE);

const hunksOf = (copy: string) => deriveHunks(readBlocks(BASE), readBlocks(copy));

/** What becomes of one amendment once another is adopted, and the text with what is left of it. */
function after(adopted: string, pending: string) {
  const rebased = rebase(readBlocks(BASE), hunksOf(adopted), hunksOf(pending));
  const left = rebased.hunks.flatMap(({ hunk }) => hunk ?? []);
  return {
    outcomes: rebased.hunks.map(({ outcome }) => outcome),
    text: markdownOf(assemble(rebased.base, left)),
  };
}

describe('an amendment whose base changes', () => {
  it('is CLEAN where nothing that it touches moved', () => {
    const quorum = edited(['du tiers.', 'de la moitié.']);
    expect(after(quorum, edited(['des deux tiers', 'des trois quarts']))).toEqual({
      outcomes: ['CLEAN'],
      text: edited(['du tiers.', 'de la moitié.'], ['des deux tiers', 'des trois quarts']),
    });
  });

  it('is SHIFTED with the words before it', () => {
    const longer = edited(["s'appelle Ormée", "s'appelle Ormée depuis le mois de novembre"]);
    expect(after(longer, edited(['à Bordeaux', 'à Nantes']))).toEqual({
      outcomes: ['SHIFTED'],
      text: edited(
        ["s'appelle Ormée", "s'appelle Ormée depuis le mois de novembre"],
        ['à Bordeaux', 'à Nantes'],
      ),
    });
  });

  it('is ALREADY_APPLIED where the same was adopted, in other typography too', () => {
    expect(
      after(edited(['sans chef', "sans chef de l'État"]), edited(['sans chef', 'sans chef de l’État'])),
    ).toEqual({
      outcomes: ['ALREADY_APPLIED'],
      text: edited(['sans chef', "sans chef de l'État"]),
    });
  });

  it('is in CONFLICT over the same words, and changes nothing', () => {
    expect(after(edited(['du tiers', 'de la moitié']), edited(['du tiers', 'du quart']))).toEqual({
      outcomes: ['CONFLICT'],
      text: edited(['du tiers', 'de la moitié']),
    });
  });

  it('is ORPHANED where its alinéa is gone', () => {
    const without = edited(['Le quorum est du tiers.\n\n', '']);
    expect(after(without, edited(['du tiers', 'du quart']))).toEqual({
      outcomes: ['ORPHANED'],
      text: without,
    });
  });

  it('keeps its place after an alinéa that is gone, and after what was put there before it', () => {
    const quorum = 'Le quorum est du tiers.\n\n';
    const before = edited([quorum, `On siège en cercle.\n\n${quorum}`]);
    const without = edited([quorum, '']);
    const added = edited([quorum, `${quorum}On compte debout.\n\n`]);
    const rebased = rebase(readBlocks(BASE), [...hunksOf(before), ...hunksOf(without)], hunksOf(added));
    expect(rebased.hunks.map(({ outcome }) => outcome)).toEqual(['SHIFTED']);
    const left = rebased.hunks.flatMap(({ hunk }) => hunk ?? []);
    expect(markdownOf(assemble(rebased.base, left))).toBe(
      edited([quorum, 'On siège en cercle.\n\nOn compte debout.\n\n']),
    );
  });

  it('follows an alinéa that moved', () => {
    const moved = `### Article 1\n\n### Article 2\n\nLe quorum est du tiers.\n\nLa majorité est des deux tiers.\n\nLe collectif s'appelle Ormée. Il est sans chef. Il siège à Bordeaux.\n`;
    const { outcomes, text } = after(moved, edited(['à Bordeaux', 'à Nantes']));
    expect(outcomes).toEqual(['SHIFTED']);
    expect(text).toBe(moved.replace('à Bordeaux', 'à Nantes'));
  });
});
