import { charterInForce } from '../collectives/charter.queries.js';
import type { Clause, ConsentRule, Matter } from '../core/charter/clause.js';
import type { Effect } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';
import { rulesFor } from './matters.js';

/**
 * The rule by which consent is sought to what effects do: every clause that they touch allows it (METHOD_NOT_ALLOWED), and the
 * leading one has it sought in rounds (CONSENT_ASKED_ONCE).
 */
export async function ruleOfConsent(
  tx: Tx,
  collectiveId: Uuid,
  effects: readonly Effect[],
  raisedTo: Matter | null,
): Promise<{ readonly rule: ConsentRule; readonly clauses: readonly Clause[]; readonly matter: Matter }> {
  const charter = await charterInForce(tx, collectiveId);
  const { clauses, matter } = await rulesFor(tx, collectiveId, charter, effects, raisedTo);
  const closed = clauses.find(({ allowedMethods }) => !allowedMethods.includes('consent@1'));
  if (closed) throw refuse('METHOD_NOT_ALLOWED', { method: 'consent@1', matter: closed.matter });
  const leading = clauses.find((clause) => clause.matter === matter) ?? clauses[0];
  if (!leading) throw refuse('CLAUSE_MISSING', { matter });
  if (!leading.consent) throw refuse('CONSENT_ASKED_ONCE', { matter });
  return { rule: leading.consent, clauses, matter };
}
