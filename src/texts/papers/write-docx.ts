import { docxParts } from '../../core/text/render/docx.js';
import type { ShownOptions } from '../../core/text/render/shown.js';
import type { WholeText } from '../../core/text/render/whole-text.js';
import { zipParts } from './zip.js';

/** A text as a document of Word: the same bytes for the same text on the same day. */
export const writeDocx = (text: WholeText, options: ShownOptions): Promise<Uint8Array> =>
  zipParts(docxParts(text, options));
