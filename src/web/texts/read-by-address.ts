import type { Uuid } from '../../core/kernel/ids.js';
import {
  instantOfDecision,
  lastChangeOf,
  provisionsAt,
  readTextAddress,
  type TextAddress,
} from '../../core/text/address.js';
import { consolidate } from '../../core/text/consolidation.js';
import { asKnownAt } from '../../core/text/render/whole-text.js';
import { maySee } from '../../platform/access/rules.js';
import { addressedTexts } from '../../texts/address.queries.js';
import { renderWhole } from '../../texts/export-text.js';
import { readWholeText } from '../../texts/text.queries.js';
import { choicePage, provisionPage } from './provision.page.js';
import { SUFFIXES, textPage, type TextShown } from './text.page.js';
import type { Answered, AskedTexts } from './texts.controller.js';

const TYPES = {
  markdown: 'text/markdown; charset=utf-8',
  json: 'application/json; charset=utf-8',
  akn: 'application/akn+xml; charset=utf-8',
} as const;

/** A text, one of its provisions or a version of either; null: nothing there that whoever asks may read. */
export async function readByAddress(asked: AskedTexts, path: string): Promise<Answered | null> {
  const address = readTextAddress(path);
  if (!address) return null;
  const { reader, collectiveId, actor } = asked;
  const found = (await addressedTexts(reader, collectiveId)).find(({ slug }) => slug === address.text);
  if (!found || !maySee('BY_VISIBILITY', found, actor)) return null;
  const shown = await shownAt(asked, found.id, address);
  const written = shown && write(shown);
  return written && { ...written, isPublic: found.visibility === 'PUBLIC' };
}

/**
 * The text at the address's point. What is known is said as of the last decision on it, not as of now: the same
 * address is then answered by the same bytes until something is decided.
 */
async function shownAt(asked: AskedTexts, textId: Uuid, address: TextAddress): Promise<TextShown | null> {
  const { reader, collectiveId, locale, query } = asked;
  const whole = await readWholeText(reader, collectiveId, textId, { at: address.at, knownAt: null });
  if (!whole) return null;
  const knownAt =
    address.decision === null
      ? lastChangeOf(whole.text, whole.point.knownAt)
      : instantOfDecision(whole.text, address.decision);
  if (knownAt === null) return null;
  const text = asKnownAt(whole.text, knownAt);
  return { text, point: { ...whole.point, knownAt }, address, query, locale };
}

function write(shown: TextShown): Pick<Answered, 'body' | 'type'> | null {
  const { text, point, address, locale } = shown;
  if (address.provision !== null) return provision(shown, address.provision);
  if (consolidate(text.versions, point).provisions.length === 0) return null;
  if (address.suffix === null) return page(textPage(shown));
  const format = Object.hasOwn(SUFFIXES, address.suffix)
    ? SUFFIXES[address.suffix as keyof typeof SUFFIXES]
    : null;
  return format && { body: renderWhole(text, point, { locale, format }), type: TYPES[format] };
}

function provision(shown: TextShown, name: string): Pick<Answered, 'body' | 'type'> | null {
  const found = provisionsAt(shown.text, name);
  if (found.length === 0) return null;
  const [one, another] = found as readonly [Uuid, ...Uuid[]];
  if (another !== undefined) return page(choicePage(shown, found));
  const body = provisionPage(shown, one);
  return body === null ? null : page(body);
}

const page = (body: string): Pick<Answered, 'body' | 'type'> => ({ body, type: 'text/html; charset=utf-8' });
