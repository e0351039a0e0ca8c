import type { Json } from '../kernel/canonical-json.js';
import type { ClauseChange } from '../kernel/effects.js';
import { exhaustive } from '../kernel/exhaustive.js';
import { hashJson, type Sha256 } from '../kernel/hash.js';
import { refuse, type Refusal } from '../kernel/refusals.js';
import { MATTERS, type Clause, type Matter } from './clause.js';
import { validateClause } from './validate-clause.js';

/** The decision rules of a collective: at most one clause a matter. */
export interface Charter {
  readonly clauses: readonly Clause[];
}

/** SHA-256 of a clause's canonical JSON: what a poll pins and what an author of a change has read. */
export const hashClause = (clause: Clause): Sha256 => hashJson(clause as unknown as Json);

/**
 * The clause under which a matter is decided, or null when it has none. A mandate without a clause of its own is a
 * ROUTINE question; an exclusion without one is never less than DEEP.
 */
export function clauseFor(charter: Charter, matter: Matter): Clause | null {
  const own = charter.clauses.find((clause) => clause.matter === matter);
  if (own) return own;
  switch (matter) {
    case 'MANDATE':
      return clauseFor(charter, 'ROUTINE');
    case 'EXCLUSION':
      return clauseFor(charter, 'DEEP');
    case 'ROUTINE':
    case 'DEEP':
    case 'GOVERNANCE':
      return null;
    default:
      return exhaustive(matter);
  }
}

/** The clauses of several matters, each once; CLAUSE_MISSING is thrown where the charter leaves a matter without one. */
export function clausesFor(charter: Charter, matters: readonly Matter[]): readonly Clause[] {
  const clauses = matters.map((matter) => {
    const clause = clauseFor(charter, matter);
    if (!clause) throw refuse('CLAUSE_MISSING', { matter });
    return clause;
  });
  return [...new Set(clauses)];
}

/**
 * Whether clauses make a charter: each valid (CHARTER_INVALID, UNSUPPORTED_BALLOT_MODE), none for a matter that
 * another has, and no matter without a path, governance included (CHARTER_WITHOUT_PATH).
 */
export function validateCharter(clauses: readonly Clause[]): Refusal | null {
  for (const clause of clauses) {
    const refusal = validateClause(clause);
    if (refusal) return refusal;
  }
  const twice = clauses.find(({ matter }, index) => clauses.findIndex((c) => c.matter === matter) !== index);
  if (twice) return refuse('CHARTER_INVALID', { matter: twice.matter, field: 'matter', reason: 'TWICE' });
  const pathless = MATTERS.find((matter) => clauseFor({ clauses }, matter) === null);
  return pathless ? refuse('CHARTER_WITHOUT_PATH', { matter: pathless }) : null;
}

/**
 * The charter after a change, its clauses in the order of the matters, or why it cannot be: CLAUSE_CHANGED when a
 * clause is no longer the one that the author read, else what `validateCharter` refuses in the result.
 */
export function applyChanges(charter: Charter, changes: readonly ClauseChange[]): Charter | Refusal {
  if (changes.length === 0) return refuse('INVALID_INPUT', { field: 'changes', reason: 'EMPTY' });
  const changed = new Map<Matter, Clause | null>();
  for (const change of changes) {
    const { matter, clause } = change;
    if (changed.has(matter)) return refuse('CHARTER_INVALID', { matter, field: 'changes', reason: 'TWICE' });
    const refusal = mayChange(charter, change);
    if (refusal) return refusal;
    changed.set(matter, clause);
  }
  const kept = charter.clauses.filter(({ matter }) => !changed.has(matter));
  const given = [...changed.values()].filter((clause) => clause !== null);
  const clauses = [...kept, ...given].sort((a, b) => MATTERS.indexOf(a.matter) - MATTERS.indexOf(b.matter));
  return validateCharter(clauses) ?? { clauses };
}

function mayChange(charter: Charter, { matter, expectedHash, clause }: ClauseChange): Refusal | null {
  const current = charter.clauses.find((own) => own.matter === matter) ?? null;
  if ((current && hashClause(current)) !== expectedHash) return refuse('CLAUSE_CHANGED', { matter });
  if (!clause) {
    return current
      ? null
      : refuse('CHARTER_INVALID', { matter, field: 'clause', reason: 'NOTHING_TO_REMOVE' });
  }
  const refusal = validateClause(clause);
  if (refusal) return refusal;
  return clause.matter === matter
    ? null
    : refuse('CHARTER_INVALID', { matter, field: 'clause.matter', reason: 'OTHER_MATTER' });
}
