import { jsonFaultOffset } from '../../verify/json-fault.js';
import { faultAt, type FileFault } from './fault.js';

const SPACE = /[ \t\n]*/y;
// eslint-disable-next-line no-control-regex -- RFC 8259 forbids exactly these in a string
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/**
 * Reads a JSON text (RFC 8259) by what is expected of it, so that each refusal has the place of what it refuses, a key
 * twice is refused, a number keeps its digits, and no tree of a million ballots is built.
 */
export class JsonCursor {
  constructor(
    readonly text: string,
    public at = 0,
  ) {}

  /** The sign that the next value begins with; empty at the end. */
  peek(): string {
    this.take(SPACE);
    return this.text[this.at] ?? '';
  }

  /** Reads an object, field by field; `read` reads the value. */
  fields(read: (key: string, at: number) => void): void {
    this.expect('{', 'JSON_NOT_A_RECORD');
    const seen = new Set<string>();
    while (this.peek() !== '}') {
      if (seen.size > 0) this.sign(',');
      this.peek();
      const at = this.at;
      if (this.text[at] !== '"') throw this.broken();
      const key = this.string();
      if (seen.has(key)) throw faultAt(this.text, at, 'JSON_KEY_TWICE', key);
      seen.add(key);
      this.sign(':');
      read(key, at);
    }
    this.at += 1;
  }

  /** Reads a list, item by item. */
  items(read: () => void): void {
    this.expect('[', 'JSON_NOT_A_LIST');
    for (let first = true; this.peek() !== ']'; first = false) {
      if (!first) this.sign(',');
      read();
    }
    this.at += 1;
  }

  string(): string {
    this.expectKind('"', 'JSON_NOT_A_TEXT');
    const text = this.take(STRING);
    if (text === '') throw this.broken();
    return JSON.parse(text) as string;
  }

  /** Any scalar as it is written. */
  scalar(): string {
    if (this.peek() === '"') return this.string();
    const scalar = this.take(SCALAR);
    if (scalar === '') throw this.misplaced('JSON_NOT_A_SCALAR');
    return scalar;
  }

  /** Passes over a value, which is looked at closely when it is read; gives its text. */
  skip(): string {
    this.peek();
    const from = this.at;
    let depth = 0;
    do {
      const sign = this.peek();
      if (sign === '[' || sign === '{') depth += 1;
      else if (sign === ']' || sign === '}') depth -= 1;
      if (sign === '"') {
        if (this.take(STRING) === '') throw this.broken();
      } else if ('[]{},:'.includes(sign) && sign !== '' && (depth > 0 || sign === ']' || sign === '}'))
        this.at += 1;
      else if (this.take(SCALAR) === '') throw this.broken();
    } while (depth > 0);
    return this.text.slice(from, this.at);
  }

  /** Nothing but spaces may follow. */
  end(): void {
    if (this.peek() !== '') throw this.broken();
  }

  broken(): Error {
    return faultAt(this.text, jsonFaultOffset(this.text), 'NOT_JSON');
  }

  private expect(sign: '{' | '[', reason: FileFault): void {
    this.expectKind(sign, reason);
    this.at += 1;
  }

  private expectKind(sign: string, reason: FileFault): void {
    if (this.peek() !== sign) throw this.misplaced(reason);
  }

  /** Another value than the one expected, or no value at all. */
  private misplaced(reason: FileFault): Error {
    const next = this.peek();
    if (next === '' || !'"[{-0123456789tfn'.includes(next)) return this.broken();
    return faultAt(this.text, this.at, reason, this.text.slice(this.at, this.at + 20).split('\n')[0] ?? '');
  }

  private sign(sign: string): void {
    if (this.peek() !== sign) throw this.broken();
    this.at += 1;
  }

  private take(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? '';
    this.at += found.length;
    return found;
  }
}
