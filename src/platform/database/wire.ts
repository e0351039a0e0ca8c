import pg from 'pg';
import { instantFromMilliseconds } from '../../core/kernel/instants.js';

const { builtins, getTypeParser } = pg.types;

/** How PostgreSQL's values arrive in Node: instants in the house's one form, civil dates as text, bigints as safe integers. */
export const WIRE_TYPES = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
    if (oid === builtins.TIMESTAMPTZ) return (value) => instantFromMilliseconds(Date.parse(value));
    if (oid === builtins.DATE) return (value) => value;
    if (oid === builtins.INT8) return safeInteger;
    return getTypeParser(oid, format as 'text') as (value: string) => unknown;
  },
};

function safeInteger(value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number))
    throw new RangeError('a bigint of the database is beyond the safe integers');
  return number;
}
