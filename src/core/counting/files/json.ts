/**
 * Our own JSON, `ormee-ballots@1`: docs/counting-files.md. It says all that the other formats cannot: options that nobody
 * ranked, grades and their tallies, marks that cannot be told apart. Weights are whole numbers, or their digits as text
 * where they are larger than JSON's readers keep exactly.
 */
import { gather, gatherGrades, type Profile } from '../elections/profile.js';
import type { BallotFile, FileText } from './ballot-file.js';
import { faultAt } from './fault.js';
import { ballotAt, optionAt, optionsAt, rankingAt, scoresAt } from './json-ballots.js';
import { JsonCursor } from './json-cursor.js';
import { weightAt, WrittenBallots } from './piles.js';
import { NamesInFile } from './slate.js';

export const JSON_FORMAT = 'ormee-ballots@1';

const FIELDS = ['format', 'title', 'seats', 'kind', 'options', 'withdrawn', 'ballots', 'grades', 'tallies'];

/** What each kind of file holds beside its format, title and seats. */
const NEEDED = {
  ranked: ['options', 'ballots'],
  scored: ['options', 'ballots'],
  approved: ['options', 'ballots'],
  graded: ['grades', 'tallies'],
} as const;
type Kind = keyof typeof NEEDED;

interface Source {
  readonly text: string;
  readonly heard: FileText['heard'];
  /** A cursor on the value of a field; null where the file has none of that name. */
  readonly field: (name: string) => JsonCursor | null;
}

export function readJson({ text, heard }: FileText): BallotFile {
  const places = new Map<string, { readonly key: number; readonly value: number }>();
  const cursor = new JsonCursor(text);
  cursor.fields((name, key) => {
    if (!FIELDS.includes(name)) throw faultAt(text, key, 'JSON_FIELD_UNKNOWN', name);
    cursor.peek();
    places.set(name, { key, value: cursor.at });
    cursor.skip();
  });
  cursor.end();
  const field = (name: string): JsonCursor | null => {
    const place = places.get(name);
    return place ? new JsonCursor(text, place.value) : null;
  };
  const needed = (name: string): JsonCursor => {
    const found = field(name);
    if (!found) throw faultAt(text, 0, 'JSON_FIELD_MISSING', name);
    return found;
  };

  const format = needed('format');
  const version = format.string();
  if (version !== JSON_FORMAT) throw faultAt(text, places.get('format')?.value ?? 0, 'JSON_FORMAT', version);
  const kind = kindOf(needed('kind'));
  for (const name of NEEDED[kind]) needed(name);
  for (const [name, { key }] of places)
    if (name in OTHERS && !belongs(name, kind)) throw faultAt(text, key, 'JSON_FIELD_OF_OTHER_KIND', name);
  const seats = field('seats');
  const title = field('title')?.string().trim() || null;
  const profile = profileOf(kind, { text, heard, field });
  return { format: 'json', title, seats: seats ? seatsAt(seats) : null, ignored: [], profile };
}

const OTHERS = { options: true, withdrawn: true, ballots: true, grades: true, tallies: true };

const belongs = (name: string, kind: Kind): boolean =>
  (NEEDED[kind] as readonly string[]).includes(name) || (name === 'withdrawn' && kind !== 'graded');

function kindOf(cursor: JsonCursor): Kind {
  const { at } = cursor;
  const kind = cursor.string();
  if (!Object.hasOwn(NEEDED, kind)) throw faultAt(cursor.text, at, 'JSON_KIND', kind);
  return kind as Kind;
}

function seatsAt(cursor: JsonCursor): number {
  const at = cursor.at;
  const seats = cursor.scalar();
  if (!/^[1-9]\d{0,8}$/.test(seats)) throw faultAt(cursor.text, at, 'SEATS_NOT_POSITIVE', seats);
  return Number(seats);
}

function profileOf(kind: Kind, source: Source): Profile {
  if (kind === 'graded') return gradedIn(source);
  const names = namesIn(source, 'options');
  if (names.names.length === 0) throw faultAt(source.text, source.field('options')?.at ?? 0, 'NO_OPTIONS');
  const withdrawn: number[] = [];
  const gone = source.field('withdrawn');
  gone?.items(() => void withdrawn.push(optionAt(gone, names)));
  const ballots = new WrittenBallots(source.heard);
  const list = source.field('ballots') as JsonCursor;
  list.items(() => {
    list.peek();
    const at = list.at;
    ballots.add(list.skip(), at, 1n);
  });
  const given = { names: names.names, withdrawn };
  switch (kind) {
    case 'ranked':
      return gather({
        ...given,
        kind: 'RANKED',
        piles: ballots.read<'RANKED'>((_, at) =>
          ballotAt<'RANKED'>(source.text, at, 'ranking', (c) => rankingAt(c, names)),
        ),
      });
    case 'scored':
      return gather({
        ...given,
        kind: 'SCORED',
        piles: ballots.read<'SCORED'>((_, at) =>
          ballotAt<'SCORED'>(source.text, at, 'scores', (c) => scoresAt(c, names)),
        ),
      });
    case 'approved':
      return gather({
        ...given,
        kind: 'APPROVED',
        piles: ballots.read<'APPROVED'>((_, at) =>
          ballotAt<'APPROVED'>(source.text, at, 'approved', (c) => optionsAt(c, names)),
        ),
      });
  }
}

function namesIn({ text, field }: Source, name: string): NamesInFile {
  const names = new NamesInFile(text);
  const cursor = field(name) as JsonCursor;
  cursor.items(() => {
    cursor.peek();
    const at = cursor.at;
    names.add(cursor.string(), at);
  });
  return names;
}

/** `"grades": ["worst", …, "best"]`, `"tallies": { "A": [3, 4, …], … }`. */
function gradedIn(source: Source): Profile {
  const grades = namesIn(source, 'grades').names;
  const names = new NamesInFile(source.text);
  const tallies: bigint[][] = [];
  const cursor = source.field('tallies') as JsonCursor;
  const from = cursor.at;
  cursor.fields((name, where) => {
    names.add(name, where);
    cursor.peek();
    const start = cursor.at;
    const tally: bigint[] = [];
    cursor.items(() => {
      cursor.peek();
      const at = cursor.at;
      tally.push(weightAt(source.text, at, cursor.scalar()));
    });
    if (tally.length !== grades.length)
      throw faultAt(source.text, start, 'NOT_ONE_NUMBER_A_GRADE', `${tally.length}/${grades.length}`);
    tallies.push(tally);
  });
  if (tallies.length === 0) throw faultAt(source.text, from, 'NO_OPTIONS');
  return gatherGrades(names.names, grades, tallies);
}
