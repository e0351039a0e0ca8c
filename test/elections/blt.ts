import { gather, type Profile } from '../../src/core/counting/elections/profile.js';

/** What a BLT file holds, read as strictly as these tests need: places instead of names in the profile of `numbered`. */
export interface Blt {
  readonly seats: number;
  readonly names: readonly string[];
  readonly profile: Profile;
}

/**
 * A small reader of the BLT format (Hill and Wichmann), for tests alone: `[nick …]`, `[withdrawn …]`, negative numbers for
 * the withdrawn, equal ranks as `a=b`. With `numbered`, options are called by their number, so that an expected result in
 * numbers can be compared.
 */
export function readBlt(text: string, { numbered = false } = {}): Blt {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const [options, seats] = (lines.shift() as string).split(/ +/).map(Number) as [number, number];
  let nicks = Array.from({ length: options }, (_, at) => String(at + 1));
  const withdrawn: number[] = [];
  const piles: { weight: bigint; marks: number[][] }[] = [];
  for (let line = lines.shift() as string; line !== '0'; line = lines.shift() as string) {
    const words = line.replace(/^\[|\]$/g, '').split(/ +/);
    if (line.startsWith('[nick')) nicks = words.slice(1);
    else if (line.startsWith('[withdrawn'))
      withdrawn.push(...words.slice(1).map((word) => nicks.indexOf(word)));
    else if (line.startsWith('[')) continue;
    else if (line.startsWith('-')) withdrawn.push(...words.map((word) => -Number(word) - 1));
    else piles.push({ weight: BigInt(words[0] as string), marks: marksOf(words.slice(1, -1), nicks) });
  }
  const names = [...lines.join('\n').matchAll(/"([^"]*)"/g)]
    .slice(0, options)
    .map(([, name]) => name as string);
  const called = numbered ? names.map((_, at) => String(at + 1)) : names;
  return { seats, names: called, profile: gather({ kind: 'RANKED', names: called, withdrawn, piles }) };
}

const marksOf = (ranks: readonly string[], nicks: readonly string[]): number[][] =>
  ranks.map((rank) =>
    rank.split('=').map((name) => {
      const place = nicks.indexOf(name);
      if (place < 0) throw new Error(`no option ${name}`);
      return place;
    }),
  );
