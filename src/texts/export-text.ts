import type { Locale } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import { renderMarkdown } from '../core/text/markdown.js';
import type { Reader } from '../platform/database/transactions.js';
import { readText, textsByIds, type AskedPoint, type TextReading } from './text.queries.js';

export interface ExportOptions extends AskedPoint {
  readonly locale: Locale;
}

/**
 * Writes a text as Markdown (CommonMark), as it stood: each article followed by the decision that gave it its words.
 * TEXT_NOT_FOUND is thrown when the collective has no such text.
 */
export async function exportText(
  reader: Reader,
  collectiveId: Uuid,
  textId: Uuid,
  { locale, ...point }: ExportOptions,
): Promise<string> {
  const [text] = await textsByIds(reader, collectiveId, [textId]);
  if (!text) throw refuse('TEXT_NOT_FOUND');
  return printText(text.title, await readText(reader, collectiveId, textId, point), locale);
}

/** Writes a text that was read as Markdown (CommonMark). */
export const printText = (title: string, { consolidated, decisions }: TextReading, locale: Locale): string =>
  renderMarkdown(consolidated, { title, locale, decisions });
