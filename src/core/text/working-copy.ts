import type { Locale } from '../kernel/actors.js';
import type { ConsolidatedText } from './consolidation.js';
import { provisionHeading, standingBody } from './markdown.js';

/**
 * A text as people edit it: the title and the words of each provision that stands, without a line about decisions.
 * `patchFromCopy` and `provisionsFromMarkdown` read it back.
 */
export function workingCopy(text: ConsolidatedText, locale: Locale): string {
  const blocks = text.provisions
    .filter(({ repealed }) => repealed === null)
    .flatMap((provision) => {
      const body = standingBody(provision);
      return [provisionHeading(provision, locale), ...(body === '' ? [] : [body])];
    });
  return blocks.length === 0 ? '' : `${blocks.join('\n\n')}\n`;
}
