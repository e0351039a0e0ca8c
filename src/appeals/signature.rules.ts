import { unfitEmail } from '../collectives/admission.rules.js';
import type { MemberKind } from '../core/kernel/actors.js';
import { hashJson, type Sha256 } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { nameSkeleton, tidyName, unfitName } from '../core/kernel/names.js';
import { unreadable } from '../core/kernel/readable.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';

const LINE_MAX = 200;
const URL_MAX = 500;

/** What a page could take for an element. A role does without. */
const MARKUP = /<\s*[a-z!/?]/iu;

/** What a signature says of whoever signs. */
export interface Signature {
  readonly name: string;
  readonly kind: MemberKind;
  readonly role: string | null;
  readonly organisation: string | null;
  readonly url: string | null;
  readonly email: string | null;
  /** Explicit consent to be named in public. */
  readonly named: boolean;
}

/** A signature as it is kept: what was left empty is null, names and lines have single spaces. */
export function tidySignature(said: Signature): Signature {
  return {
    ...said,
    name: tidyName(said.name),
    role: tidyLine(said.role),
    organisation: tidyLine(said.organisation),
    url: said.url?.trim() || null,
    email: said.email?.trim() || null,
  };
}

const tidyLine = (line: string | null): string | null => (line === null ? null : tidyName(line) || null);

/** Which field does not fit, and why; null where all do. Judged before it is tidied: what cannot be read is not mended. */
export function unfitSignature(said: Signature): { readonly field: string; readonly reason: string } | null {
  const { name, role, organisation, url, email } = said;
  const judged: readonly (readonly [string, string | null])[] = [
    ['name', unfitName(name)],
    ['role', role === null ? null : unfitLine(role)],
    ['organisation', organisation === null ? null : unfitLine(organisation)],
    ['url', url === null || url.trim() === '' ? null : unfitUrl(url.trim())],
    ['email', email === null || email.trim() === '' ? null : unfitEmail(email.trim())],
  ];
  const unfit = judged.find(([, reason]) => reason !== null);
  return unfit ? { field: unfit[0], reason: unfit[1] as string } : null;
}

export function refuseSignature(said: Signature): Refusal | null {
  const unfit = unfitSignature(said);
  return unfit && refuse('INVALID_INPUT', { ...unfit }, ['input', unfit.field]);
}

function unfitLine(line: string): string | null {
  if (line.trim() === '') return null;
  const reason = unreadable(line, 'LINE', LINE_MAX) ?? unfitLetters(line);
  return reason ?? (MARKUP.test(line) ? 'MARKUP' : null);
}

/** A role or an organisation is read beside a name, and shows what a name shows: nothing invisible, no two alphabets in a word. */
const unfitLetters = (line: string): string | null =>
  line
    .split(/\s+/u)
    .map((word) => unfitName(word))
    .find((reason) => reason !== null && !['EMPTY', 'NO_LETTER', 'TOO_LONG'].includes(reason)) ?? null;

/** Why this is no address of a page; null when it is one. Only http and https, and nobody's password in it. */
export function unfitUrl(url: string): string | null {
  const reason = unreadable(url, 'LINE', URL_MAX);
  if (reason) return reason;
  if (!/^https?:\/\/[^\s"'<>\\`]+$/i.test(url) || !URL.canParse(url)) return 'NOT_A_WEB_ADDRESS';
  const { username, password, hostname } = new URL(url);
  return username !== '' || password !== '' || !hostname.includes('.') ? 'NOT_A_WEB_ADDRESS' : null;
}

/** May an appeal be signed now: APPEAL_CLOSED once its time is over. */
export const refuseLate = (closesAt: Instant | null, now: Instant): Refusal | null =>
  closesAt !== null && closesAt <= now ? refuse('APPEAL_CLOSED', { closedAt: closesAt }) : null;

/**
 * What tells a signature of a list or of paper from another: name, role, organisation, page and address, without what a
 * hurried eye does not see. Homonyms with another role or page are two.
 */
export const lineHash = (appealId: Uuid, said: Signature): Sha256 =>
  hashJson([
    'ormee/signature-line/1',
    appealId,
    nameSkeleton(said.name),
    ...[said.role, said.organisation].map((line) => (line === null ? '' : nameSkeleton(line))),
    (said.url ?? '')
      .toLowerCase()
      .replace(/^https?:\/\/(www\.)?/, '')
      .replace(/\/+$/, ''),
    (said.email ?? '').toLowerCase(),
  ]);
