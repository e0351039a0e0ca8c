import {
  addressesOfProvisions,
  printTextAddress,
  provisionsAt,
  readTextAddress,
} from '../../src/core/text/address.js';
import { provisionsFromMarkdown } from '../../src/core/text/markdown.js';
import { applyPatch } from '../../src/core/text/patch.js';
import { Refusal } from '../../src/core/kernel/refusals.js';
import { slugOf, slugsOfTexts } from '../../src/core/text/slug.js';
import { newId } from '../world/texts.js';

describe('the slug of a title or a number', () => {
  it.each([
    ['Statuts', 'statuts'],
    ['Règlement intérieur', 'reglement-interieur'],
    ['  L’Œuvre d’Élise ! ', 'l-oeuvre-d-elise'],
    ['Article 1ᵉʳ', 'article-1er'],
    ['ARTICLE 7', 'article-7'],
    ['Article 7', 'article-7'],
    ['Titre Ⅳ', 'titre-iv'],
    ['İstanbul', 'istanbul'],
    ['§ 3', '3'],
    ['../../etc/passwd', 'etc-passwd'],
    ['規約', 'texte'],
    ['', 'texte'],
    ['-', 'texte'],
  ])('of %j is %j', (words, slug) => {
    expect(slugOf(words, 'texte')).toBe(slug);
  });

  it('ends where an address would grow too long, and never by a hyphen', () => {
    expect(slugOf(`${'a'.repeat(79)} bcd`, 'texte')).toBe('a'.repeat(79));
    expect(readTextAddress(slugOf('mot '.repeat(100), 'texte'))).not.toBeNull();
  });

  it('is one text’s alone, and no later text takes it from an earlier', () => {
    const titles = ['Règlement', 'Règlement 2', 'REGLEMENT', 'règlement'];
    const texts = titles.map((title, place) => ({ id: `${place}`, title }));
    const slugs = (count: number) => [...slugsOfTexts(texts.slice(0, count)).keys()];
    expect(slugs(4)).toEqual(['reglement', 'reglement-2', 'reglement-3', 'reglement-4']);
    for (let count = 1; count < 4; count += 1) expect(slugs(4).slice(0, count)).toEqual(slugs(count));
  });
});

describe('an address', () => {
  it.each([
    'statuts',
    'statuts.md',
    'statuts/@2026-11-22',
    'statuts/@2026-11-22.json',
    'statuts/@2026-11-22/2026-012.akn',
    'statuts/article-7',
    'statuts/article-7/@2026-11-22',
    'statuts/article-7/@2026-11-22/2026-1000',
  ])('%s is written as it was read', (path) => {
    const address = readTextAddress(path);
    expect(address && printTextAddress(address)).toBe(path);
  });

  it('leads by its identity to a provision whose number another looks like', () => {
    const imported = provisionsFromMarkdown(
      '## Article 7.1\n\nUn.\n\n## Article 7-1\n\nDeux.\n\n## Article 8\n',
      newId,
    );
    if (imported instanceof Refusal) throw imported;
    const [now, today] = ['2026-11-23T08:00:00.000Z', '2026-11-23'];
    const patch = { versions: [], operations: imported.operations, effectiveOn: null, today, now };
    const applied = applyPatch({ ...patch, decisionId: newId(), newId });
    if (applied instanceof Refusal) throw applied;
    const whole = {
      id: newId(),
      title: 'Statuts',
      language: 'fr' as const,
      collective: { id: newId(), name: 'Les Ormes' },
      versions: applied.opened,
      patches: [],
      decisions: new Map(),
    };
    const [first, second, third] = applied.opened.map(({ provisionId }) => provisionId);
    const addresses = addressesOfProvisions(whole, { inForceOn: today, knownAt: now });
    expect([...addresses.values()]).toEqual([`provision-${first}`, `provision-${second}`, 'article-8']);
    expect(provisionsAt(whole, 'article-7-1')).toEqual([first, second]);
    expect(provisionsAt(whole, 'article-8')).toEqual([third]);
    expect(provisionsAt(whole, `provision-${second}`)).toEqual([second]);
    expect(provisionsAt(whole, `provision-${newId()}`)).toEqual([]);
  });
});
