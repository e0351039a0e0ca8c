import { hashText } from '../kernel/hash.js';
import type { Json } from '../kernel/canonical-json.js';
import type { LeafType } from '../kernel/leaves.js';
import { opensTo, type Book, type OpenLeaf } from './book.js';
import type { Notes } from './notes.js';

/** A row that one act wrote, as its leaf says it again. */
interface Written {
  /** What tells it apart, as the leaf writes it. */
  readonly key: Readonly<Record<string, Json>>;
  /** Everything else that the leaf says. */
  readonly said: Readonly<Record<string, Json>>;
  readonly by: string;
}

/** What holders asked, reported and handed over, who took back what others offered, and what was said of decisions: each as its leaf has it, none left out. */
export function checkBesideMandates(book: Book, notes: Notes): void {
  const known = new Set(book.rows('mandate').map(({ id }) => id));
  const decided = new Set(book.rows('decision').map(({ id }) => id));
  const asked = book.rows('mandate_instruction').map(({ mandateId, proposalId, askedAt, askedBy }) => ({
    key: { proposal: proposalId },
    said: { mandate: mandateId, askedAt },
    by: askedBy,
  }));
  const reported = book
    .rows('mandate_report')
    .map(({ mandateId, number, version, body, writtenAt, authorId }) => ({
      key: { mandate: mandateId, report: number, version },
      said: { bodyHash: hashText(body), writtenAt },
      by: authorId,
    }));
  const handedOver = book.rows('mandate_handover').map(({ id, mandateId, body, writtenAt, authorId }) => ({
    key: { handover: id },
    said: { mandate: mandateId, bodyHash: hashText(body), writtenAt },
    by: authorId,
  }));
  const followed = book
    .rows('decision_follow_up')
    .map(({ decisionId, step, state, lineId, note, saidAt, authorId }) => ({
      key: { decision: decisionId, step },
      said: { state, line: lineId, noteHash: hashText(note), saidAt },
      by: authorId,
    }));
  const offers = book.rows('mandate_offer');
  const takenBack = offers.flatMap(({ id, authorId, state, withdrawnBy: by }) =>
    by === null || by === authorId ? [] : [{ key: { offer: id }, said: { state }, by }],
  );
  const offered = new Set(offers.map(({ id }) => id));
  const seesMandate = ({ body }: OpenLeaf): boolean => known.has(body['mandate'] as string);
  hold(book, notes, 'mandate.instructions-asked', asked, seesMandate);
  hold(book, notes, 'mandate.reported', reported, seesMandate);
  hold(book, notes, 'mandate.handed-over', handedOver, seesMandate);
  hold(book, notes, 'mandate.offer-withdrawn', takenBack, ({ body }) => offered.has(body['offer'] as string));
  hold(book, notes, 'decision.followed-up', followed, ({ body }) => decided.has(body['decision'] as string));
}

/** Each row has one leaf that says the same, and each leaf about something that is here has its row. */
function hold(
  book: Book,
  notes: Notes,
  type: LeafType,
  rows: readonly Written[],
  isHere: (leaf: OpenLeaf) => boolean,
): void {
  if (book.kind === 'PUBLIC') return; // none of it leaves in one
  const agrees = ({ body }: OpenLeaf, said: Readonly<Record<string, Json>>): boolean =>
    Object.entries(said).every(([field, value]) => (body[field] ?? null) === value);
  for (const { key, said, by } of rows) {
    const [[field, id]] = Object.entries(key) as [[string, Json]];
    const [leaf, ...more] = book.leavesAbout(type, field, id).filter((one) => agrees(one, key));
    const name = Object.values(key).join(' ');
    if (!leaf && book.hidden > 0) notes.miss('LEAF_HIDDEN');
    else notes.hold(leaf !== undefined && more.length === 0 && agrees(leaf, said), 'BESIDE_MANDATE', name);
    if (leaf)
      notes.hold(opensTo(book, notes, leaf, { field: 'by', value: by }), 'BESIDE_MANDATE_AUTHOR', name);
  }
  const there = book.leaves(type).filter(isHere).length;
  notes.hold(there === rows.length, 'LEAF_BESIDE_MANDATE', `${type} ${there}`);
}
