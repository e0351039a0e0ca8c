import { applyChanges, hashClause, type Charter } from '../charter/charter.js';
import { hashMembership, type MembershipRule } from '../charter/membership.js';
import { canonicalJson, type Json } from '../kernel/canonical-json.js';
import type { ChangeCharter, ClauseChange } from '../kernel/effects.js';
import type { Instant } from '../kernel/instants.js';
import { Refusal } from '../kernel/refusals.js';
import type { Book } from './book.js';
import { decisionsInOrder, labelOf } from './check-decisions.js';
import { Notes, type Report } from './notes.js';
import type { ClauseVersionInBundle, DecisionInBundle, MembershipInBundle } from './rows.js';

/** Replays every change of the charter, each by an adopted decision, and finds the stored clauses with their dates. */
export function checkCharter(book: Book): Report {
  const notes = new Notes();
  if (book.kind === 'PUBLIC') {
    notes.miss('CHARTER_WITHHELD');
    return notes.report('CHARTER');
  }
  const replayed: ClauseVersionInBundle[] = [];
  const memberships: MembershipInBundle[] = [];
  let charter: Charter = { clauses: [] };
  for (const decision of decisionsInOrder(book)) {
    const effects = changesOf(decision);
    if (effects.length === 0) continue;
    const label = labelOf(decision.year, decision.number);
    const changes = effects.flatMap((effect) => effect.changes);
    const changed = changes.length === 0 ? charter : applyChanges(charter, changes);
    if (!notes.hold(!(changed instanceof Refusal), 'CHARTER_CHANGE_REFUSED', label)) continue;
    charter = changed as Charter;
    write(replayed, decision, changes);
    for (const { membership } of effects) if (membership) writeRule(memberships, decision, membership.rule);
    notes.hold(agreesWithLeaves(book, decision, effects), 'CHARTER_DISAGREES', label);
  }
  const stored = book.rows('clause_version');
  const wanted = new Set(replayed.map((version) => lineOf(version)));
  for (const version of stored)
    notes.hold(wanted.has(lineOf(version)), 'CLAUSE_NOT_REPLAYED', version.matter);
  notes.hold(stored.length === wanted.size, 'CLAUSE_NOT_REPLAYED', String(wanted.size));
  checkMemberships(book, notes, memberships);
  return notes.report('CHARTER');
}

const changesOf = ({ outcome, effectsState, effects }: DecisionInBundle): readonly ChangeCharter[] =>
  outcome === 'ADOPTED' && effectsState === 'APPLIED'
    ? (effects ?? []).filter((effect) => effect.kind === 'CHANGE_CHARTER')
    : [];

/** The rule on members, as each decision wrote it in the place of the one before. */
function checkMemberships(book: Book, notes: Notes, replayed: readonly MembershipInBundle[]): void {
  const wanted = new Set(replayed.map((version) => ruleLineOf(version)));
  const stored = book.rows('membership_rule');
  for (const version of stored)
    notes.hold(wanted.has(ruleLineOf(version)), 'MEMBERSHIP_NOT_REPLAYED', version.inForceFrom);
  notes.hold(stored.length === wanted.size, 'MEMBERSHIP_NOT_REPLAYED', String(wanted.size));
}

function writeRule(
  versions: MembershipInBundle[],
  { id, proclaimedAt }: DecisionInBundle,
  rule: MembershipRule,
): void {
  const standing = versions.at(-1);
  if (standing) versions[versions.length - 1] = { ...standing, inForceUntil: proclaimedAt, closedBy: id };
  const opened = { rule, hash: hashMembership(rule), inForceFrom: proclaimedAt, openedBy: id };
  versions.push({ ...opened, inForceUntil: null, closedBy: null });
}

const ruleLineOf = (version: MembershipInBundle): string => {
  const { rule, hash, inForceFrom, inForceUntil, openedBy, closedBy } = version;
  return canonicalJson({ rule, hash, inForceFrom, inForceUntil, openedBy, closedBy } as unknown as Json);
};

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

/** A leaf for each change, in their order. */
function agreesWithLeaves(book: Book, { id }: DecisionInBundle, effects: readonly ChangeCharter[]): boolean {
  const said = book
    .leavesAbout('charter.changed', 'decision', id)
    .map(({ body }) => ({ clauses: body['clauses'] ?? null, membership: body['membership'] ?? null }));
  const wanted = effects.map(({ changes, membership }) => ({
    clauses: changes.map(({ matter, clause }) => ({ matter, hash: clause && hashClause(clause) })),
    membership: membership && hashMembership(membership.rule),
  }));
  return canonicalJson(said) === canonicalJson(wanted);
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
