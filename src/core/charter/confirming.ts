import type { PolledOption } from '../counting/marks.js';

/**
 * What a poll is called that confirms what another chose: its question, and what is to be adopted or not, so that whoever
 * reads a list of polls or decisions knows what was answered by yes or no.
 */
export const titleOfConfirming = (title: string, chosen: readonly Pick<PolledOption, 'label'>[]): string =>
  `${title} — ${chosen.map(({ label }) => label).join(' ; ')}`;
