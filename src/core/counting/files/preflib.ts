/**
 * PrefLib: .soc, .soi, .toc and .toi (Mattei and Walsh, "PrefLib: A Library for Preferences", ADT 2013).
 *
 * The reference text is FORMAT_SPECIFICATION.md of PrefLib/PrefLib-Data: lines of metadata after `#`, among them each
 * alternative's number and name; then `13: 1, {4, 3}, 2`, how many voters gave an order, and the order, with braces round
 * those it does not part. Strict types (soc, soi) hold no braces, complete ones (soc, toc) every alternative: a file that
 * says its type is held to it, and to its numbers of alternatives, voters and orders, for a file that was cut shows there.
 *
 * Files until 2022 have no `#`: the number of alternatives, a line `1,Name` each, a line `voters,voters,orders`, then
 * `13,1,{4,3},2`.
 */
import type { Rank } from '../elections/profile.js';
import type { BallotFile, FileText } from './ballot-file.js';
import { faultAt } from './fault.js';
import { weightAt } from './piles.js';
import { RankedBallots } from './ranked-ballots.js';
import { NamesInFile } from './slate.js';
import { lineEnd, type Word } from './words.js';

const TYPES = ['soc', 'soi', 'toc', 'toi'];

/** A number that the file says of itself, and where. */
interface Stated {
  readonly number: string;
  readonly at: number;
}

interface Head {
  readonly text: string;
  readonly names: NamesInFile;
  /** Places by the numbers that orders use. */
  readonly places: Map<string, number>;
  title: string | null;
  type: string;
  alternatives: Stated | null;
  voters: Stated | null;
  orders: Stated | null;
}

export function readPrefLib({ text, extension, heard }: FileText): BallotFile {
  const head: Head = {
    text,
    names: new NamesInFile(text),
    places: new Map(),
    title: null,
    type: TYPES.includes(extension) ? extension : 'toi',
    alternatives: null,
    voters: null,
    orders: null,
  };
  const isOld = /^\s*\d/.test(text);
  const from = isOld ? readOldHead(head) : readHead(head);
  if (head.names.names.length === 0) throw faultAt(text, from, 'NO_OPTIONS');
  hold(head, head.alternatives, BigInt(head.names.names.length), 'PREFLIB_ALTERNATIVES');

  const ballots = new RankedBallots(head.names.names.length, heard);
  const { voters, orders } = readOrders(head, from, isOld ? ',' : ':', ballots);
  hold(head, head.voters, voters, 'PREFLIB_VOTERS');
  hold(head, head.orders, orders, 'PREFLIB_ORDERS');
  const profile = ballots.gather({ names: head.names.names }, (written, at) => orderOf(written, at, head));
  return { format: 'preflib', title: head.title, seats: null, ignored: [], profile };
}

/** What a file says of itself must be so. */
function hold(
  { text }: Head,
  stated: Stated | null,
  found: bigint,
  reason: 'PREFLIB_ALTERNATIVES' | 'PREFLIB_VOTERS' | 'PREFLIB_ORDERS',
): void {
  if (stated && BigInt(stated.number) !== found)
    throw faultAt(text, stated.at, reason, `${found}/${stated.number}`);
}

/** Reads `# NAME: value` up to the first line that is none, and gives where that one begins. */
function readHead(head: Head): number {
  const { text } = head;
  for (let at = 0; ;) {
    while (text[at] === '\n') at += 1;
    if (text[at] !== '#') return at;
    const end = lineEnd(text, at);
    const [line, name, number, value] =
      /^#\s*([A-Z ]+?)(?: (\d{1,9}))?\s*:\s*(.*?)\s*$/.exec(text.slice(at, end)) ?? [];
    if (line !== undefined) readEntry(head, String(name), number, { written: String(value), at });
    at = end + 1;
  }
}

function readEntry(head: Head, name: string, number: string | undefined, { written, at }: Word): void {
  if (name === 'ALTERNATIVE NAME' && number !== undefined) addAlternative(head, number, written, at);
  else if (name === 'TITLE') head.title = written === '' ? null : written;
  else if (name === 'DATA TYPE' && written !== '') {
    if (!TYPES.includes(written)) throw faultAt(head.text, at, 'PREFLIB_TYPE', written);
    head.type = written;
  } else if (name === 'NUMBER ALTERNATIVES') head.alternatives = stated(head, written, at);
  else if (name === 'NUMBER VOTERS') head.voters = stated(head, written, at);
  else if (name === 'NUMBER UNIQUE ORDERS') head.orders = stated(head, written, at);
}

function stated({ text }: Head, number: string, at: number): Stated {
  if (!/^\d{1,18}$/.test(number)) throw faultAt(text, at, 'PREFLIB_NUMBER', number);
  return { number, at };
}

function addAlternative({ text, names, places }: Head, number: string, name: string, at: number): void {
  const key = String(Number(number));
  if (places.has(key)) throw faultAt(text, at, 'PREFLIB_NUMBER_TWICE', number);
  places.set(key, names.add(name, at));
}

function readOldHead(head: Head): number {
  const { text } = head;
  let at = text.search(/\S/);
  let end = lineEnd(text, at);
  head.alternatives = stated(head, text.slice(at, end).trim(), at);
  for (let left = Number(head.alternatives.number); left > 0; left -= 1) {
    at = Math.min(end + 1, text.length);
    end = lineEnd(text, at);
    const [line, number, name] = /^\s*(\d{1,9})\s*,(.*)$/.exec(text.slice(at, end)) ?? [];
    if (line === undefined) throw faultAt(text, at, 'PREFLIB_ALTERNATIVE', text.slice(at, end));
    addAlternative(head, String(number), String(name), at);
  }
  at = Math.min(end + 1, text.length);
  end = lineEnd(text, at);
  const [line, voters, , orders] = /^\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*$/.exec(text.slice(at, end)) ?? [];
  if (line === undefined) throw faultAt(text, at, 'PREFLIB_TOTALS', text.slice(at, end));
  head.voters = stated(head, String(voters), at);
  head.orders = stated(head, String(orders), at);
  return end + 1;
}

function readOrders(
  head: Head,
  from: number,
  mark: ':' | ',',
  ballots: RankedBallots,
): { readonly voters: bigint; readonly orders: bigint } {
  const { text } = head;
  let voters = 0n;
  let orders = 0n;
  for (let at = from; at < text.length;) {
    const end = lineEnd(text, at);
    const after = text.indexOf(mark, at);
    if (text.slice(at, end).trim() !== '') {
      if (after < 0 || after >= end) throw faultAt(text, at, 'PREFLIB_LINE', text.slice(at, end));
      const weight = weightAt(text, at, text.slice(at, after).trim());
      const ranks = strictRow(head, after + 1, end, ballots.row);
      if (ranks === null || !ballots.addRow(ranks, after + 1, weight))
        ballots.add(text.slice(after + 1, end), after + 1, weight);
      voters += weight;
      orders += 1n;
    }
    at = end + 1;
  }
  return { voters, orders };
}

/**
 * What nearly every order is: numbers of different alternatives, all of them where the type says so. Writes their places in
 * a row and says how many; null for any other order, which is read part by part when the file is.
 */
function strictRow(
  { text, names, places, type }: Head,
  from: number,
  end: number,
  row: Uint8Array,
): number | null {
  let ranks = 0;
  let number = '';
  for (let at = from; at <= end; at += 1) {
    const letter = at < end ? (text[at] as string) : ',';
    if (letter >= '0' && letter <= '9') number += letter;
    else if (letter === ',') {
      const place = number === '' ? undefined : places.get(number);
      if (place === undefined || ranks === row.length || row.subarray(0, ranks).includes(place)) return null;
      row[ranks] = place;
      ranks += 1;
      number = '';
    } else if (letter !== ' ' || number !== '') return null;
  }
  return type.endsWith('c') && ranks < names.names.length ? null : ranks;
}

/** `1, {4, 3}, 2`, from where it stands in the file. */
function orderOf(written: string, from: number, head: Head): readonly Rank[] {
  const { text, names, places, type } = head;
  const ranks: number[][] = [];
  const seen = new Set<number>();
  let tied: number[] | null = null;
  for (const { written: part, at } of partsOf(written, from)) {
    const opens = part.startsWith('{');
    const closes = part.endsWith('}');
    if (opens && type.startsWith('s')) throw faultAt(text, at, 'PREFLIB_TIE', part);
    if ((opens && tied) || (closes && !opens && !tied)) throw faultAt(text, at, 'PREFLIB_BRACE', part);
    if (opens) tied = [];
    const number = part.slice(opens ? 1 : 0, closes ? -1 : undefined).trim();
    const place = /^\d{1,9}$/.test(number) ? places.get(String(Number(number))) : undefined;
    if (place === undefined) throw faultAt(text, at, 'UNKNOWN_OPTION', number);
    if (seen.has(place)) throw faultAt(text, at, 'OPTION_TWICE_ON_A_BALLOT', number);
    seen.add(place);
    if (tied) tied.push(place);
    else ranks.push([place]);
    if (tied && closes) {
      ranks.push(tied);
      tied = null;
    }
  }
  if (tied) throw faultAt(text, from + written.length, 'PREFLIB_BRACE', written.trim());
  if (type.endsWith('c') && seen.size < names.names.length)
    throw faultAt(text, from + written.length, 'PREFLIB_INCOMPLETE', `${seen.size}/${names.names.length}`);
  return ranks;
}

/** What stands between commas, each where its first letter is; nothing for an order of nobody. */
function* partsOf(written: string, from: number): Generator<Word> {
  if (written.trim() === '') return;
  let at = 0;
  for (const part of written.split(',')) {
    yield { written: part.trim(), at: from + at + (part.length - part.trimStart().length) };
    at += part.length + 1;
  }
}
