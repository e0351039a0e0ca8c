import type { Effect, GrantMandate } from '../kernel/effects.js';
import { nameSkeleton } from '../kernel/names.js';

/** What a group would decide, or decided and the collective took back. */
export interface OfGroup {
  readonly title: string;
  readonly rationale: string;
  readonly effects: readonly Effect[];
}

/** "As was said" is no position of its own. */
const FEW_LETTERS = 20;

/**
 * What the collective recalled a group does not adopt again under another name: the same position, by its title or by its
 * words; a mandate that opens the same acts in the group, or that is the same task by its name or its title. The
 * holders do not matter: what was recalled is the task. Null where it is none of them; else the collective decides it.
 */
export const recalledAs = <R extends OfGroup>(asked: OfGroup, recalled: readonly R[]): R | null =>
  recalled.find((one) => isSame(asked, one)) ?? null;

const isSame = (asked: OfGroup, recalled: OfGroup): boolean =>
  asked.effects.length === 0 && recalled.effects.length === 0
    ? isAlike(asked.title, recalled.title) || isAlike(asked.rationale, recalled.rationale, FEW_LETTERS)
    : granted(asked).some((grant) => granted(recalled).some((one) => isSameTask(grant, one)));

const granted = ({ effects }: OfGroup): GrantMandate[] =>
  effects.filter((effect) => effect.kind === 'GRANT_MANDATE');

function isSameTask(one: GrantMandate, other: GrantMandate): boolean {
  const [acts, others] = [new Set(one.scope.acts), new Set(other.scope.acts)];
  const opensAll = others.size > 0 && [...others].every((act) => acts.has(act));
  return opensAll || one.task === other.task || isAlike(one.title, other.title);
}

/** Whether words read the same, whatever their case, accents and signs; none, or few, are like no others. */
function isAlike(one: string, other: string, few = 0): boolean {
  const read = lettersOf(one);
  return read.length > few && read === lettersOf(other);
}

/** Signs first: some pass for letters in a name. */
const lettersOf = (text: string): string => nameSkeleton(text.replace(/[^\p{L}\p{N}]/gu, ''));
