/**
 * Counts by rounds once more, paper by paper, as plainly as they can be written, for tests alone. Null where options are tied
 * for the fewest voices: then it is for a lot, and for no reference.
 */
export type Papers = readonly (readonly number[])[];

/** The voices of those who stand: each paper is with the first of them that it names. */
export function voicesOf(papers: Papers, standing: readonly number[]): ReadonlyMap<number, number> {
  const voices = new Map(standing.map((option) => [option, 0]));
  for (const paper of papers) {
    const first = paper.find((option) => voices.has(option));
    if (first !== undefined) voices.set(first, (voices.get(first) as number) + 1);
  }
  return voices;
}

/** One after the other goes who has the fewest voices, until nobody is left or it ends before. */
function eliminate(
  papers: Papers,
  options: readonly number[],
  isOver: (voices: ReadonlyMap<number, number>) => boolean,
): ReadonlyMap<number, number> | null {
  let standing = options;
  while (standing.length > 0) {
    const voices = voicesOf(papers, standing);
    if (isOver(voices)) return voices;
    const fewest = Math.min(...voices.values());
    const last = standing.filter((option) => voices.get(option) === fewest);
    if (last.length > 1) return null;
    standing = standing.filter((option) => option !== last[0]);
  }
  return new Map();
}

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((a, b) => a + b, 0);

/** As many as there are seats are left. */
export function naiveBottomsUp(papers: Papers, options: readonly number[], seats: number) {
  const left = eliminate(papers, options, ({ size }) => size <= seats);
  return left && [...left.keys()];
}

/** All who are left have more than a percentage of the voices that count. */
export function naiveShare(papers: Papers, options: readonly number[], percentage: number) {
  const left = eliminate(papers, options, (voices) => {
    const all = sum(voices.values());
    return [...voices.values()].every((own) => 100 * own > percentage * all);
  });
  return left && [...left.keys()];
}

/** Seat by seat, who has more than half of the voices that count once others have gone. */
export function naiveSeries(papers: Papers, options: readonly number[], seats: number) {
  const elected: number[] = [];
  while (elected.length < Math.min(seats, options.length)) {
    const others = options.filter((option) => !elected.includes(option));
    const end = eliminate(papers, others, (voices) => {
      const all = sum(voices.values());
      return voices.size === 1 || [...voices.values()].some((own) => 2 * own > all);
    });
    if (end === null) return null;
    const most = Math.max(...end.values());
    elected.push([...end.keys()].find((option) => end.get(option) === most) as number);
  }
  return elected;
}
