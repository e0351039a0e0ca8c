import type { Uuid } from '../kernel/ids.js';
import { refuse, type Refusal } from '../kernel/refusals.js';
import { numberLook } from './content.js';
import { contentWritten, type PatchOperation } from './operations.js';
import type { ProvisionVersion } from './version.js';

/**
 * Refuses by NUMBER_TAKEN a number that a hurried reader takes for one that another provision bears or bore: `Regle 1` beside
 * `Règle 1`. `number` is the one that is there. Judged where a change is put and decided, and not in a replay: what two
 * provisions were called before stays, and so does what a provision itself was called.
 */
export function refuseLookalikeNumbers(
  versions: readonly ProvisionVersion[],
  operations: readonly PatchOperation[],
): Refusal | null {
  const bearers = new Map<string, { readonly provisionId: Uuid; readonly number: string }>();
  const borne = new Set<string>();
  const bear = (provisionId: Uuid, number: string): void => {
    const look = numberLook(number);
    if (!bearers.has(look)) bearers.set(look, { provisionId, number });
    borne.add(`${provisionId} ${look}`);
  };
  for (const { provisionId, content } of versions) bear(provisionId, content.number);
  for (const [index, operation] of operations.entries()) {
    const { provisionId } = operation;
    const number = operation.kind === 'RENUMBER' ? operation.number : contentWritten(operation)?.number;
    if (number === undefined || borne.has(`${provisionId} ${numberLook(number)}`)) continue;
    const bearer = bearers.get(numberLook(number));
    if (bearer && bearer.provisionId !== provisionId)
      return refuse('NUMBER_TAKEN', { number: bearer.number }, ['operations', index]);
    bear(provisionId, number);
  }
  return null;
}
