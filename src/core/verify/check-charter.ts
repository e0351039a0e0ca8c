import { applyChanges, hashClause, type Charter } from '../charter/charter.js';
import { canonicalJson, type Json } from '../kernel/canonical-json.js';
import type { ClauseChange } from '../kernel/effects.js';
import type { Instant } from '../kernel/instants.js';
import { Refusal } from '../kernel/refusals.js';
import type { Book } from './book.js';
import { decisionsInOrder, labelOf } from './check-decisions.js';
import { Notes, type Report } from './notes.js';
import type { ClauseVersionInBundle, DecisionInBundle } from './rows.js';

/** Replays every change of the charter, each by an adopted decision, and finds the stored clauses with their dates. */
export function checkCharter(book: Book): Report {
  const notes = new Notes();
  if (book.kind === 'PUBLIC') {
    notes.miss('CHARTER_WITHHELD');
    return notes.report('CHARTER');
  }
  const replayed: ClauseVersionInBundle[] = [];
  let charter: Charter = { clauses: [] };
  for (const decision of decisionsInOrder(book)) {
    const changes = changesOf(decision);
    if (changes.length === 0) continue;
    const label = labelOf(decision.year, decision.number);
    const changed = applyChanges(charter, changes);
    if (!notes.hold(!(changed instanceof Refusal), 'CHARTER_CHANGE_REFUSED', label)) continue;
    charter = changed as Charter;
    write(replayed, decision, changes);
    notes.hold(agreesWithLeaf(book, decision, changes), 'CHARTER_DISAGREES', label);
  }
  const stored = book.rows('clause_version');
  const wanted = new Set(replayed.map((version) => lineOf(version)));
  for (const version of stored)
    notes.hold(wanted.has(lineOf(version)), 'CLAUSE_NOT_REPLAYED', version.matter);
  notes.hold(stored.length === wanted.size, 'CLAUSE_NOT_REPLAYED', String(wanted.size));
  return notes.report('CHARTER');
}

const changesOf = ({ outcome, effectsState, effects }: DecisionInBundle): readonly ClauseChange[] =>
  outcome === 'ADOPTED' && effectsState === 'APPLIED'
    ? (effects ?? []).flatMap((effect) => (effect.kind === 'CHANGE_CHARTER' ? effect.changes : []))
    : [];

function write(
  versions: ClauseVersionInBundle[],
  { id, proclaimedAt }: DecisionInBundle,
  changes: readonly ClauseChange[],
): void {
  for (const { matter, clause } of changes) {
    const place = versions.findIndex((one) => one.matter === matter && one.inForceUntil === null);
    const standing = versions[place];
    if (standing) versions[place] = { ...standing, inForceUntil: proclaimedAt, closedBy: id };
    if (!clause) continue;
    const opened = { matter, clause, hash: hashClause(clause), inForceFrom: proclaimedAt, openedBy: id };
    versions.push({ ...opened, inForceUntil: null, closedBy: null });
  }
}

function agreesWithLeaf(book: Book, { id }: DecisionInBundle, changes: readonly ClauseChange[]): boolean {
  const leaves = book.leavesAbout('charter.changed', 'decision', id);
  const clauses = changes.map(({ matter, clause }) => ({ matter, hash: clause && hashClause(clause) }));
  return leaves.length === 1 && canonicalJson(leaves[0]?.body['clauses'] ?? null) === canonicalJson(clauses);
}

const lineOf = (version: ClauseVersionInBundle): string => {
  const { matter, clause, hash, inForceFrom, inForceUntil, openedBy, closedBy } = version;
  return canonicalJson({
    matter,
    clause,
    hash,
    inForceFrom,
    inForceUntil,
    openedBy,
    closedBy,
  } as unknown as Json);
};

/** The charters that stood at some moment between two instants: one, unless it changed meanwhile. */
export function chartersDuring(
  versions: readonly ClauseVersionInBundle[],
  from: Instant,
  until: Instant,
): Charter[] {
  const moments = versions.map(({ inForceFrom }) => inForceFrom).filter((at) => from < at && at <= until);
  return [from, ...new Set(moments)].map((at) => ({
    clauses: versions
      .filter(
        ({ inForceFrom, inForceUntil }) => inForceFrom <= at && (inForceUntil === null || at < inForceUntil),
      )
      .map(({ clause }) => clause),
  }));
}
