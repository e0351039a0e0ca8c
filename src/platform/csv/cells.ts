import { parseCivilDate, type CivilDate } from '../../core/kernel/instants.js';

/** No collective that comes here remembers further back; and `0021` is a year that lost its century. */
const EARLIEST = '1900-01-01';

/** A day as spreadsheets write it, `2020-10-30` or `30/10/2020` (the day first); null for anything else. */
export function readDay(cell: string): CivilDate | null {
  const french = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(cell);
  const [, day = '', month = '', year = ''] = french ?? [];
  const read = parseCivilDate(french ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : cell);
  return read !== null && read >= EARLIEST ? read : null;
}
