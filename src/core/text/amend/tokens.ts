/** Words with what they are made of, or one sign of punctuation; each with the space before it. */
const TOKEN = /\s*(?:[\p{L}\p{M}\p{N}_]+|[^\s\p{L}\p{M}\p{N}_])|\s+$/gu;

/**
 * How two wordings are compared: TYPOGRAPHY takes for one what a keyboard or a word processor changes by itself
 * (apostrophes, quotation marks, dashes, kinds of space, the space that French puts before `:` and English does not).
 */
export type Likeness = 'TYPOGRAPHY' | 'EXACT';

/** Cuts a block into tokens whose concatenation is the block: no character is lost. */
export const tokensOf = (text: string): readonly string[] => text.match(TOKEN) ?? [];

/** Where each token begins, in UTF-16 code units, and at last where the block ends. */
export function offsetsOf(tokens: readonly string[]): readonly number[] {
  const offsets = [0];
  for (const token of tokens) offsets.push((offsets.at(-1) as number) + token.length);
  return offsets;
}

/** What of each token is compared. Two texts whose keys are equal are the same wording. */
export function keysOf(tokens: readonly string[], likeness: Likeness = 'TYPOGRAPHY'): readonly string[] {
  if (likeness === 'EXACT') return tokens;
  return tokens.map((token, index) => keyAfter(tokens[index - 1], token));
}

/** The key of a token, by what stands before it in its block. */
export function keyAfter(before: string | undefined, token: string): string {
  const sign = sameSign(token.trim());
  const spaced = before !== undefined && /^\s/.test(token);
  // Two spaces at the end of a line are a break that a reader sees.
  if (spaced && / {2,}\n/.test(token)) return `\n${sign}`;
  return spaced && !HUGS_LEFT.test(sign) && !OPENS.test(before) ? ` ${sign}` : sign;
}

/** The words among tokens, without punctuation. */
export const isWord = (token: string): boolean => /[\p{L}\p{N}]/u.test(token);

/** Signs before which a space says nothing: French sets one, and another keyboard does not. */
const HUGS_LEFT = /^[:;!?"%€,.)]/;

/** After which a space says nothing: French sets one inside its quotation marks, and `"` does not tell which it is. */
const OPENS = /["«»“”„‟(]$/;

/** Most tokens are plain letters, or a comma. */
const PLAIN = /^[\w.,;:!?()%/-]*$/;

const sameSign = (token: string): string => (PLAIN.test(token) ? token : withSigns(token));

const withSigns = (token: string): string =>
  token
    .normalize('NFC')
    .replace(/[\u2018\u2019\u02bc\u00b4\u0060]/g, "'")
    .replace(/[«»“”„‟]/g, '"')
    .replace(/[\u2010\u2011\u2012\u2013\u2014\u2015\u2212]/g, '-');
