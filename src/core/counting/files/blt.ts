/**
 * BLT, which OpenSTV and OpaVote write and older programs call DAT or HIL.
 *
 * Hill, Wichmann and Woodall, "Algorithm 123: Single Transferable Vote by Meek's Method", The Computer Journal 30 (1987),
 * section 3.1: candidates and seats; the withdrawn as negative numbers on one line; a ballot a line, with its weight
 * first and a zero last; a zero alone; names and title in quotation marks. OpaVote (opavote.com/help, "BLT file format")
 * adds `a=b` for equal ranks, `-` for a rank skipped, comments after `#`; OpenSTV an id in parentheses before a ballot;
 * Droop (jklundell/droop, BltFileFormat) lines in brackets: `[nick …]`, `[withdrawn …]`, `[tie …]`.
 *
 * Chosen where these are silent: a ballot does not go on after its line, so that a zero that is missing is found where
 * it is missing; an option twice on a ballot is refused. An order of ties is passed over, and said to be: no method here
 * settles anything by a list.
 */
import type { Rank } from '../elections/profile.js';
import type { BallotFile, FileText } from './ballot-file.js';
import { readBltNames } from './blt-names.js';
import { faultAt } from './fault.js';
import { weightAt } from './piles.js';
import { RankedBallots } from './ranked-ballots.js';
import { MOST_OPTIONS } from './slate.js';
import { lineEnd, wordsIn, type Word } from './words.js';

interface Head {
  readonly options: number;
  readonly seats: number;
  readonly withdrawn: Set<number>;
  readonly ignored: string[];
  /** Places by what ballots call them, beside their numbers. */
  readonly nicknames: Map<string, number>;
}

export function readBlt({ text, heard }: FileText): BallotFile {
  let at = 0;
  let head: Head | null = null;
  let ballots: RankedBallots | null = null;
  for (;;) {
    if (at >= text.length) throw faultAt(text, text.length, head ? 'BALLOTS_WITHOUT_END' : 'BLT_FIRST_LINE');
    const end = lineEnd(text, at);
    const start = firstInk(text, at, end);
    if (start < end) {
      if (!head) head = headOf(text, wordsIn(text, start, end));
      else if (isEndOfBallots(text, start, end)) {
        at = end;
        break;
      } else if (text[start] === '[') readBracket(text, start, end, head, ballots !== null);
      else if (text[start] === '-') readWithdrawn(text, wordsIn(text, start, end), head, ballots !== null);
      else {
        ballots ??= new RankedBallots(head.options, heard);
        addBallot(text, start, end, head, ballots);
      }
    }
    at = end + 1;
  }
  const { seats, ignored, withdrawn } = head as Head;
  const { names, title } = readBltNames(text, at, (head as Head).options);
  ballots ??= new RankedBallots((head as Head).options, heard);
  const profile = ballots.gather({ names, withdrawn: [...withdrawn] }, (written, from) =>
    ranksOf(text, written, from, head as Head),
  );
  return { format: 'blt', title, seats, ignored, profile };
}

/** Where the first thing written on a line stands; its end, where a line feed or nothing is, where there is none before a comment. */
function firstInk(text: string, from: number, end: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at += 1;
  return text[at] === '#' ? end : at;
}

function headOf(text: string, words: readonly Word[]): Head {
  const [options, seats, more] = words as [Word, Word?, Word?];
  for (const word of [options, seats, more])
    if (!word || word === more ? word : !/^\d{1,9}$/.test(word.written))
      throw faultAt(text, word?.at ?? options.at, 'BLT_FIRST_LINE', word?.written ?? options.written);
  if (!seats) throw faultAt(text, options.at, 'BLT_FIRST_LINE', options.written);
  if (Number(options.written) === 0) throw faultAt(text, options.at, 'NO_OPTIONS');
  if (Number(options.written) > MOST_OPTIONS) throw faultAt(text, options.at, 'TOO_MANY_OPTIONS');
  if (Number(seats.written) === 0) throw faultAt(text, seats.at, 'SEATS_NOT_POSITIVE');
  return {
    options: Number(options.written),
    seats: Number(seats.written),
    withdrawn: new Set(),
    ignored: [],
    nicknames: new Map(),
  };
}

/** `-2 -3`: numbers of options that withdrew, on a line of their own before all ballots. */
function readWithdrawn(text: string, words: readonly Word[], head: Head, begun: boolean): void {
  const [first] = words as [Word];
  const isNegative = ({ written }: Word): boolean => /^-\d+$/.test(written);
  // `-3 1 2 0` is a ballot that counts less than nothing, whatever else it could be taken for.
  if (!words.every(isNegative)) throw faultAt(text, first.at, 'WEIGHT_NEGATIVE', first.written);
  if (begun) throw faultAt(text, first.at, 'WITHDRAWN_AFTER_BALLOTS', first.written);
  for (const { written, at } of words) head.withdrawn.add(placeOf(text, written.slice(1), at, head));
}

/** `[nick a b c]`, `[withdrawn b]`, `[tie c b a]`. */
function readBracket(text: string, start: number, end: number, head: Head, begun: boolean): void {
  const close = text.indexOf(']', start);
  if (close < 0 || close >= end) throw faultAt(text, start, 'BRACKET_NOT_CLOSED', text.slice(start, end));
  const [name, ...words] = wordsIn(text, start + 1, close);
  const [after] = wordsIn(text, close + 1, end);
  if (after) throw faultAt(text, after.at, 'BRACKET_NOT_CLOSED', after.written);
  if (begun) throw faultAt(text, start, 'WITHDRAWN_AFTER_BALLOTS', text.slice(start, end));
  if (name?.written === 'nick') readNicknames(text, words, head, close);
  else if (name?.written === 'withdrawn')
    for (const { written, at } of words) head.withdrawn.add(placeOf(text, written, at, head));
  else if (name?.written === 'tie') {
    for (const { written, at } of words) placeOf(text, written, at, head);
    head.ignored.push('tie');
  } else throw faultAt(text, start, 'BRACKET_UNKNOWN', name?.written ?? '');
}

function readNicknames(text: string, words: readonly Word[], head: Head, close: number): void {
  for (const [place, { written, at }] of words.entries()) {
    if (place === head.options) throw faultAt(text, at, 'NICKNAMES_TOO_MANY', written);
    if (/^[-\d]|=/.test(written)) throw faultAt(text, at, 'NICKNAME_LIKE_A_NUMBER', written);
    if (head.nicknames.has(written)) throw faultAt(text, at, 'NICKNAME_TWICE', written);
    head.nicknames.set(written, place);
  }
  if (words.length < head.options) throw faultAt(text, close, 'NICKNAMES_MISSING');
}

/** The place of an option by its number, from 1, or its nickname. */
function placeOf(text: string, written: string, at: number, { options, nicknames }: Head): number {
  const number = /^\d{1,9}$/.test(written) ? Number(written) : 0;
  const place = number > 0 && number <= options ? number - 1 : nicknames.get(written);
  if (place === undefined) throw faultAt(text, at, 'UNKNOWN_OPTION', written);
  return place;
}

function isEndOfBallots(text: string, start: number, end: number): boolean {
  return text[start] === '0' && firstInk(text, start + 1, end) === end;
}

/** Keeps what stands after the weight: as a row, or as it is written. */
function addBallot(
  text: string,
  start: number,
  end: number,
  { options }: Head,
  ballots: RankedBallots,
): void {
  const from = text[start] === '(' ? afterId(text, start, end) : start;
  let at = from;
  while (at < end && text[at] !== ' ' && text[at] !== '\t' && text[at] !== '#') at += 1;
  const weight = weightAt(text, from, text.slice(from, at));
  const ranks = strictRow(text, at, end, options, ballots.row);
  if (ranks === null || !ballots.addRow(ranks, at, weight)) ballots.add(text.slice(at, end), at, weight);
}

function afterId(text: string, start: number, end: number): number {
  const close = text.indexOf(')', start);
  if (close < 0 || close >= end) throw faultAt(text, start, 'ID_NOT_CLOSED', text.slice(start, end));
  const at = firstInk(text, close + 1, end);
  if (at >= end) throw faultAt(text, start, 'BALLOT_WITHOUT_END', text.slice(start, end));
  return at;
}

function ranksOf(text: string, written: string, from: number, head: Head): readonly Rank[] {
  const words = wordsIn(written, 0, written.length);
  const zero = words.findIndex((word) => word.written === '0');
  if (zero < 0) throw faultAt(text, from + written.length, 'BALLOT_WITHOUT_END', written.trim());
  const after = words[zero + 1];
  if (after) throw faultAt(text, from + after.at, 'BALLOT_AFTER_ITS_END', after.written);
  words.length = zero;
  const seen = new Set<number>();
  return words.map((word) => {
    if (word.written === '-') return [];
    let at = from + word.at;
    return word.written.split('=').map((name) => {
      const place = placeOf(text, name, at, head);
      if (seen.has(place)) throw faultAt(text, at, 'OPTION_TWICE_ON_A_BALLOT', name);
      seen.add(place);
      at += name.length + 1;
      return place;
    });
  });
}

/**
 * What nearly every ballot is: numbers of different options, one a rank, and a zero. Writes their places in a row and says
 * how many; null for any other, which is read word by word. Read so too, these would say the same and take five times as
 * long.
 */
function strictRow(text: string, from: number, end: number, options: number, row: Uint8Array): number | null {
  let ranks = 0;
  for (let at = from; at < end;) {
    while (at < end && text.charCodeAt(at) === 0x20) at += 1;
    const start = at;
    let number = 0;
    for (let digit = digitAt(text, at); at < end && digit >= 0; digit = digitAt(text, at)) {
      number = number * 10 + digit;
      at += 1;
    }
    if (at === start || (at < end && text.charCodeAt(at) !== 0x20)) return null;
    if (number === 0) return at === start + 1 && firstInk(text, at, end) === end ? ranks : null;
    if (number > options || ranks === row.length) return null;
    for (let rank = 0; rank < ranks; rank += 1) if (row[rank] === number - 1) return null;
    row[ranks] = number - 1;
    ranks += 1;
  }
  return null;
}

/** Below zero or above nine for what is no digit. */
function digitAt(text: string, at: number): number {
  const digit = text.charCodeAt(at) - 0x30;
  return digit <= 9 ? digit : -1;
}
