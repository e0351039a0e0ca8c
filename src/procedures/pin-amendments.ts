import { PollAmendmentRow } from '../amendments/amendment.entity.js';
import type { LeafDraft } from '../core/kernel/leaves.js';
import type { TargetKey } from '../core/kernel/effects.js';
import type { Tx } from '../platform/database/transactions.js';
import type { PollRow } from '../polls/poll.entity.js';
import { optionKeyOf, type PutAmendments } from './put-amendments.js';

/** Pins what a poll on amendments puts, word for word by hash. */
export async function pinAmendments(
  tx: Tx,
  { collectiveId, id }: PollRow,
  put: PutAmendments,
): Promise<void> {
  await tx.insert(
    PollAmendmentRow,
    put.amendments.map(({ id: amendmentId, revision, hash }, place) => ({
      collectiveId,
      pollId: id,
      amendmentId,
      optionKey: optionKeyOf(put, place),
      revision,
      hash,
    })),
  );
}

/** While it is open, nobody puts one of these in the venue, nor what would make one of them lapse. */
export const targetsOfAmending = ({ amendments, rivals }: PutAmendments): TargetKey[] =>
  [...amendments, ...rivals].map(({ id }) => `amendment:${id}`).sort();

/** What the opening's leaf says of the amendments. */
export const leafOfAmending = (put: PutAmendments): LeafDraft['body'] => ({
  amends: put.amendments.map(({ id, revision, hash }, place) => ({
    amendment: id,
    revision,
    hash,
    option: optionKeyOf(put, place),
  })),
  ...(put.outOfOrder !== null && { outOfOrder: put.outOfOrder }),
});
