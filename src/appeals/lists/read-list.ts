import { hashJson, type Sha256 } from '../../core/kernel/hash.js';
import type { Uuid } from '../../core/kernel/ids.js';
import type { MemberKind } from '../../core/kernel/actors.js';
import type { CivilDate } from '../../core/kernel/instants.js';
import { refuse } from '../../core/kernel/refusals.js';
import { readDay } from '../../platform/csv/cells.js';
import { FILE_MAX_BYTES, placeOf, readTable, type TableLine } from '../../platform/csv/read-table.js';
import { tidySignature, unfitSignature, type Signature } from '../signature.rules.js';
import { readIssues, signatureOfIssue } from './read-issues.js';
import { readItem, readSaid, type LineSaid } from './read-line.js';

/** How a list is written: a table, a list in Markdown, or the issues of a forge as JSON. */
export const LIST_FORMATS = ['CSV', 'MARKDOWN', 'ISSUES'] as const;
export type ListFormat = (typeof LIST_FORMATS)[number];

/** A signature as a list has it. */
export interface ListedSignature extends Signature {
  readonly line: number;
  /** The line as it stands there. */
  readonly raw: string;
  readonly signedOn: CivilDate | null;
  /** Among the first signatories, where the list is numbered; the order of lines says nothing. */
  readonly place: number | null;
  /** Where it was written, such as the address of an issue. */
  readonly origin: string | null;
}

/** A line that is kept aside: where it is, what it is, and why it is no signature. */
export interface UnreadLine {
  readonly line: number;
  readonly raw: string;
  readonly reason: string;
}

export interface ReadList {
  readonly signatures: readonly ListedSignature[];
  readonly unread: readonly UnreadLine[];
}

/** Longest line that is kept as it stands. */
const RAW_MAX = 4_000;

/** The columns of a table of signatories, by their English and French names. */
export const SIGNATORY_COLUMNS = {
  name: { names: ['name', 'nom'], needed: true, max: 80, shape: 'LINE' },
  email: { names: ['email', 'e-mail', 'courriel', 'mail'], needed: false, max: 254, shape: 'LINE' },
  signedOn: { names: ['signed_on', 'date', 'signé le', 'signe le'], needed: false, max: 10, shape: 'LINE' },
  kind: { names: ['kind', 'type', 'personne'], needed: false, max: 40, shape: 'LINE' },
  role: { names: ['role', 'rôle', 'fonction', 'métier'], needed: false, max: 200, shape: 'LINE' },
  organisation: {
    names: ['organisation', 'organization', 'structure'],
    needed: false,
    max: 200,
    shape: 'LINE',
  },
  url: { names: ['url', 'site', 'lien'], needed: false, max: 500, shape: 'LINE' },
  place: { names: ['place', 'rang', 'ordre'], needed: false, max: 4, shape: 'LINE' },
  named: { names: ['named', 'public', 'nom public'], needed: false, max: 5, shape: 'LINE' },
} as const;

type Line = TableLine<keyof typeof SIGNATORY_COLUMNS>;

/**
 * Reads a list of signatories. A table is refused by line and column at the first thing wrong, for its author mends it;
 * a list or issues were written by many, so that what cannot be read is kept aside and the rest is read. `from` is the
 * number of the first line, where this is a part of a longer list.
 */
export function readList(file: string, format: ListFormat, today: CivilDate, from = 1): ReadList {
  if (Buffer.byteLength(file) > FILE_MAX_BYTES) throw refuse('FILE_TOO_LARGE', { limit: FILE_MAX_BYTES });
  if (format === 'CSV') {
    const lines = readTable(file, SIGNATORY_COLUMNS);
    return { signatures: lines.map((line) => ofTable(line, today)), unread: [] };
  }
  if (!file.isWellFormed() || file.includes('\ufffd'))
    throw refuse('FILE_NOT_UTF8', placeOf(file.slice(0, Math.max(file.indexOf('\ufffd'), 0))));
  return format === 'MARKDOWN' ? readMarkdownList(file, from) : readForge(file, today, from);
}

/** Headings, rules, comments and empty lines part a list, and are no lines of it. */
const NOT_OF_LIST = /^\s*(?:$|#{1,6}\s|<!--.*-->\s*$|(?:[-*_]\s*){3,}$)/u;

function readMarkdownList(file: string, from: number): ReadList {
  const lines = file
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n')
    .split('\n');
  const signatures: ListedSignature[] = [];
  const unread: UnreadLine[] = [];
  for (const [at, raw] of lines.entries()) {
    if (NOT_OF_LIST.test(raw)) continue;
    const item = readItem(raw);
    const said = item && readSaid(item.words);
    const where = { line: from + at, raw: raw.trim() };
    const read = judge(said, { ...where, place: item?.place ?? null, signedOn: null, origin: null });
    if ('reason' in read) unread.push(read);
    else signatures.push(read);
  }
  return { signatures, unread };
}

function readForge(file: string, today: CivilDate, from: number): ReadList {
  const issues = readIssues(file);
  if (issues === null)
    throw refuse('INVALID_INPUT', { field: 'file', reason: 'NOT_ISSUES' }, ['input', 'file']);
  const signatures: ListedSignature[] = [];
  const unread: UnreadLine[] = [];
  for (const [at, issue] of issues.entries()) {
    const raw = issue ? `${issue.title}\n${issue.body}`.trim() : '';
    const day = issue?.openedOn == null ? null : readDay(issue.openedOn);
    const signedOn = day !== null && day <= today ? day : null;
    const where = { line: from + at, raw, place: null, signedOn, origin: issue?.url ?? null };
    const read = judge(issue && signatureOfIssue(issue), where);
    if ('reason' in read) unread.push(read);
    else signatures.push(read);
  }
  return { signatures, unread };
}

type Where = Pick<ListedSignature, 'line' | 'raw' | 'place' | 'signedOn' | 'origin'>;

function judge(said: LineSaid | null, where: Where): ListedSignature | UnreadLine {
  const { line, raw } = where;
  if (said === null) return { line, raw, reason: 'NOT_A_SIGNATURE' };
  if (where.place === 0) return { line, raw, reason: 'NOT_A_PLACE' };
  if ([...raw].length > RAW_MAX || !raw.isWellFormed() || raw.includes('\0'))
    return { line, raw, reason: 'TOO_LONG' };
  const signature: Signature = { ...said, kind: 'NATURAL', email: null, named: false };
  const unfit = unfitSignature(signature);
  return unfit ? { line, raw, reason: unfit.reason } : { ...where, ...tidySignature(signature) };
}

const KINDS: ReadonlyMap<string, MemberKind> = new Map([
  ['', 'NATURAL'],
  ['natural', 'NATURAL'],
  ['physique', 'NATURAL'],
  ['personne physique', 'NATURAL'],
  ['legal', 'LEGAL'],
  ['morale', 'LEGAL'],
  ['personne morale', 'LEGAL'],
  ['organisation', 'LEGAL'],
]);

const YES_OR_NO: ReadonlyMap<string, boolean> = new Map([
  ['', false],
  ['non', false],
  ['no', false],
  ['0', false],
  ['oui', true],
  ['yes', true],
  ['1', true],
]);

function ofTable({ cells, line, columnOf }: Line, today: CivilDate): ListedSignature {
  const fault = (key: keyof typeof cells, reason: string): never => {
    throw refuse('FILE_CELL_INVALID', { line, column: columnOf(key), reason });
  };
  const signedOn =
    cells.signedOn === '' ? null : (readDay(cells.signedOn) ?? fault('signedOn', 'NOT_A_DATE'));
  if (signedOn !== null && signedOn > today) fault('signedOn', 'IN_THE_FUTURE');
  const kind = KINDS.get(cells.kind.toLowerCase()) ?? fault('kind', 'NOT_A_KIND');
  const named = YES_OR_NO.get(cells.named.toLowerCase()) ?? fault('named', 'NEITHER_YES_NOR_NO');
  if (!/^$|^[1-9]\d{0,3}$/.test(cells.place)) fault('place', 'NOT_A_PLACE');
  const { name, role, organisation, url, email } = cells;
  const said = { name, kind, role, organisation, url, email, named };
  const unfit = unfitSignature(said);
  if (unfit) fault(unfit.field as keyof typeof cells, unfit.reason);
  const raw = Object.values(cells)
    .filter((cell) => cell !== '')
    .join('; ');
  const place = cells.place === '' ? null : Number.parseInt(cells.place, 10);
  return { ...tidySignature(said), line, raw, signedOn, place, origin: null };
}

/** What tells where a line was written: kept when the line itself is erased. */
export const originHash = (appealId: Uuid, origin: string | null): Sha256 | null =>
  origin === null ? null : hashJson(['ormee/signature-origin/1', appealId, origin]);
