import type { Uuid } from '../core/kernel/ids.js';
import type { CalendarDuration } from '../core/kernel/instants.js';
import type { Life } from './life.js';
import type { SeedingClock } from './seeding-clock.js';
import type { Voices } from './sitting.js';

/** One scene of the past: who lives it, in which collective, on which clock. */
export interface Scene {
  readonly life: Life;
  readonly clock: SeedingClock;
  readonly statutes: Uuid;
  readonly bylaws: Uuid;
  /** An article of the statutes, by its number. */
  readonly provisionOf: (number: string) => Uuid;
}

/** A question put online: for how long, when people vote and when it is shut, in days before today. */
export interface Put {
  readonly proposalId: Uuid;
  readonly lasting: CalendarDuration;
  readonly votedOn: number;
  readonly shutOn: number;
  readonly voices: Voices;
}

/** From the opening of a poll by yes or no to what it decided. Answers the decision. */
export async function decideOnline({ life, clock }: Scene, by: string, put: Put): Promise<Uuid> {
  const poll = await life.openOnline(by, put.proposalId, put.lasting);
  await clock.travelTo(put.votedOn, '19:40');
  await life.vote(poll, put.voices);
  await clock.travelTo(put.shutOn, '21:20');
  await life.close(poll);
  return life.decisionOf(poll);
}
