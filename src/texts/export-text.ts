import type { Locale } from '../core/kernel/actors.js';
import { exhaustive } from '../core/kernel/exhaustive.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { CivilDate } from '../core/kernel/instants.js';
import { refuse } from '../core/kernel/refusals.js';
import { consolidate, type ReadingPoint } from '../core/text/consolidation.js';
import { renderMarkdown } from '../core/text/markdown.js';
import { renderAkn } from '../core/text/render/akn.js';
import { renderHtml } from '../core/text/render/html.js';
import { renderJson } from '../core/text/render/json.js';
import type { WholeText } from '../core/text/render/whole-text.js';
import type { Reader } from '../platform/database/transactions.js';
import { writePaper, type PaperFormat } from './papers/write-paper.js';
import { readWholeText, type AskedPoint, type TextReading } from './text.queries.js';

export const TEXT_FORMATS = ['markdown', 'html', 'json', 'akn'] as const;
export type TextFormat = (typeof TEXT_FORMATS)[number];

interface Asked extends AskedPoint {
  readonly locale: Locale;
  /** In HTML and on paper, marks what changed after this day. */
  readonly marksSince?: CivilDate | null;
}

export interface ExportOptions extends Asked {
  /** Default: Markdown. */
  readonly format?: TextFormat;
}

export interface PaperOptions extends Asked {
  readonly format: PaperFormat;
}

/**
 * Writes a text in a format, as it stood: each article with the decision that gave it its words.
 * TEXT_NOT_FOUND is thrown when the collective has no such text.
 */
export async function exportText(
  reader: Reader,
  collectiveId: Uuid,
  textId: Uuid,
  options: ExportOptions,
): Promise<string> {
  const whole = await readWholeText(reader, collectiveId, textId, options);
  if (!whole) throw refuse('TEXT_NOT_FOUND');
  return renderWhole(whole.text, whole.point, options);
}

/** Writes a text as a document to be printed or edited: the same bytes for the same text, known as much, on the same day. */
export async function exportPaper(
  reader: Reader,
  collectiveId: Uuid,
  textId: Uuid,
  options: PaperOptions,
): Promise<Uint8Array> {
  const whole = await readWholeText(reader, collectiveId, textId, options);
  if (!whole) throw refuse('TEXT_NOT_FOUND');
  const { format, locale, marksSince = null } = options;
  return writePaper(format, whole.text, { ...whole.point, locale, marksSince });
}

/** Writes a text that was read, as it stood at a point of its clocks. */
export function renderWhole(
  text: WholeText,
  point: ReadingPoint,
  options: Pick<ExportOptions, 'locale' | 'format' | 'marksSince'>,
): string {
  const { locale, format = 'markdown', marksSince = null } = options;
  switch (format) {
    case 'markdown':
      return renderMarkdown(consolidate(text.versions, point), { ...text, locale });
    case 'html':
      return renderHtml(text, { ...point, locale, marksSince });
    case 'json':
      return renderJson(text, point);
    case 'akn':
      return renderAkn(text, { ...point, locale });
    default:
      return exhaustive(format);
  }
}

/** Writes a text that was read as Markdown (CommonMark). */
export const printText = (title: string, { consolidated, decisions }: TextReading, locale: Locale): string =>
  renderMarkdown(consolidated, { title, locale, decisions });
