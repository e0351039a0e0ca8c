import type { Zippable } from 'fflate';
import type { PaperPart } from '../../core/text/render/paper-part.js';

/** The first day that a zip can tell, by the clock on the wall wherever it is written. */
const NO_TIME = '1980-01-01T12:00:00';

/**
 * Packs parts in their order. No time is told, so that the same parts give the same bytes. A part named `mimetype` is
 * left as it is, so that its words stand where readers of ODF look for them.
 */
export async function zipParts(parts: readonly PaperPart[]): Promise<Uint8Array> {
  // Loaded when somebody asks for a document: the service idles without it.
  const { strToU8, zipSync } = await import('fflate');
  const files: Zippable = {};
  for (const { name, content } of parts)
    files[name] = [strToU8(content), { level: name === 'mimetype' ? 0 : 9, mtime: NO_TIME, os: 0 }];
  return zipSync(files);
}
