import type { YesNoValue } from '../core/counting/ballot.js';
import type { Uuid } from '../core/kernel/ids.js';
import { callLastCall } from '../procedures/call-last-call.js';
import { FACILITATOR } from './atelier.js';
import type { Life } from './life.js';
import type { SeedingClock } from './seeding-clock.js';

/** Where a question is put: in which sitting, under which item of its agenda. */
export interface Room {
  readonly life: Life;
  readonly clock: SeedingClock;
  readonly assemblyId: Uuid;
  readonly agendaItemId?: Uuid;
}

export type Voices = Partial<Record<YesNoValue, readonly string[]>>;

/** One question of a sitting by yes or no, from the opening of its poll to the proclamation. */
export const decide = (room: Room, proposalId: Uuid, voices: Voices): Promise<void> =>
  decideBy(room, proposalId, (poll) => room.life.vote(poll, voices));

/** One question of a sitting, whatever its ballots look like. */
export async function decideBy(
  { life, clock, assemblyId, agendaItemId }: Room,
  proposalId: Uuid,
  vote: (poll: Uuid) => Promise<void>,
): Promise<void> {
  const poll = await life.openInSitting(FACILITATOR, proposalId, assemblyId, agendaItemId);
  await clock.forward(4);
  await vote(poll);
  await life.act(FACILITATOR, (tx, actor) => callLastCall(tx, actor, poll));
  await clock.forward(1); // the sixty seconds of the last call
  await life.close(poll);
  await clock.forward(15);
}
