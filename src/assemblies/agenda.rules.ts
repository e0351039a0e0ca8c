import { refuse, type Refusal } from '../core/kernel/refusals.js';
import { refuseTitle } from '../mandates/mandate.rules.js';
import { refuseInRoom, type Sitting } from './assembly.rules.js';

/** An item as somebody asks for it. */
export interface ItemAsked {
  readonly title: string;
  readonly minutes: number | null;
}

/** More than a sitting of a day and a night takes up. */
export const ITEMS_AT_MOST = 60;
const MINUTES_AT_MOST = 1440;

/** What an agenda may hold: titles that can be read, durations of a day at most, sixty items. */
export function refuseItems(items: readonly ItemAsked[], path: readonly (string | number)[]): Refusal | null {
  if (items.length > ITEMS_AT_MOST)
    return refuse('INVALID_INPUT', { field: 'agenda', reason: 'TOO_MANY' }, path);
  for (const [place, { title, minutes }] of items.entries()) {
    const at = [...path, place].map(String);
    const refusal = refuseTitle(title, at) ?? refuseMinutes(minutes, at);
    if (refusal) return refusal;
  }
  return null;
}

function refuseMinutes(minutes: number | null, path: readonly string[]): Refusal | null {
  if (minutes === null || (Number.isInteger(minutes) && minutes >= 1 && minutes <= MINUTES_AT_MOST))
    return null;
  return refuse('INVALID_INPUT', { field: 'minutes', reason: `1-${MINUTES_AT_MOST}` }, path);
}

/** Anybody may ask for their question before the sitting; while it runs, whoever is in the room. */
export const refuseAsking = (sitting: Sitting, actorIsPresent: boolean): Refusal | null =>
  sitting.state === 'CONVENED' ? null : refuseInRoom(sitting, actorIsPresent);

/** A sitting that is over takes nothing up any more. */
export const refuseTakingUp = ({ state }: Sitting): Refusal | null =>
  state === 'RUNNING' ? null : refuse('ASSEMBLY_NOT_RUNNING', { state });
