import { readItem, readSaid, type LineSaid } from './read-line.js';

/** An issue as forges give it: what of it can hold a signature. */
export interface Issue {
  readonly title: string;
  readonly body: string;
  readonly url: string | null;
  readonly openedOn: string | null;
}

/** Reads the array of issues that a forge gives; null where it is none. */
export function readIssues(file: string): readonly (Issue | null)[] | null {
  const value = parse(file);
  return Array.isArray(value) ? value.map(issueOf) : null;
}

function parse(file: string): unknown {
  try {
    return JSON.parse(file);
  } catch {
    return null;
  }
}

function issueOf(value: unknown): Issue | null {
  if (typeof value !== 'object' || value === null) return null;
  const given = value as Readonly<Record<string, unknown>>;
  const text = (...names: readonly string[]): string | null => {
    const found = names.map((name) => given[name]).find((one) => typeof one === 'string' && one !== '');
    return (found as string | undefined) ?? null;
  };
  // One forge says `body` and `html_url`, another `description` and `web_url`.
  const [title, body] = [text('title'), text('body', 'description')];
  if (title === null && body === null) return null;
  const openedOn = text('created_at')?.slice(0, 10) ?? null;
  return {
    title: title ?? '',
    body: (body ?? '').replace(/\r\n?/g, '\n'),
    url: text('html_url', 'web_url'),
    openedOn,
  };
}

/** What an issue may say before the signature itself. */
const INTRODUCED =
  /^\s*(?:signatures?|signataires?|signatory|sign|je signe|nouvelle signature|new signature)\s*(?:de\b|of\b|by\b)?\s*[:–—-]?\s*/iu;

/** `Nom : …` in the body, as templates of issues ask it. */
const FIELDS = {
  name: /^[\s*_#>-]*(?:nom|name|nom et prénom|prénom et nom)[\s*_]*[:：]\s*(.+)$/imu,
  role: /^[\s*_#>-]*(?:rôle|role|métier|fonction|job)[\s*_]*[:：]\s*(.+)$/imu,
  organisation: /^[\s*_#>-]*(?:organisation|organization|structure|entreprise)[\s*_]*[:：]\s*(.+)$/imu,
  url: /^[\s*_#>-]*(?:url|site|lien|link|page)[\s*_]*[:：]\s*<?(\S+?)>?\s*$/imu,
} as const;

/** The signature of an issue: a line of the list in its body, the fields of a template, or its title. Null for none. */
export const signatureOfIssue = ({ title, body }: Issue): LineSaid | null =>
  inList(body) ?? inFields(body) ?? inTitle(title);

function inList(body: string): LineSaid | null {
  const items = body.split('\n').flatMap((line) => readItem(line) ?? []);
  const [linked] = items.filter(({ words }) => words.startsWith('['));
  const item = linked ?? (items.length === 1 && /[,;]/u.test(items[0]?.words ?? '') ? items[0] : undefined);
  // A list to tick or of thoughts is no signature.
  return item === undefined || /^\[[ x]\]/iu.test(item.words) ? null : readSaid(item.words);
}

function inFields(body: string): LineSaid | null {
  const found = (field: RegExp): string | null => field.exec(body)?.[1]?.trim() ?? null;
  const name = found(FIELDS.name);
  if (name === null) return null;
  return { name, role: found(FIELDS.role), organisation: found(FIELDS.organisation), url: found(FIELDS.url) };
}

/** A title is a name where it is introduced as one, where a comma parts it, or where each of its words begins like one. */
function inTitle(title: string): LineSaid | null {
  const rest = title.replace(INTRODUCED, '');
  if (rest.trim() === '') return null;
  const read = readSaid(rest);
  if (read === null) return null;
  const isIntroduced = rest.length < title.trim().length && /[:–—]|\b(?:de|of|by)\b/iu.test(title);
  return isIntroduced || title.startsWith('[') || isLikeName(read.name) ? read : null;
}

const PARTICLES = /^(?:d[eu’']?|des|la|le|von|van|der|da|do|di|del|el|al|bin|ben|y|e|et|and|of|l[’'])$/iu;

function isLikeName(name: string): boolean {
  const words = name.split(/\s+/u);
  const borne = words.filter((word) => !PARTICLES.test(word));
  return words.length >= 2 && words.length <= 5 && borne.every((word) => /^(?:[dl][’'])?\p{Lu}/u.test(word));
}
