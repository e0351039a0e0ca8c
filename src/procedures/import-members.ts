import { unfitEmail } from '../collectives/admission.rules.js';
import { markTakenOver, mayTakeOverAsFounder } from '../collectives/take-over.js';
import { writeMembers, type NewMember } from '../collectives/write-members.js';
import { collectiveFacts } from '../collectives/charter.queries.js';
import type { MemberActor, MemberKind } from '../core/kernel/actors.js';
import { personal } from '../core/kernel/leaves.js';
import { startOfDay, type CivilDate, type Instant, type Zone } from '../core/kernel/instants.js';
import { NAME_MAX, nameSkeleton, unfitName } from '../core/kernel/names.js';
import { refuse } from '../core/kernel/refusals.js';
import { requireMandate } from '../mandates/holds-mandate.js';
import { readDay } from '../platform/csv/cells.js';
import { readTable, type TableLine } from '../platform/csv/read-table.js';
import type { Tx } from '../platform/database/transactions.js';
import { record } from '../register/record.js';

/** The columns of a file of members, by their English and French names. */
export const MEMBER_COLUMNS = {
  name: { names: ['name', 'nom'], needed: true, max: NAME_MAX, shape: 'LINE' },
  kind: { names: ['kind', 'type', 'personne'], needed: false, max: 40, shape: 'LINE' },
  email: { names: ['email', 'e-mail', 'courriel', 'mail'], needed: false, max: 254, shape: 'LINE' },
  joinedOn: {
    names: ['joined_on', 'depuis', 'date', 'membre depuis'],
    needed: false,
    max: 10,
    shape: 'LINE',
  },
} as const;

type Line = TableLine<keyof typeof MEMBER_COLUMNS>;
type ReadMember = Pick<NewMember, 'publicName' | 'kind' | 'email' | 'joinedAt'>;

const KINDS: ReadonlyMap<string, MemberKind> = new Map([
  ['', 'NATURAL'],
  ['natural', 'NATURAL'],
  ['physique', 'NATURAL'],
  ['personne physique', 'NATURAL'],
  ['legal', 'LEGAL'],
  ['morale', 'LEGAL'],
  ['personne morale', 'LEGAL'],
]);

/**
 * Takes over the members that a collective had before it came here: by a founder while it founds itself, afterwards
 * under a mandate. All of the file or nothing; each is marked as not verified until they sign in.
 */
export async function importMembers(
  tx: Tx,
  actor: MemberActor,
  { file }: { readonly file: string },
): Promise<number> {
  const { collectiveId } = actor;
  if (!(await mayTakeOverAsFounder(tx, actor)))
    await requireMandate(tx, actor, 'importMembers', { kind: 'COLLECTIVE', id: collectiveId });
  const lines = readTable(file, MEMBER_COLUMNS);
  const { zone } = await collectiveFacts(tx, collectiveId);
  const now = await tx.now();
  const starts = startsOfDays(zone);
  const read = lines.map((line) => readMember(line, now, starts));
  await refuseAlike(tx, collectiveId, lines, read);
  const members = await writeMembers(
    tx,
    read.map((member) => ({ ...member, collectiveId, id: tx.id(), state: 'ACTIVE' as const })),
  );
  await markTakenOver(
    tx,
    actor,
    members.map(({ id }) => id),
  );
  for (const { id, kind, publicName } of members)
    record(tx, collectiveId, {
      type: 'member.admitted',
      visibility: 'MEMBERS',
      body: {
        member: personal(id),
        name: personal(publicName),
        kind,
        way: 'TAKEN_OVER',
        by: [personal(actor.memberId)],
      },
    });
  return members.length;
}

/** Walking a calendar takes its time, and a file says the same days over and over. */
function startsOfDays(zone: Zone): (day: CivilDate) => Instant {
  const known = new Map<CivilDate, Instant>();
  return (day) => {
    const start = known.get(day) ?? startOfDay(day, zone);
    known.set(day, start);
    return start;
  };
}

function readMember(
  { cells, line, columnOf }: Line,
  now: Instant,
  startOf: (day: CivilDate) => Instant,
): ReadMember {
  const unfit = (key: keyof typeof cells, reason: string | null): void => {
    if (reason) throw refuse('FILE_CELL_INVALID', { line, column: columnOf(key), reason });
  };
  unfit('name', unfitName(cells.name));
  const kind = KINDS.get(cells.kind.toLowerCase());
  unfit('kind', kind === undefined ? 'NOT_ONE_OF' : null);
  if (cells.email !== '') unfit('email', unfitEmail(cells.email));
  const joinedOn = cells.joinedOn === '' ? null : readDay(cells.joinedOn);
  if (cells.joinedOn !== '') unfit('joinedOn', joinedOn === null ? 'NOT_A_DATE' : null);
  const joinedAt = joinedOn === null ? now : startOf(joinedOn);
  if (joinedAt > now) unfit('joinedOn', 'IN_THE_FUTURE');
  return {
    publicName: cells.name,
    kind: kind as MemberKind,
    email: cells.email === '' ? null : cells.email,
    joinedAt,
  };
}

/** A name that can be mistaken for another of the file, or of the collective, is said with its line. */
async function refuseAlike(
  tx: Tx,
  collectiveId: string,
  lines: readonly Line[],
  read: readonly ReadMember[],
): Promise<void> {
  const skeletons = read.map(({ publicName }) => nameSkeleton(publicName));
  const known = await tx.rows<{ skeleton: string }>(
    `SELECT name_skeleton AS skeleton FROM ormee.member WHERE collective_id = $1 AND name_skeleton = ANY($2::text[])`,
    [collectiveId, skeletons],
  );
  const taken = new Set(known.map(({ skeleton }) => skeleton));
  for (const [place, skeleton] of skeletons.entries()) {
    const { line, columnOf } = lines[place] as Line;
    if (taken.has(skeleton)) throw refuse('FILE_LINE_TWICE', { line, column: columnOf('name') });
    taken.add(skeleton);
  }
}
