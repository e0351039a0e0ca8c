import { setImmediate as othersAreAnswered } from 'node:timers/promises';
import { isElectionMethod } from '../core/charter/clause.js';
import type { LotEntry } from '../core/charter/lot.js';
import { judgeInSlices } from '../core/charter/outcome.js';
import type { OptionWithEffects } from '../core/charter/question.js';
import type { Judgement, Outcome } from '../core/charter/ruling.js';
import type { Slices } from '../core/counting/elections/slices.js';
import type { Json } from '../core/kernel/canonical-json.js';
import { hashJson, type Sha256 } from '../core/kernel/hash.js';
import type { Instant } from '../core/kernel/instants.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import { electorateOf, openBox } from '../polls/ballot-box.js';
import { optionsOfPoll } from '../polls/options.queries.js';
import type { PollRow } from '../polls/poll.entity.js';
import { drawnFor } from './await-lot.js';

/** An outcome, and the fingerprint of all that it was made of. */
export interface CountedAhead {
  readonly of: Sha256;
  readonly outcome: Outcome;
}

/**
 * Counts a box that is shut before anything is locked: a count with many ties takes seconds, and whoever comes late to this
 * box would hold up the ballots that wait in one lane with theirs. Null where the box is open, decided, or quickly counted.
 * `entered`: a value for the lot that is about to be written.
 */
export async function countAhead(
  tx: Tx,
  poll: PollRow,
  entered: Pick<LotEntry, 'memberId' | 'value'> | null = null,
): Promise<CountedAhead | null> {
  const { collectiveId, id, method, state, closesAt } = poll;
  if (!isElectionMethod(method)) return null;
  const now = await tx.now();
  const isShut = state === 'CLOSED' || (state === 'OPEN' && closesAt !== null && closesAt <= now);
  if (!isShut) return null;
  const options = await optionsOfPoll(tx, collectiveId, id);
  const judgement = await judgementOf(tx, poll, options, await drawnFor(tx, poll, now, entered));
  return { of: fingerprintOf(judgement), outcome: await givingWay(judgeInSlices(judgement)) };
}

/** The outcome of a poll that is locked: what was counted ahead, where nothing of it has changed since. */
export async function countBox(
  tx: Tx,
  poll: PollRow,
  options: readonly OptionWithEffects[],
  now: Instant,
  ahead: CountedAhead | null,
): Promise<Outcome> {
  const judgement = await judgementOf(tx, poll, options, await drawnFor(tx, poll, now));
  if (ahead?.of === fingerprintOf(judgement)) return ahead.outcome;
  return givingWay(judgeInSlices(judgement));
}

async function judgementOf(
  reader: Reader,
  poll: PollRow,
  options: readonly OptionWithEffects[],
  drawn: string | null,
): Promise<Judgement> {
  const { collectiveId, id, clauses, method, election } = poll;
  const box = await openBox(reader, collectiveId, id);
  return { clauses, method, box, electorate: await electorateOf(reader, poll), election, options, drawn };
}

function fingerprintOf({ box, electorate, ...rest }: Judgement): Sha256 {
  const { roll, present } = electorate;
  return hashJson({
    ...(rest as unknown as { readonly [name: string]: Json }),
    box: Object.fromEntries(box.map(({ choice, count }) => [choice, String(count)])),
    electorate: [String(roll), present === null ? null : String(present)],
  });
}

/** Does work on the thread that answers everybody, and lets it answer them between two slices. */
async function givingWay<T>(work: Slices<T>): Promise<T> {
  for (;;) {
    const slice = work.next();
    if (slice.done === true) return slice.value;
    await othersAreAnswered();
  }
}
