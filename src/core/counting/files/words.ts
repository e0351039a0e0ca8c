/** Something written between spaces, and where it stands. */
export interface Word {
  readonly written: string;
  readonly at: number;
}

/** Where the line ends that holds an offset. */
export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** What is parted by spaces and tabs, up to a comment. */
export function wordsIn(text: string, from: number, to: number): Word[] {
  const words: Word[] = [];
  let start = -1;
  for (let at = from; at <= to; at += 1) {
    const letter = at < to ? text.charCodeAt(at) : 0x20;
    const ends = letter === 0x20 || letter === 0x09 || letter === 0x23;
    if (ends && start >= 0) {
      words.push({ written: text.slice(start, at), at: start });
      start = -1;
    } else if (!ends && start < 0) start = at;
    if (letter === 0x23) break;
  }
  return words;
}
