import { diffArrays } from 'diff';
import { markdownOf, readBlocks, type Draft } from '../src/core/text/amend/blocks.js';
import { deriveHunks } from '../src/core/text/amend/derive.js';
import type { Amendment } from '../src/core/text/amend/hunk.js';
import { merge } from '../src/core/text/amend/merge.js';
import { tokensOf } from '../src/core/text/amend/tokens.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const WORDS =
  'le la les de des un une et ou à au conseil membre membres assemblée vote majorité tiers quart jour mois an collective article décision mandat liste tour scrutin séance ordre présent absent écrit publié révoqué élu convoqué peut doit sont est'.split(
    ' ',
  );
const PARAGRAPHS = 4;
/** Of a paragraph with its heading's share: about forty tokens. */
const WORDS_OF_A_PARAGRAPH = 36;
const AMENDMENTS = 20;
const ROUNDS = 9;

/** Numbers that are the same on every machine (Lehmer's generator, modulus 2^31 - 1). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

const sentence = (next: (below: number) => number, words: number): string =>
  `${Array.from({ length: words }, () => WORDS[next(WORDS.length)]).join(' ')}.`;

/** Statutes of so many articles, as lines that alternate heading and paragraphs. */
function statutes(articles: number): string[] {
  const next = numbers(1653);
  return Array.from({ length: articles }, (_, index) => [
    `### Article ${index + 1}`,
    ...Array.from({ length: PARAGRAPHS }, () =>
      [sentence(next, WORDS_OF_A_PARAGRAPH / 2), sentence(next, WORDS_OF_A_PARAGRAPH / 2)].join(' '),
    ),
  ]).flat();
}

const textOf = (lines: readonly string[]): string => `${lines.join('\n\n')}\n`;

/** A copy with some words changed in paragraphs that no other copy touches, one added and one taken out. */
function copyOf(lines: readonly string[], copy: number, edits: number): string {
  const next = numbers(copy + 7);
  const edited = [...lines];
  for (let edit = 0; edit < edits; edit += 1) {
    const place = (edit * AMENDMENTS + copy) * 5 + 1 + next(2);
    const line = edited[place % edited.length] as string;
    if (line.startsWith('#')) continue;
    const words = line.split(' ');
    edited[place % edited.length] = words.with(next(words.length - 1), `mot${copy}x${edit}`).join(' ');
  }
  const last = ((copy * 5 + 3) % lines.length) - (((copy * 5 + 3) % lines.length) % 5) + 3;
  edited[last] = `${edited[last]}\n\n${sentence(next, 20)}`;
  return textOf(edited);
}

/** Milliseconds of processor time, in which others on a loaded machine have no part: the best of some rounds. */
function best(work: () => unknown, rounds = ROUNDS): number {
  return Math.min(
    ...Array.from({ length: rounds }, () => {
      const began = process.cpuUsage();
      work();
      const { user, system } = process.cpuUsage(began);
      return (user + system) / 1_000;
    }),
  );
}

const passOver = (one: string, other: string) => () => diffArrays([...tokensOf(one)], [...tokensOf(other)]);

const derive = (base: Draft, copies: readonly string[]): Amendment[] =>
  copies.map((copy, index) => ({ id: `A${index + 1}`, hunks: deriveHunks(base, readBlocks(copy)) }));

interface Times {
  readonly pass: number;
  readonly derived: number;
  readonly merged: number;
  readonly conflicts: number;
}

/** Without the pass where jsdiff over the whole text would not end today: two texts with little in common. */
function timesOf(text: string, copies: readonly string[], rounds = ROUNDS, withPass = true): Times {
  const base = readBlocks(text);
  const amendments = derive(base, copies);
  return {
    pass: withPass ? best(passOver(text, copies[0] as string), rounds) : 0,
    derived: best(() => derive(base, copies), rounds),
    merged: best(() => markdownOf(merge(base, amendments).merged ?? base), rounds),
    conflicts: merge(base, amendments).conflicts.length,
  };
}

const ms = (time: number): string => `${time.toFixed(1)} ms`;

/** Merging, beside one pass of jsdiff over the tokens of the same text and of one edited copy. */
export function benchMerge(): void {
  const lines = statutes(45);
  const copies = Array.from({ length: AMENDMENTS }, (_, copy) => copyOf(lines, copy, 5));
  const text = textOf(lines);
  timesOf(text, copies); // compiled
  const { pass, derived, merged, conflicts } = timesOf(text, copies);
  say(`${tokensOf(text).length} tokens, ${AMENDMENTS} amendments (best of ${ROUNDS} rounds, processor time)`);
  say(`  one pass of jsdiff over one copy: ${ms(pass)}`);
  say(`  what the ${AMENDMENTS} copies change: ${ms(derived)}, ${(derived / pass).toFixed(1)} passes`);
  say(
    `  their merge: ${ms(merged)}, ${(merged / pass).toFixed(1)} passes, ${conflicts} conflicts; both asked under 100 ms: ${
      derived + merged < 100 ? 'met' : 'MISSED'
    } (${ms(derived + merged)})`,
  );
  say('growth: a text of 1, 4, 16 times that length, twenty amendments of as many changes');
  for (const times of [1, 4, 16]) {
    const longer = statutes(45 * times);
    const more = Array.from({ length: AMENDMENTS }, (_, copy) => copyOf(longer, copy, 5));
    const grown = timesOf(textOf(longer), more, 3);
    say(`  × ${times}: copies ${ms(grown.derived)}, merge ${ms(grown.merged)}, one pass ${ms(grown.pass)}`);
  }
  say('growth: 5, 20, 80 amendments of the first text');
  for (const count of [5, 20, 80]) {
    const more = Array.from({ length: count }, (_, copy) => copyOf(lines, copy, 5));
    const grown = timesOf(text, more, 3);
    say(`  ${count}: copies ${ms(grown.derived)}, merge ${ms(grown.merged)}, ${grown.conflicts} conflicts`);
  }
  hostile();
}

/** What grows with the square of something, unless it is bounded. */
function hostile(): void {
  const two = statutes(200);
  const next = numbers(99);
  const rewritten = two.map((line) => (line.startsWith('#') ? line : sentence(next, WORDS_OF_A_PARAGRAPH)));
  const foreign = Array.from({ length: 1_000 }, (_, line) =>
    line % 5 === 0 ? `### Point ${line}` : Array.from({ length: 36 }, () => `autre${next(5_000)}`).join(' '),
  );
  const same = Array.from({ length: 1_000 }, () => 'Le conseil se réunit deux fois par an.');
  const long = sentence(next, 7_000);
  const cases: [string, string, string][] = [
    ['200 articles, each paragraph written anew', textOf(two), textOf(rewritten)],
    ['200 articles, another text in their stead', textOf(two), textOf(foreign)],
    ['a thousand paragraphs that are alike, half of them taken out', textOf(same), textOf(same.slice(500))],
    ['200 articles in the reverse order', textOf(two), textOf([...two].reverse())],
    ['one paragraph of 7,000 words, written anew', `${long}\n`, `${sentence(next, 7_000)}\n`],
    [
      'one paragraph of 7,000 words, every tenth changed',
      `${long}\n`,
      `${long
        .split(' ')
        .map((word, index) => (index % 10 ? word : 'autre'))
        .join(' ')}\n`,
    ],
  ];
  say('what could blow up: one copy derived, then merged with another that changes a word');
  for (const [name, text, copy] of cases) {
    const lines = text.split('\n\n');
    const other = lines
      .with(lines.length >> 1, (lines[lines.length >> 1] as string).replace(' ', ' bien '))
      .join('\n\n');
    const grown = timesOf(text, [copy, other], 1, false);
    say(`  ${name}: copies ${ms(grown.derived)}, merge ${ms(grown.merged)}`);
  }
}
