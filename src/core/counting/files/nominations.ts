/**
 * `ormee-nominations@1`: an election without candidates, as it is written down while it happens. docs/counting-files.md.
 * It is read whether it is over or not.
 */
import type { Change, Circle, Consent, Nomination } from '../without-candidates/circle.js';
import { faultAt } from './fault.js';
import { JsonCursor } from './json-cursor.js';
import { withPlainLines } from './read.js';
import { NamesInFile } from './slate.js';

export const NOMINATIONS_FORMAT = 'ormee-nominations@1';

export interface NominationFile {
  readonly format: 'json';
  readonly title: string | null;
  readonly circle: Circle;
}

/** BALLOT_FILE_WRONG is thrown for the first thing wrong, with its line and column. */
export function readNominationFile(given: string): NominationFile {
  const text = withPlainLines(given);
  const places = new Map<string, number>();
  const cursor = new JsonCursor(text);
  recordAt(cursor, FIELDS, (name) => {
    cursor.peek();
    places.set(name, cursor.at);
    cursor.skip();
  });
  cursor.end();
  const field = (name: Field): JsonCursor | null => {
    const at = places.get(name);
    return at === undefined ? null : new JsonCursor(text, at);
  };
  const needed = (name: Field): JsonCursor => field(name) ?? missing(text, 0, name);

  const format = needed('format');
  const { at } = format;
  const version = format.string();
  if (version !== NOMINATIONS_FORMAT) throw faultAt(text, at, 'NOMINATIONS_FORMAT', version);
  const title = field('title')?.string().trim() || null;
  const reader = new CircleReader(text);
  reader.readPersons(needed('persons'));
  const list = <T>(name: Field, read: (at: JsonCursor) => T): readonly T[] => {
    const found = field(name);
    return found ? itemsAt(found, () => read(found)) : [];
  };
  needed('nominations');
  const nominations = list('nominations', (c) => reader.nominationAt(c));
  const changes = list('changes', (c) => reader.changeAt(c));
  const further = list('further', (c) => itemsAt(c, () => reader.nominationAt(c)));
  const consent = list('consent', (c) => reader.consentAt(c));
  const persons = reader.persons.names;
  return { format: 'json', title, circle: { persons, nominations, changes, further, consent } };
}

const FIELDS = ['format', 'title', 'persons', 'nominations', 'changes', 'further', 'consent'] as const;
type Field = (typeof FIELDS)[number];

/** Reads what stands in a circle's file; persons first, for the others name them. */
class CircleReader {
  readonly persons: NamesInFile;
  private readonly signers: NamesInFile;

  constructor(private readonly text: string) {
    this.persons = new NamesInFile(text);
    this.signers = new NamesInFile(text);
  }

  readPersons(cursor: JsonCursor): void {
    const { at } = cursor;
    itemsAt(cursor, () => {
      const where = cursor.at;
      this.persons.add(cursor.string(), where);
    });
    if (this.persons.names.length === 0) throw faultAt(this.text, at, 'NO_OPTIONS');
  }

  nominationAt(cursor: JsonCursor): Nomination {
    const { said, name } = this.paperAt(cursor, ['by', 'for']);
    return { ...said, for: name };
  }

  changeAt(cursor: JsonCursor): Change {
    const { said, name } = this.paperAt(cursor, ['by', 'from', 'for']);
    return { ...said, for: name };
  }

  consentAt(cursor: JsonCursor): Consent {
    const at = placeOf(cursor);
    const said: { person?: string; objections?: number; integrated?: number; declined: boolean } = {
      declined: false,
    };
    recordAt(cursor, ['person', 'objections', 'integrated', 'declined'], (name) => {
      if (name === 'person') said.person = this.personAt(cursor);
      else if (name === 'declined') said.declined = yesOrNoAt(cursor);
      else said[name] = wholeAt(cursor);
    });
    const { person = missing(this.text, at, 'person'), objections = 0, integrated = 0, declined } = said;
    // Who declined need not have been talked about; of anybody else it is said that no objection stands.
    if (said.objections === undefined && !declined) missing(this.text, at, 'objections');
    return { person, objections, integrated, declined };
  }

  private paperAt(
    cursor: JsonCursor,
    fields: readonly ('by' | 'from' | 'for')[],
  ): {
    readonly said: { readonly by?: string; readonly from?: string | null };
    readonly name: string | null;
  } {
    const at = placeOf(cursor);
    const said: { by?: string; from?: string | null } = {};
    let name: string | null | undefined;
    recordAt(cursor, fields, (field) => {
      if (field === 'by') said.by = this.signerAt(cursor);
      else if (field === 'from') said.from = this.personOrBlankAt(cursor);
      else name = this.personOrBlankAt(cursor);
    });
    return { said, name: name === undefined ? missing(this.text, at, 'for') : name };
  }

  private signerAt(cursor: JsonCursor): string {
    const at = placeOf(cursor);
    return this.signers.names[this.signers.placeOf(cursor.string(), at)] as string;
  }

  private personOrBlankAt(cursor: JsonCursor): string | null {
    if (cursor.peek() !== 'n') return this.personAt(cursor);
    const { at } = cursor;
    const written = cursor.scalar();
    if (written !== 'null') throw faultAt(this.text, at, 'JSON_NOT_A_TEXT', written);
    return null;
  }

  private personAt(cursor: JsonCursor): string {
    const at = placeOf(cursor);
    const written = cursor.string();
    const place = this.persons.known(written);
    if (place === null) throw faultAt(this.text, at, 'UNKNOWN_PERSON', written);
    return this.persons.names[place] as string;
  }
}

function placeOf(cursor: JsonCursor): number {
  cursor.peek();
  return cursor.at;
}

function recordAt<F extends string>(
  cursor: JsonCursor,
  fields: readonly F[],
  read: (field: F) => void,
): void {
  cursor.fields((name, at) => {
    const field = fields.find((one) => one === name);
    if (field === undefined) throw faultAt(cursor.text, at, 'JSON_FIELD_UNKNOWN', name);
    read(field);
  });
}

function itemsAt<T>(cursor: JsonCursor, read: () => T): readonly T[] {
  const items: T[] = [];
  cursor.items(() => {
    cursor.peek();
    items.push(read());
  });
  return items;
}

function wholeAt(cursor: JsonCursor): number {
  const at = placeOf(cursor);
  const written = cursor.scalar();
  if (!/^(0|[1-9]\d{0,8})$/.test(written)) throw faultAt(cursor.text, at, 'NOT_WHOLE', written);
  return Number(written);
}

function yesOrNoAt(cursor: JsonCursor): boolean {
  const at = placeOf(cursor);
  const sign = cursor.peek();
  const written = cursor.scalar();
  // "true" in quotation marks is a text.
  if (sign === '"' || (written !== 'true' && written !== 'false'))
    throw faultAt(cursor.text, at, 'NOT_YES_OR_NO', written);
  return written === 'true';
}

function missing(text: string, at: number, field: string): never {
  throw faultAt(text, at, 'JSON_FIELD_MISSING', field);
}
