import { exhaustive } from '../../core/kernel/exhaustive.js';
import type { ShownOptions } from '../../core/text/render/shown.js';
import type { WholeText } from '../../core/text/render/whole-text.js';
import { writeDocx } from './write-docx.js';
import { writeOdt } from './write-odt.js';
import { writePdf } from './write-pdf.js';

/** Documents to be printed or edited; what makes them is loaded when one is asked for. */
export const PAPER_FORMATS = ['pdf', 'odt', 'docx'] as const;
export type PaperFormat = (typeof PAPER_FORMATS)[number];

/** What each is served as. */
export const PAPER_TYPES = {
  pdf: 'application/pdf',
  odt: 'application/vnd.oasis.opendocument.text',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const satisfies Record<PaperFormat, string>;

export function writePaper(format: PaperFormat, text: WholeText, options: ShownOptions): Promise<Uint8Array> {
  switch (format) {
    case 'pdf':
      return writePdf(text, options);
    case 'odt':
      return writeOdt(text, options);
    case 'docx':
      return writeDocx(text, options);
    default:
      return exhaustive(format);
  }
}
