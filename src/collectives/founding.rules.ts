import type { MemberActor, MemberKind } from '../core/kernel/actors.js';
import { isZone } from '../core/kernel/instants.js';
import { nameSkeleton, unfitName } from '../core/kernel/names.js';
import { unreadable } from '../core/kernel/readable.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';

/** Somebody who founds. */
export interface Founder {
  readonly publicName: string;
  readonly kind: MemberKind;
  readonly email: string | null;
}

type Path = readonly (string | number)[];

const NAME_AT_MOST = 120;
const EMAIL_AT_MOST = 254;
const FOUNDERS_AT_MOST = 500;

/** One alone agrees with everybody, and is the king of what they found. */
const FOUNDERS_AT_LEAST = 2;

/** Can a collective begin like this: a name, a calendar, and at least two natural persons under different names. */
export function refuseBeginning(beginning: {
  readonly name: string;
  readonly zone: string;
  readonly founders: readonly Founder[];
}): Refusal | null {
  const { name, zone, founders } = beginning;
  const because = name.trim() === '' ? 'EMPTY' : unreadable(name, 'LINE', NAME_AT_MOST);
  if (because) return invalid('name', because, ['input', 'name']);
  if (!isZone(zone)) return invalid('zone', 'NOT_A_ZONE', ['input', 'zone']);
  const path = ['input', 'founders'];
  if (founders.length > FOUNDERS_AT_MOST) return invalid('founders', 'TOO_MANY', path);
  for (const [place, founder] of founders.entries()) {
    const refusal = refuseFounder(founder, [...path, place]);
    if (refusal) return refusal;
  }
  const skeletons = founders.map(({ publicName }) => nameSkeleton(publicName));
  const twice = skeletons.findIndex((one, place) => skeletons.indexOf(one) !== place);
  if (twice >= 0) return refuse('LOOKALIKE_NAME', {}, [...path, twice, 'publicName']);
  const persons = founders.filter(({ kind }) => kind === 'NATURAL').length;
  return persons < FOUNDERS_AT_LEAST ? invalid('founders', 'AT_LEAST_TWO_PERSONS', path) : null;
}

/** Can a person be known, and written to, by this. */
export function refuseFounder({ publicName, email }: Founder, path: Path): Refusal | null {
  const unfit = unfitName(publicName);
  if (unfit) return invalid('publicName', unfit, [...path, 'publicName']);
  return email === null ? null : refuseAddress(email, [...path, 'email']);
}

/** Two founders name a third; a legal person, who has no ballot, is not one of the two. */
export const refuseInviter = ({ memberKind }: MemberActor): Refusal | null =>
  memberKind === 'NATURAL' ? null : refuse('PROPOSER_NOT_ENTITLED', { matter: 'GOVERNANCE' });

/** Only what could never be an address: whether it is one, the person who reads their mail knows. */
function refuseAddress(email: string, path: Path): Refusal | null {
  const because = unreadable(email, 'LINE', EMAIL_AT_MOST);
  if (because) return invalid('email', because, path);
  return /^[^\s@]+@[^\s@]+$/.test(email) ? null : invalid('email', 'NOT_AN_ADDRESS', path);
}

const invalid = (field: string, reason: string, path: Path): Refusal =>
  refuse('INVALID_INPUT', { field, reason }, path);
