import { describe, expect, it } from '@jest/globals';
import { Refusal } from '../../src/core/kernel/refusals.js';
import type { PatchOperation } from '../../src/core/text/operations.js';
import { patchInstructions } from '../../src/core/text/patch-instructions.js';
import { previewPatch } from '../../src/core/text/preview.js';
import { hashPlace } from '../../src/core/text/position.js';
import { consolidate } from '../../src/core/text/consolidation.js';
import { LATER, noon, statutes, uuid, words } from '../texts/render/told-text.js';

const text = statutes();
const before = consolidate(text.versions, { inForceOn: '2026-09-01', knownAt: LATER });
const last = (id: number) => {
  const found = text.versions.findLast(({ provisionId }) => provisionId === uuid(id));
  if (!found) throw new Error(`no provision ${id}`);
  return found;
};
const on = (id: number) => ({ provisionId: uuid(id), expectedHash: last(id).hash });

const instructions = (operations: readonly PatchOperation[]) => ({
  fr: patchInstructions(before, operations, 'fr').flat(),
  en: patchInstructions(before, operations, 'en').flat(),
});

describe('an operation on a provision, as an instruction', () => {
  it('says where something is inserted, also after what the same patch inserts', () => {
    const operations = [
      text.insert(20, words('Article 4', 'Mots.', 'Argent'), 5, 6),
      text.insert(21, words('Article 5', ''), 5, 20),
      text.insert(22, words('Titre 0', '')),
      text.insert(23, words('Article 0', 'Un.'), 22),
    ];
    expect(instructions(operations)).toEqual({
      fr: [
        'Après « Article 3 » et ce qu’il contient, insérer « Article 4 : Argent », ainsi rédigé : « Mots. ».',
        'Après « Article 4 » et ce qu’il contient, insérer « Article 5 ».',
        'Au début du texte, insérer « Titre 0 ».',
        'Au début de « Titre 0 », insérer « Article 0 », ainsi rédigé : « Un. ».',
      ],
      en: [
        'After “Article 3” and what it holds, insert “Article 4: Argent”, saying: “Mots.”.',
        'After “Article 4” and what it holds, insert “Article 5”.',
        'At the beginning of the text, insert “Titre 0”.',
        'At the beginning of “Titre 0”, insert “Article 0”, saying: “Un.”.',
      ],
    });
  });

  it('says words by their alinéa, numbers, headings, places and ends', () => {
    const { content } = last(6);
    const body = content.body.replace('un tiers', 'la moitié');
    const place = { fromId: uuid(5), expectedPlace: hashPlace(last(6)), parentId: uuid(1), afterId: uuid(2) };
    const said = (operation: PatchOperation) => instructions([operation]);
    expect(said({ kind: 'REPLACE', ...on(6), content: { ...content, body } })).toEqual({
      fr: ['À l’alinéa 1 de « Article 3 », remplacer les mots « un tiers » par les mots « la moitié ».'],
      en: ['In paragraph 1 of “Article 3”, replace the words “un tiers” by the words “la moitié”.'],
    });
    expect(said({ kind: 'RENUMBER', ...on(6), number: 'Article 3 bis' }).fr).toEqual([
      'À « Article 3 », remplacer le numéro « Article 3 » par « Article 3 bis ».',
    ]);
    expect(said({ kind: 'SET_HEADING', ...on(6), heading: '' }).en).toEqual([
      'In “Article 3”, delete the heading “Quorum des scrutins”.',
    ]);
    expect(said({ kind: 'MOVE', ...on(6), ...place, content: { ...content, heading: 'Q' } }).fr).toEqual([
      'Déplacer « Article 3 », avec ce qu’il contient, après « Chapitre 1 » et ce qu’il contient.',
      'À « Article 3 », remplacer l’intitulé « Quorum des scrutins » par « Q ».',
    ]);
    expect(said({ kind: 'REPEAL', ...on(6) })).toEqual({
      fr: ['Abroger « Article 3 ».'],
      en: ['Repeal “Article 3”.'],
    });
    expect(said({ kind: 'RESTORE', ...on(4), parentId: uuid(2), afterId: null, content: null }).fr).toEqual([
      'Rétablir « Article 2 » au début de « Chapitre 1 ».',
    ]);
    expect(
      said({ kind: 'ERRATUM', ...on(6), corrects: uuid(1, 1), content: { ...content, body } }).fr,
    ).toEqual([
      'Erratum : à l’alinéa 1 de « Article 3 », remplacer les mots « un tiers » par les mots « la moitié ».',
    ]);
  });

  it('is never silent: blank lines and nothing at all are said too', () => {
    const { content } = last(3);
    const spaced = { ...content, body: content.body.replace('\n\n1.', '\n\n\n1.') };
    expect(instructions([{ kind: 'REPLACE', ...on(3), content: spaced }]).en[0]).toMatch(
      /^In “Article 1”, replace the whole text by: “/,
    );
    expect(instructions([{ kind: 'REPLACE', ...on(3), content }]).fr).toEqual([
      '« Article 1 » garde ses mots.',
    ]);
  });
});

describe('a preview', () => {
  const patch = { effectiveOn: '2027-02-01', today: '2026-09-01', now: noon('2026-09-01') };

  it('is the text of the day of effect, with what is done to each provision', () => {
    const operations: PatchOperation[] = [
      { kind: 'RENUMBER', ...on(6), number: 'Article 9' },
      text.repeal(3),
    ];
    const preview = previewPatch(text.versions, { ...patch, operations });
    if (preview instanceof Refusal) throw preview;
    expect(preview.inForceOn).toBe('2027-02-01');
    expect(
      preview.provisions.map(({ provision: { content, repealed }, operation }) => [
        content.number,
        repealed !== null,
        operation?.kind ?? null,
      ]),
    ).toEqual([
      ['Titre I', false, null],
      ['Chapitre 1', false, null],
      ['Article 1', true, 'REPEAL'],
      ['Article 2', true, null],
      ['Article 2 bis', false, null],
      ['Titre II', false, null],
      ['Article 9', false, 'RENUMBER'],
    ]);
  });

  it('refuses what a proclamation would refuse', () => {
    const operations: PatchOperation[] = [{ kind: 'RENUMBER', ...on(6), number: 'Article 2' }];
    expect(previewPatch(text.versions, { ...patch, operations })).toMatchObject({ code: 'NUMBER_TAKEN' });
  });
});
