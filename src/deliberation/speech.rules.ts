/** What one person said in a thread. */
export interface Spoken {
  readonly contributions: number;
  readonly words: number;
  /** Whoever asks. */
  readonly own: boolean;
}

export interface Share {
  readonly place: number;
  readonly contributions: number;
  readonly words: number;
  /** Of all words, as a fraction; null where nobody used any. */
  readonly share: string | null;
}

export interface Speech {
  readonly speakers: number;
  readonly contributions: number;
  readonly words: number;
  readonly halfSaidBy: number;
  readonly shares: readonly Share[];
  readonly viewerShare: Share | null;
}

const SHARES_AT_MOST = 100;

/** How speech is shared: those who said as much have one place, so that nothing tells who they are. */
export function speechOf(spoken: readonly Spoken[]): Speech {
  const sorted = [...spoken].sort((a, b) => b.words - a.words || b.contributions - a.contributions);
  const words = sorted.reduce((sum, one) => sum + one.words, 0);
  const shares = sorted.map((one): Share => {
    const place = sorted.findIndex((other) => other.words === one.words) + 1;
    const share = words === 0 ? null : `${one.words}/${words}`;
    return { place, contributions: one.contributions, words: one.words, share };
  });
  let [half, said] = [0, 0];
  while (2 * said < words) said += (sorted[half++] as Spoken).words;
  return {
    speakers: sorted.length,
    contributions: sorted.reduce((sum, one) => sum + one.contributions, 0),
    words,
    halfSaidBy: half,
    shares: shares.slice(0, SHARES_AT_MOST),
    viewerShare: shares[sorted.findIndex(({ own }) => own)] ?? null,
  };
}
