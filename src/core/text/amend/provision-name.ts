/**
 * The number and the heading of a provision, from its Markdown heading: `### Article 7 : Du quorum` is number `Article 7`
 * and heading `Du quorum`. The number ends at the first colon followed by a space; without one it is all of it.
 */
export function splitName(heading: string): { readonly number: string; readonly heading: string } {
  const words = heading
    .replace(/\n[ \t]*(?:=+|-+)[ \t]*$/, '')
    .replace(/^ {0,3}#{1,6}[ \t]*/, '')
    .replace(/(?:^|[ \t])#+[ \t]*$/, '')
    .trim();
  const parted = /^((?:\\.|[^\\])*?)\s?:\s(.*)$/s.exec(words);
  return { number: (parted?.[1] ?? words).trim(), heading: (parted?.[2] ?? '').trim() };
}
