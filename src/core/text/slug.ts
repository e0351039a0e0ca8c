import type { Uuid } from '../kernel/ids.js';

/** Letters that no decomposition opens (Unicode, NFKD). */
const OPENED: Readonly<Record<string, string>> = {
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  þ: 'th',
  ð: 'd',
  ı: 'i',
};

const SLUG_MAX = 80;

/**
 * Words as they stand in an address: `Règlement intérieur` as `reglement-interieur`. Small letters of ASCII, digits and
 * hyphens alone, so that no address looks like another; `otherwise` where nothing is left of them.
 */
export function slugOf(words: string, otherwise: string): string {
  const plain = words
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[œæßøłđþðı]/g, (letter) => OPENED[letter] as string)
    .replace(/\p{M}/gu, '');
  const slug = plain
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, SLUG_MAX)
    .replace(/-$/, '');
  return slug === '' ? otherwise : slug;
}

/**
 * The slug of each text of a collective, from the title under which it was adopted. Texts come in the order of their
 * adoption: the first of a title bears it alone, later ones bear a number too, and no later text changes an earlier's.
 */
export function slugsOfTexts(
  adopted: readonly { readonly id: Uuid; readonly title: string }[],
): ReadonlyMap<string, Uuid> {
  const slugs = new Map<string, Uuid>();
  for (const { id, title } of adopted) {
    const base = slugOf(title, 'texte');
    let slug = base;
    for (let next = 2; slugs.has(slug); next += 1) slug = `${base}-${next}`;
    slugs.set(slug, id);
  }
  return slugs;
}
