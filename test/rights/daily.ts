import { readEnvironment } from '../../src/platform/config/config.js';

/** How many declarations there are to each that is tried on a day. */
export const ONE_IN = Number(readEnvironment()['ORMEE_DECLARATIONS_ONE_IN'] ?? 3);

/** Whether all is tried that there is, as `npm run campaign -- rights` does. */
export const IS_CAMPAIGN = ONE_IN === 1;

const TODAY = Math.floor(Date.now() / 86_400_000);

/** Whether what stands in this place is tried today: one of so many, by the calendar, or all in the campaign. */
export const isForToday = (place: number, oneIn: number): boolean =>
  IS_CAMPAIGN || place % oneIn === TODAY % oneIn;
