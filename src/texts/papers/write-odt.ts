import { odtParts } from '../../core/text/render/odt.js';
import type { ShownOptions } from '../../core/text/render/shown.js';
import type { WholeText } from '../../core/text/render/whole-text.js';
import { zipParts } from './zip.js';

/** A text as a document of ODF: the same bytes for the same text on the same day. */
export const writeOdt = (text: WholeText, options: ShownOptions): Promise<Uint8Array> =>
  zipParts(odtParts(text, options));
