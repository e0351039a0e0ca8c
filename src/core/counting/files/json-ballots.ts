import type { Marks, Rank } from '../elections/profile.js';
import { faultAt } from './fault.js';
import { JsonCursor } from './json-cursor.js';
import { weightAt } from './piles.js';
import type { NamesInFile } from './slate.js';

export function optionAt(cursor: JsonCursor, names: NamesInFile): number {
  cursor.peek();
  const at = cursor.at;
  const name = cursor.string();
  const place = names.known(name);
  if (place === null) throw faultAt(cursor.text, at, 'UNKNOWN_OPTION', name);
  return place;
}

/** Options of which each stands once. */
export function optionsAt(cursor: JsonCursor, names: NamesInFile): number[] {
  const places: number[] = [];
  cursor.items(() => {
    cursor.peek();
    const at = cursor.at;
    const place = optionAt(cursor, names);
    if (places.includes(place))
      throw faultAt(cursor.text, at, 'OPTION_TWICE_ON_A_BALLOT', names.names[place]);
    places.push(place);
  });
  return places;
}

/** `{ "weight": 3, "ranking": … }`: a ballot's marks, and how many are alike. */
export function ballotAt<K extends 'RANKED' | 'SCORED' | 'APPROVED'>(
  text: string,
  at: number,
  name: string,
  read: (cursor: JsonCursor) => Marks[K],
): { readonly marks: Marks[K]; readonly weight: bigint } {
  const cursor = new JsonCursor(text, at);
  let marks: Marks[K] | null = null;
  let weight = 1n;
  cursor.fields((key, where) => {
    if (key === name) marks = read(cursor);
    else if (key === 'weight') {
      cursor.peek();
      const from = cursor.at;
      weight = weightAt(text, from, cursor.scalar());
    } else throw faultAt(text, where, 'JSON_FIELD_UNKNOWN', key);
  });
  if (marks === null) throw faultAt(text, at, 'JSON_FIELD_MISSING', name);
  return { marks, weight };
}

/**
 * A rank is an option, a list of options, an empty list where it was skipped, or `{ "overvote": true }`. An option at two
 * ranks is what a voter marked, and stays: methods have rules for it.
 */
export function rankingAt(cursor: JsonCursor, names: NamesInFile): readonly Rank[] {
  const ranks: Rank[] = [];
  cursor.items(() => {
    const sign = cursor.peek();
    if (sign === '{') ranks.push(overvoteAt(cursor));
    else if (sign === '[') ranks.push(optionsAt(cursor, names));
    else ranks.push([optionAt(cursor, names)]);
  });
  return ranks;
}

function overvoteAt(cursor: JsonCursor): 'OVERVOTE' {
  const at = cursor.at;
  let said = '';
  cursor.fields((key, where) => {
    if (key !== 'overvote') throw faultAt(cursor.text, where, 'JSON_FIELD_UNKNOWN', key);
    said = cursor.scalar();
  });
  if (said !== 'true') throw faultAt(cursor.text, at, 'JSON_FIELD_MISSING', 'overvote');
  return 'OVERVOTE';
}

/** `{ "A": 5, "B": null }`: one score an option; an option that is not there has none. */
export function scoresAt(cursor: JsonCursor, names: NamesInFile): readonly (number | null)[] {
  const scores = new Array<number | null>(names.names.length).fill(null);
  cursor.fields((name, where) => {
    const place = names.known(name);
    if (place === null) throw faultAt(cursor.text, where, 'UNKNOWN_OPTION', name);
    cursor.peek();
    const at = cursor.at;
    const written = cursor.scalar();
    if (written === 'null') return;
    if (!/^-?\d{1,15}$/.test(written)) throw faultAt(cursor.text, at, 'SCORE_NOT_WHOLE', written);
    scores[place] = Number(written);
  });
  return scores;
}
