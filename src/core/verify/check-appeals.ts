import type { CosignText, PublishAppeal } from '../kernel/effects.js';
import { hashText } from '../kernel/hash.js';
import type { Uuid } from '../kernel/ids.js';
import { byKey, groupBy, type Book } from './book.js';
import type { Notes } from './notes.js';
import type { AppealInBundle, CosignedTextInBundle, DecisionInBundle, SignatoryInBundle } from './rows.js';

/** Appeals as their decisions published them, signatures as the register counted them, texts of others as they were signed. */
export function checkAppeals(book: Book, notes: Notes): void {
  const decisions = byKey(book.rows('decision'), ({ id }) => id);
  const signatures = groupBy(book.rows('signatory'), ({ appealId }) => appealId);
  for (const appeal of book.rows('appeal')) {
    const decision = decisions.get(appeal.publishedBy);
    if (book.kind !== 'FULL' && !decision?.effects) notes.miss('APPEAL_OF_HIDDEN_DECISION');
    else notes.hold(isAsPublished(book, appeal, decision ?? null), 'APPEAL_DISAGREES', appeal.id);
    if (book.kind === 'FULL') checkSignatures(book, notes, appeal.id, signatures.get(appeal.id) ?? []);
    signatures.delete(appeal.id);
  }
  for (const id of signatures.keys()) notes.hold(false, 'SIGNATURES_COUNTED', id);
  const published = book.leaves('appeal.published').length;
  notes.hold(book.rows('appeal').length === published, 'LEAF_WITHOUT_APPEAL', String(published));
  checkCosigned(book, notes, decisions);
}

function isAsPublished(book: Book, appeal: AppealInBundle, decision: DecisionInBundle | null): boolean {
  const { id, title, body, visibility, publishedAt, closesAt } = appeal;
  const leaves = book.leavesAbout('appeal.published', 'appeal', id);
  const effect = (decision?.effects ?? []).find(
    (one): one is PublishAppeal => one.kind === 'PUBLISH_APPEAL' && one.appealId === id,
  );
  const asked = book.rows('first_signatory').filter(({ appealId }) => appealId === id);
  const first = effect?.firstSignatories ?? [];
  return (
    leaves.length === 1 &&
    leaves[0]?.body['decision'] === appeal.publishedBy &&
    leaves[0].body['title'] === title &&
    effect?.title === title &&
    effect.body === body &&
    effect.visibility === visibility &&
    (effect.closesAt ?? null) === closesAt &&
    publishedAt === decision?.proclaimedAt &&
    asked.length === first.length &&
    asked.every(({ place, memberId }) => first[place - 1] === memberId)
  );
}

/** As many lines as came in, and of each signature what the register saw of it: that it stands, that it was taken back. */
function checkSignatures(book: Book, notes: Notes, appealId: Uuid, rows: readonly SignatoryInBundle[]): void {
  const sum = book
    .leavesAbout('signatories.imported', 'appeal', appealId)
    .reduce((count, { body }) => count + Number(body['count']), 0);
  const imported = rows.filter(({ source }) => source === 'IMPORTED').length;
  const said = (type: 'signature.stands' | 'signature.withdrawn', count: number): boolean =>
    book.leavesAbout(type, 'appeal', appealId).length === count;
  notes.hold(
    sum === imported &&
      said('signature.stands', rows.filter(({ verified }) => verified).length) &&
      said('signature.withdrawn', rows.filter(({ state }) => state === 'WITHDRAWN').length),
    'SIGNATURES_COUNTED',
    appealId,
  );
  for (const row of rows) notes.hold(isAsSaid(book, row), 'SIGNATURE_DISAGREES', row.id);
}

function isAsSaid(book: Book, { id, appealId, source, state, verified }: SignatoryInBundle): boolean {
  const stands = book.leavesAbout('signature.stands', 'signature', id);
  const withdrawn = book.leavesAbout('signature.withdrawn', 'signature', id);
  const way = stands[0]?.body['way'];
  return (
    typeof verified === 'boolean' &&
    stands.length === (verified ? 1 : 0) &&
    (verified || source === 'IMPORTED') &&
    (!verified || (source === 'IMPORTED' ? way !== 'MEMBER' : way === source)) &&
    state === (withdrawn.length > 0 ? 'WITHDRAWN' : 'STANDING') &&
    withdrawn.length <= 1 &&
    [...stands, ...withdrawn].every(({ body }) => body['appeal'] === appealId)
  );
}

function checkCosigned(book: Book, notes: Notes, decisions: ReadonlyMap<Uuid, DecisionInBundle>): void {
  for (const text of book.rows('cosigned_text')) {
    const decision = decisions.get(text.cosignedBy);
    if (book.kind !== 'FULL' && !decision?.effects) notes.miss('APPEAL_OF_HIDDEN_DECISION');
    else notes.hold(isAsCosigned(text, decision ?? null), 'COSIGNED_DISAGREES', text.id);
  }
  const signed = book.leaves('text.cosigned');
  const there = byKey(book.rows('cosigned_text'), ({ id }) => id);
  for (const { body } of signed) {
    const text = there.get(body['cosigned'] as Uuid);
    const says = text?.hash === body['hash'] && text?.cosignedBy === body['decision'];
    // A bundle of less than everything has the leaf of a text whose decision it has not.
    if (text || book.kind === 'FULL') notes.hold(says, 'COSIGNED_DISAGREES', String(body['cosigned']));
  }
  if (book.kind === 'FULL')
    notes.hold(there.size === signed.length, 'COSIGNED_DISAGREES', String(there.size));
}

function isAsCosigned(text: CosignedTextInBundle, decision: DecisionInBundle | null): boolean {
  const effect = (decision?.effects ?? []).find(
    (one): one is CosignText => one.kind === 'COSIGN_TEXT' && one.cosignedId === text.id,
  );
  return (
    effect?.title === text.title &&
    effect.url === text.url &&
    effect.body === text.body &&
    effect.hash === text.hash &&
    (text.body === null || hashText(text.body) === text.hash) &&
    text.cosignedAt === decision?.proclaimedAt
  );
}
