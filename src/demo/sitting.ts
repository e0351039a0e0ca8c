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

/** One question of a sitting, from the opening of its poll to the proclamation. */
export const decide = (room: Room, proposalId: Uuid, voices: Voices): Promise<void> =>
  decideTogether(room, [[proposalId, voices]]);

/** Several questions put at once, each a poll of its own, all behind one minute of last call. */
export async function decideTogether(
  { life, clock, assemblyId, agendaItemId }: Room,
  questions: readonly (readonly [Uuid, Voices])[],
): Promise<void> {
  const polls: Uuid[] = [];
  for (const [proposalId] of questions)
    polls.push(await life.openInSitting(FACILITATOR, proposalId, assemblyId, agendaItemId));
  await clock.forward(4);
  for (const [place, poll] of polls.entries()) await life.vote(poll, questions[place]?.[1] ?? {});
  for (const poll of polls) await life.act(FACILITATOR, (tx, actor) => callLastCall(tx, actor, poll));
  await clock.forward(1); // the sixty seconds of the last call
  for (const poll of polls) await life.close(poll);
  await clock.forward(15);
}
