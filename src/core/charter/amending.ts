import type { Locale } from '../kernel/actors.js';

const WORDS = { fr: ['amendement', 'amendements'], en: ['amendment', 'amendments'] } as const;

/**
 * What a poll is called that puts amendments, so that nobody takes it for the vote on the proposal: `Statuts 2027 —
 * amendements A1, A3`. Numbers in ascending order, in the collective's language.
 */
export function titleOfAmending(title: string, numbers: readonly number[], locale: Locale): string {
  const labels = numbers.toSorted((a, b) => a - b).map((number) => `A${number}`);
  return `${title} — ${WORDS[locale][labels.length > 1 ? 1 : 0]} ${labels.join(', ')}`;
}
