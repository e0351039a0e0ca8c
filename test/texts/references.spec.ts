import { describe, expect, it } from '@jest/globals';
import type { PatchOperation } from '../../src/core/text/operations.js';
import { citationsIn, referencePieces, refuseUnknownReferences } from '../../src/core/text/references.js';
import { renderAkn } from '../../src/core/text/render/akn.js';
import { renderHtml } from '../../src/core/text/render/html.js';
import { renderJson } from '../../src/core/text/render/json.js';
import { paperOf } from '../../src/core/text/render/paper.js';
import { faultsOf, SCHEMA_IS_THERE } from './render/akn-schema.js';
import { LATER, noon, ToldText, uuid, words } from './render/told-text.js';

/** Article 2 names article 1, which is renumbered in July and repealed in August; the title is named whole. */
const told = (): ToldText => {
  const text = new ToldText();
  text.decide('2026-05-01', [
    text.insert(1, words('Titre I', '')),
    text.insert(2, words('Article 1'), 1),
    text.insert(
      3,
      words(
        'Article 2',
        'Voir **[[art:1]]**, [[art: Titre I ]] et `[[art:1]]`, non [[art:9]].\n\n- ou [[art:1]]',
      ),
      1,
      2,
    ),
  ]);
  const read = text.versions.find(({ provisionId }) => provisionId === uuid(2));
  const on = { provisionId: uuid(2), expectedHash: read?.hash ?? '' };
  text.decide('2026-07-01', [{ kind: 'RENUMBER', ...on, number: 'Article 1 bis' }]);
  return text.decide('2026-08-01', [text.repeal(2)]);
};

const html = (inForceOn: string, marksSince: string | null = null): string =>
  renderHtml(told().whole(), { inForceOn, knownAt: LATER, locale: 'en', marksSince });

describe('a reference to an article', () => {
  it('is called as the article is called on the day read, and leads to it', () => {
    const link = (name: string, id: number) =>
      `<a href="#provision-${uuid(id)}" rel="nofollow noreferrer">${name}</a>`;
    expect(html('2026-06-01')).toContain(
      `Voir <strong>${link('Article 1', 2)}</strong>, ${link('Titre I', 1)} et <code>[[art:1]]</code>, non [[art:9]].`,
    );
    expect(html('2026-07-15')).toContain(`ou ${link('Article 1 bis', 2)}`);
    // The words are the text's, and so is what is said of them.
    expect(html('2026-08-01')).toContain(`ou ${link('Article 1 bis (abrogé)', 2)}`);
  });

  it('is marked where it is called otherwise than before', () => {
    expect(html('2026-07-15', '2026-06-01')).toMatch(/<ins>.*bis/);
  });

  it('is read on both clocks', () => {
    const cited = (inForceOn: string, knownAt: string) =>
      citationsIn(told().versions, { inForceOn, knownAt })('1 bis')?.number ?? null;
    expect(cited('2026-07-15', LATER)).toBe('Article 1 bis');
    expect(cited('2026-06-01', LATER)).toBe('Article 1');
    expect(cited('2026-07-15', noon('2026-06-01'))).toBeNull();
  });

  it('is a ref in Akoma Ntoso, plain words on paper, and as typed where the file is read back', async () => {
    const point = { inForceOn: '2026-07-15', knownAt: LATER };
    const whole = told().whole();
    const akn = renderAkn(whole, { ...point, locale: 'fr' });
    expect(akn).toMatch(/<ref href="#[^"]*art_1bis">Article 1 bis<\/ref>/);
    if (SCHEMA_IS_THERE) expect(await faultsOf(akn)).toEqual([]);
    const paper = JSON.stringify(paperOf(whole, { ...point, locale: 'fr', marksSince: null }));
    expect(paper).toContain('"Article 1 bis"');
    expect(paper).not.toContain('#provision');
    expect(renderJson(whole, point)).toContain('ou [[art:1]]');
  });

  it('is taken apart without losing a sign', () => {
    const text = 'a [[art:7]][[art:]] [[art:x\ny]] [[art:8]] [[art:[1]]]';
    const pieces = referencePieces(text);
    expect(pieces.map(({ words: piece }) => piece).join('')).toBe(text);
    expect(pieces.flatMap((piece) => ('label' in piece ? [piece.label] : []))).toEqual(['7', '8']);
  });
});

describe('what refers to nothing', () => {
  const text = told();
  const insert = (body: string): PatchOperation => text.insert(20, words('Article 20', body));
  const refusal = (...operations: readonly PatchOperation[]) =>
    refuseUnknownReferences(text.versions, operations);

  it('is refused by what it says, unless it comes along, was repealed, or was there before', () => {
    expect(refusal(insert('Voir [[art:1]] et [[art:77]].'))).toMatchObject({
      code: 'REFERENCE_UNKNOWN',
      facts: { number: '77' },
      where: ['operations', 0],
    });
    expect(
      refusal(insert('Voir [[art:1]], [[art:1 bis]], [[art:20]] et [[art:21]].'), {
        ...text.insert(21, words('Article 21')),
      }),
    ).toBeNull();
    const again = text.replace(3, words('Article 2', 'Toujours [[art:9]].'));
    expect(refusal(again)).toBeNull();
    expect(refusal(text.replace(3, words('Article 2', '[[art:10]]')))).toMatchObject({
      facts: { number: '10' },
    });
  });
});
