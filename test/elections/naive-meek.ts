/**
 * Meek’s method once more, as plainly as it can be written, for tests alone. Rounded `up` it is the reference rule of the
 * Proportional Representation Foundation. Rounded `down`, with equal ranks shared as Droop 0.14 does, it is what wrote the
 * transcripts of stv-rs: what differs between a transcript and the rule then has these causes and no other.
 */
export interface NaiveRound {
  readonly round: number;
  readonly end: 'ELECTED' | 'OMEGA' | 'STABLE';
  readonly votes: Readonly<Record<string, string>>;
  readonly quota: string;
  readonly surplus: string;
  readonly residual: string;
  readonly elected: readonly string[];
  readonly defeated: string | null;
}

export interface NaiveCase {
  readonly names: readonly string[];
  readonly seats: number;
  readonly ballots: readonly { readonly levels: readonly (readonly string[])[]; readonly weight: bigint }[];
  readonly rounded: 'up' | 'down';
  /** Of those tied, the first in this order is defeated. */
  readonly tieOrder: readonly string[];
}

const ONE = 1_000_000_000n;
const up = (a: bigint, b: bigint): bigint => (a + b - 1n) / b;

export const decimal = (units: bigint): string => {
  const digits = String(units < 0n ? -units : units).padStart(10, '0');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -9)}.${digits.slice(-9)}`;
};

export function naiveMeek(one: NaiveCase): readonly NaiveRound[] {
  const keep = new Map(one.names.map((name) => [name, ONE]));
  const hopeful = new Set(one.names);
  const elected = new Set<string>();
  const rounds: NaiveRound[] = [];
  const cast = one.ballots.reduce((sum, { weight }) => sum + weight, 0n) * ONE;
  while (elected.size < one.seats && elected.size + hopeful.size > one.seats) {
    let before: bigint | null = null;
    for (let end: NaiveRound['end'] | null = null; end === null;) {
      const votes = count(one, keep);
      const total = [...votes.values()].reduce((sum, units) => sum + units, 0n);
      const quota = total / BigInt(one.seats + 1) + 1n;
      const winners = [...hopeful].filter((name) => (votes.get(name) as bigint) >= quota);
      for (const name of winners) {
        hopeful.delete(name);
        elected.add(name);
      }
      const all = [...elected].reduce((sum, name) => sum + (votes.get(name) as bigint) - quota, 0n);
      const surplus = all < 0n ? 0n : all;
      if (winners.length > 0) end = 'ELECTED';
      else if (surplus < 1_000n) end = 'OMEGA';
      else if (before !== null && surplus >= before) end = 'STABLE';
      if (end === null) {
        for (const name of elected)
          keep.set(name, up(up((keep.get(name) as bigint) * quota, ONE) * ONE, votes.get(name) as bigint));
        before = surplus;
        continue;
      }
      let defeated: string | null = null;
      if (end !== 'ELECTED') {
        const lowest = [...hopeful]
          .map((name) => votes.get(name) as bigint)
          .reduce((a, b) => (a < b ? a : b));
        defeated = one.tieOrder.find(
          (name) => hopeful.has(name) && (votes.get(name) as bigint) <= lowest + surplus,
        ) as string;
        hopeful.delete(defeated);
        keep.set(defeated, 0n);
      }
      rounds.push({
        round: rounds.length + 1,
        end,
        votes: Object.fromEntries(one.names.map((name) => [name, decimal(votes.get(name) as bigint)])),
        quota: decimal(quota),
        surplus: decimal(surplus),
        residual: decimal(cast - total),
        elected: winners.sort(),
        defeated,
      });
    }
  }
  return rounds;
}

function count(
  { names, ballots, rounded }: NaiveCase,
  keep: ReadonlyMap<string, bigint>,
): Map<string, bigint> {
  const votes = new Map(names.map((name) => [name, 0n]));
  const give = (
    levels: readonly (readonly string[])[],
    tied: boolean,
    weight: bigint,
    left: bigint,
  ): void => {
    const [level, ...rest] = levels;
    if (!level || left === 0n) return;
    const standing = level.filter((name) => keep.get(name) !== 0n);
    // Droop 0.14 passes a paper with equal ranks no further once all options of a rank are defeated.
    if (standing.length === 0) return tied ? undefined : give(rest, tied, weight, left);
    for (const name of standing) {
      const share = left / BigInt(standing.length);
      const factor = keep.get(name) as bigint;
      const kept = rounded === 'up' ? up(share * factor, ONE) : (share * factor) / ONE;
      votes.set(name, (votes.get(name) as bigint) + kept * weight);
      give(rest, tied, weight, rounded === 'up' ? share - kept : (share * (ONE - factor)) / ONE);
    }
  };
  for (const { levels, weight } of ballots)
    give(
      levels,
      levels.some(({ length }) => length > 1),
      weight,
      ONE,
    );
  return votes;
}
