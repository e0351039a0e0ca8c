import type { Effect, PatchText } from '../kernel/effects.js';
import { exhaustive } from '../kernel/exhaustive.js';
import type { Uuid } from '../kernel/ids.js';
import { refuse, type Refusal } from '../kernel/refusals.js';
import { placeAsked, type PatchOperation } from '../text/operations.js';
import { MATTERS, type Clause, type Matter } from './clause.js';

/** What the matter of an effect depends on, beside the effect. */
export interface MatterFacts {
  /** The own matter of each patched text: GOVERNANCE for statutes. A text that is not here is taken for statutes. */
  readonly textMatters: ReadonlyMap<Uuid, 'DEEP' | 'GOVERNANCE'>;
  /** Provisions that a clause in force comes from. */
  readonly citedProvisions: ReadonlySet<Uuid>;
  /** The matter under which decisions that effects name were taken. One that is not here is taken for governance. */
  readonly decisionMatters: ReadonlyMap<Uuid, Matter>;
  /** Applications of somebody who was excluded. */
  readonly returning: ReadonlySet<Uuid>;
}

/** From the one that leads least to the one that leads most; a fallback clause never leads over the matter it stands for. */
const LEADING: readonly Matter[] = ['ROUTINE', 'MANDATE', 'DEEP', 'EXCLUSION', 'GOVERNANCE'];

/** The matters along which a proposer may raise a question; the two others are fixed by their effect. */
const LINE: readonly Matter[] = ['ROUTINE', 'DEEP', 'GOVERNANCE'];

/** The matters that effects touch, each once, in the order of `MATTERS`. No effect at all is ROUTINE. */
export function mattersTouched(effects: readonly Effect[], facts: MatterFacts): readonly Matter[] {
  if (effects.length === 0) return ['ROUTINE'];
  const touched = new Set(effects.map((effect) => matterOfEffect(effect, facts)));
  return MATTERS.filter((matter) => touched.has(matter));
}

/** The matter that a proposal bears: the leading one of those it touches. Its poll answers to the clauses of all. */
export const matterOf = (effects: readonly Effect[], facts: MatterFacts): Matter =>
  leading(mattersTouched(effects, facts));

/** The matter that leads among several; ROUTINE among none. */
export const leading = (matters: readonly Matter[]): Matter =>
  LEADING.findLast((matter) => matters.includes(matter)) ?? 'ROUTINE';

/**
 * The matters of a proposal whose author asks for a stricter path (null: does not). Raising adds the matter asked to
 * those that effects have fixed, and only the floor, ROUTINE, gives way to it: no clause can be dodged by asking for
 * another. A label below what the effects need changes nothing; MANDATE and EXCLUSION cannot be asked for
 * (INVALID_INPUT).
 */
export function raise(touched: readonly Matter[], asked: Matter | null): readonly Matter[] | Refusal {
  if (asked === null) return touched;
  if (!LINE.includes(asked)) return refuse('INVALID_INPUT', { field: 'raiseTo', reason: 'FIXED_BY_EFFECT' });
  if (LEADING.indexOf(asked) <= LEADING.indexOf(leading(touched))) return touched;
  return MATTERS.filter((matter) => matter === asked || (matter !== 'ROUTINE' && touched.includes(matter)));
}

/** Clauses as rulings stand in an outcome. */
export const inOrderOfMatters = (clauses: readonly Clause[]): Clause[] =>
  clauses.toSorted((a, b) => MATTERS.indexOf(a.matter) - MATTERS.indexOf(b.matter));

/** Whether asking for this matter asks for more than another one does. */
export const isStricter = (asked: Matter, than: Matter): boolean =>
  LINE.includes(asked) && LEADING.indexOf(asked) > LEADING.indexOf(than);

/** The strictest of several paths asked for along the line; null when none is. */
export const strictest = (asked: readonly (Matter | null)[]): Matter | null =>
  LINE.findLast((matter) => asked.includes(matter)) ?? null;

function matterOfEffect(effect: Effect, facts: MatterFacts): Matter {
  switch (effect.kind) {
    case 'PATCH_TEXT':
      return matterOfPatch(effect, facts);
    case 'CHANGE_CHARTER':
      return 'GOVERNANCE';
    case 'GRANT_MANDATE':
    case 'REVOKE_MANDATE':
      return 'MANDATE';
    case 'ADMIT_MEMBER':
      // Who was excluded comes back by the path that excluded them: a lesser one would undo it.
      return facts.returning.has(effect.applicationId) ? 'EXCLUSION' : 'ROUTINE';
    case 'PUBLISH_APPEAL':
    case 'COSIGN_TEXT':
      return 'ROUTINE';
    case 'EXCLUDE_MEMBER':
    case 'REINSTATE_MEMBER':
      return 'EXCLUSION';
    case 'SETTLE_CHALLENGE':
      return 'ROUTINE';
    case 'REOPEN_DECISION':
    case 'REPEAL_DECISION':
      return facts.decisionMatters.get(effect.decisionId) ?? 'GOVERNANCE';
    case 'ADOPT_TEXT':
    case 'TAKE_OVER_TEXT':
      return effect.matter;
    case 'AGREE_MAJORITY':
      return 'GOVERNANCE';
    // Working groups
    case 'CREATE_GROUP':
    case 'RESCOPE_GROUP':
    case 'END_GROUP':
      return 'ROUTINE';
    default:
      return exhaustive(effect);
  }
}

/** The text's own matter; GOVERNANCE wherever a clause's source is touched. */
function matterOfPatch({ textId, operations }: PatchText, facts: MatterFacts): Matter {
  const touchesSource = operations.some((operation) =>
    provisionsTouched(operation).some((provision) => facts.citedProvisions.has(provision)),
  );
  return touchesSource ? 'GOVERNANCE' : (facts.textMatters.get(textId) ?? 'GOVERNANCE');
}

/** A provision put under another, or taken from under it, changes what that one says, as an exception added to a rule does. */
const provisionsTouched = (operation: PatchOperation): Uuid[] =>
  [
    operation.provisionId,
    placeAsked(operation)?.parentId ?? null,
    operation.kind === 'MOVE' ? operation.fromId : null,
  ].filter((id) => id !== null);
