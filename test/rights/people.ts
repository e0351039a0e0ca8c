import type { TestMember } from '../world/world.js';
import { addressOf, domainOf, nameOf, type Furnished } from './stage.js';
import type { Role } from './table.js';

/** Somebody who makes requests in a column of the matrix, with or without a session. */
export interface Person {
  readonly role: Role;
  readonly token: string | null;
  /** Their own id, to tell what is theirs; null without a session. */
  readonly id: string | null;
  /** Their own id, name and address, as answers say them. */
  readonly own: readonly string[];
  /** By type, the global ids of the records that concern them, which they read whatever else they may. */
  readonly concerning: ReadonlyMap<string, readonly string[]>;
}

/** Who makes the requests of each column. */
export function peopleOf(first: Furnished, second: Furnished): readonly Person[] {
  const { members, exclusion } = first;
  const nobody = (role: Role): Person => ({ role, token: null, id: null, own: [], concerning: new Map() });
  const somebody = (role: Role, member: TestMember, of = first): Person => {
    const { token, id, memberId } = member;
    const own = [addressOf(member, of.name), nameOf(member, of), id, memberId]; // an address holds an id
    return { role, token, id, own, concerning: role === 'excluded' ? exclusion.concerning : new Map() };
  };
  return [
    nobody('anonymous'),
    somebody('left', members.left),
    somebody('excluded', members.excluded),
    nobody('signatory'),
    somebody('legal', members.legal),
    somebody('member', members.member),
    somebody('holder', members.holder),
    somebody('facilitator', members.facilitator),
    somebody('teller', members.teller),
    nobody('host'),
    somebody('stranger', second.members.member, second),
  ];
}

/** What gives a collective away in an answer, and what gives its members away. */
export interface Traces {
  readonly ofCollective: (answer: unknown, person: Person) => boolean;
  readonly ofOtherMembers: (answer: unknown, person: Person) => boolean;
}

/**
 * Finds ids, names, addresses and hashes of a collective. That somebody was told of themselves is no trace; `ownData`,
 * which is all of that, may name the records of the collective, and still nobody else.
 */
export async function tracesOf(furnished: Furnished): Promise<Traces> {
  const { collective, ids, name } = furnished;
  const leaves = await collective.world.sql<{ hash: string }>(
    'SELECT hash FROM ormee.register_leaf WHERE collective_id = $1',
    [collective.id],
  );
  const hashes = leaves.map(({ hash }) => hash);
  const rows = [...ids.values()].flat().map((id) => collective.rowId(id));
  const members = (ids.get('Member') ?? []).map((id) => collective.rowId(id));
  const ofMembers = [`${name} personne`, domainOf(name), ...members];
  const ofAll = [...ofMembers, collective.id, name, ...rows, ...hashes];
  const told = await toldOutside(furnished, hashes);
  const findsIn = (traces: readonly string[], text: string, { id, own }: Person): boolean => {
    const foreign = opened(own.reduce((rest, one) => rest.replaceAll(one, ''), text));
    const known = told.get(id ?? '');
    return traces.some((trace) => !own.includes(trace) && !known?.has(trace) && foreign.includes(trace));
  };
  const withoutOwnData = (key: string, value: unknown): unknown => (key === 'ownData' ? undefined : value);
  return {
    ofCollective: (answer, person) => findsIn(ofAll, JSON.stringify(answer, withoutOwnData), person),
    ofOtherMembers: (answer, person) => findsIn(ofMembers, JSON.stringify(answer), person),
  };
}

/**
 * What two people are told from outside, by their ids. Both may finish a poll. The excluded person is told of their
 * exclusion: its records, who accused them, the rules that it went by, the sitting that heard their recourse, and the
 * hashes that lead from a leaf to the signed head.
 */
async function toldOutside(
  { collective, members, assembly, openPoll, exclusion }: Furnished,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const rules = await collective.world.sql<{ id: string }>(
    `SELECT DISTINCT clause ->> 'provisionId' AS id FROM ormee.clause_version WHERE collective_id = $1`,
    [collective.id],
  );
  const toFinish = [collective.id, collective.rowId(openPoll.id)];
  const records = [...exclusion.concerning.values()].flat();
  const ofExclusion = [...records, members.member.id, assembly.id].map((id) => collective.rowId(id));
  return new Map([
    [members.left.id, new Set(toFinish)],
    [members.excluded.id, new Set([...toFinish, ...ofExclusion, ...rules.map(({ id }) => id), ...hashes])],
  ]);
}

/** A text with the opaque ids and cursors in it opened, so that nothing hides in base64. */
export const opened = (text: string): string =>
  text.replace(
    /[A-Za-z0-9_-]{16,}/g,
    (opaque) => `${opaque} ${Buffer.from(opaque, 'base64url').toString('utf8')}`,
  );
