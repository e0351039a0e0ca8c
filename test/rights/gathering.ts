import { newId } from '../world/sittings.js';
import { enter, foundGroup } from '../../src/groups/write-group.js';
import type { TestAssembly } from '../world/decisions.js';
import { grant } from '../world/effects.js';
import { TestGroup, groupsOf } from '../world/groups.js';
import type { Arrange } from './arrangements.js';
import type { Furnished } from './stage.js';

type Stage = Pick<Furnished, 'name' | 'collective' | 'members'> & { readonly assembly: TestAssembly };

/** Three groups: one that decides, advises and hands over, called otherwise meanwhile; one that is dormant; one that ended. */
export async function gather(stage: Stage): Promise<void> {
  const { collective, name, members, assembly } = stage;
  const { facilitator, teller, member, legal } = members;
  const adopt = async (title: string, effect: object) =>
    (await collective.propose({ by: member, title: `${name}: ${title}`, effects: [effect] })).decideIn(
      assembly,
      { for: 2 },
    );
  const made = async (named: string): Promise<TestGroup> => {
    await adopt(named, { createGroup: { name: `${name} ${named}`, scope: `Le travail de ${name}.` } });
    const group = (await groupsOf(collective)).at(-1);
    return new TestGroup(collective, group?.id as string, `${name} ${named}`);
  };
  const group = await (await made('groupe')).joinedBy(facilitator, teller, member, legal);
  const put = (title: string, more: object = {}) =>
    group.propose({ by: member, title: `${name}: ${title}`, ...more });
  const task = await grant(collective, {
    ...{ task: 'groupe', title: name, instructions: name, holderIds: [teller.id] },
    ...{ scopeKind: 'GROUP', scopeId: group.id },
  });
  await (await put('une tâche', { effects: [task] })).decideOnline({ for: 2 }, '2 hours');
  await teller.does('askForInstructions', {
    mandateId: (await collective.mandate('groupe')).id,
    ...{ title: `${name}: une question du groupe`, question: `Que veut le groupe de ${name} ?` },
  });
  const asked = await collective.propose({ by: member, title: `${name}: à conseiller` });
  const advice = await put('un avis', { rationale: name, advisesId: asked.id });
  await advice.decideOnline({ for: 2 }, '2 hours');
  const handed = await put('à confier');
  await member.does('handToCollective', { proposalId: handed.id, version: 1 });
  const rescopeGroup = { groupId: group.id, named: group.name, scope: `Un autre travail de ${name}.` };
  await adopt('un autre travail', { rescopeGroup });
  const over = await made('groupe terminé');
  await adopt('une fin', { endGroup: { groupId: over.id, named: over.name } });
  const dormant = await made('groupe dormant');
  await collective.world.sql(
    `UPDATE ormee.working_group SET awake_since = awake_since - interval '3 years' WHERE collective_id = $1 AND id = $2`,
    [collective.id, collective.rowId(dormant.id)],
  );
}

let made = 0;

/** A new group of the member alone; asleep, or fit to be put to sleep, where a row says so. */
async function gathered(
  { collective, members }: Furnished,
  rest: 'AWAKE' | 'ASLEEP' | 'DORMANT' = 'AWAKE',
): Promise<TestGroup> {
  const { world, id: collectiveId } = collective;
  const name = `Ormeau groupe ${(made += 1)}`;
  const id = await world.transactions.write(async (tx) => {
    const groupId = newId();
    const at = await tx.now();
    await foundGroup(tx, { collectiveId, id: groupId, name, scope: 'Ormeau', at, decisionId: null });
    // Not in the moment in which it was made: who makes one freely and stays alone makes no other.
    const later = new Date(Date.parse(at) + 1).toISOString();
    await enter(tx, { collectiveId, groupId, memberId: members.member.memberId }, later);
    return groupId;
  });
  if (rest === 'ASLEEP')
    await world.sql(`UPDATE ormee.working_group SET state = 'ASLEEP' WHERE id = $1`, [id]);
  if (rest === 'DORMANT') {
    await world.sql(
      `UPDATE ormee.working_group SET awake_since = awake_since - interval '3 years' WHERE id = $1`,
      [id],
    );
    await world.sql(
      `UPDATE ormee.group_member SET joined_at = joined_at - interval '3 years' WHERE group_id = $1`,
      [id],
    );
  }
  return new TestGroup(collective, collective.globalId('WorkingGroup', id), name);
}

/** Everybody holds what the group gave to the teller, and that group is this one, until the row is over. */
async function giving(
  { collective, members }: Furnished,
  { id }: TestGroup,
): Promise<() => Promise<unknown>> {
  const { world } = collective;
  const { legal, member, holder, facilitator, teller } = members;
  const [given] = await world.sql<{ mandate: string; decision: string; group: string }>(
    `SELECT mandate.id AS mandate, decision.id AS decision, decision.group_id AS "group" FROM ormee.mandate
     JOIN ormee.decision ON decision.collective_id = mandate.collective_id AND decision.id = mandate.granted_by
     WHERE mandate.collective_id = $1 AND mandate.task = 'groupe'`,
    [collective.id],
  );
  const { mandate, decision, group } = given as NonNullable<typeof given>;
  const decidedBy = (groupId: string) =>
    world.sql('UPDATE ormee.decision SET group_id = $2 WHERE id = $1', [decision, groupId]);
  await decidedBy(collective.rowId(id));
  await world.sql(
    `INSERT INTO ormee.mandate_holder (collective_id, mandate_id, member_id)
     SELECT $1, $2, unnest($3::uuid[]) ON CONFLICT DO NOTHING`,
    [collective.id, mandate, [legal, member, holder, facilitator].map(({ memberId }) => memberId)],
  );
  return async () => {
    await decidedBy(group);
    await world.sql('DELETE FROM ormee.mandate_holder WHERE mandate_id = $1 AND member_id <> $2', [
      mandate,
      teller.memberId,
    ]);
    await world.sql('UPDATE ormee.mandate_holder SET left_at = NULL WHERE mandate_id = $1', [mandate]);
    await world.sql(`UPDATE ormee.mandate SET state = 'LIVE', ended_at = NULL WHERE id = $1`, [mandate]);
  };
}

const naming = ({ id: groupId }: TestGroup) => ({ input: { groupId } });

const putIn = async (first: Furnished) =>
  (await gathered(first)).propose({ by: first.members.member, title: 'Ormeau: dans un groupe' });

/** How the rows about groups come about. */
export const arrangementsOfGroups: Readonly<Record<string, Arrange>> = {
  joinGroup: async (first) => naming(await gathered(first)),
  leaveGroup: async (first) => {
    const group = await gathered(first);
    return { ...naming(group), undo: await giving(first, group) };
  },
  'wakeGroup of the member': async (first) => naming(await gathered(first, 'ASLEEP')),
  putGroupToSleep: async (first) => naming(await gathered(first, 'DORMANT')),
  createGroup: ({ collective: { world } }) => {
    const name = `Un autre groupe ${(made += 1)}`;
    const undo = () =>
      world.sql(
        `UPDATE ormee.group_member SET joined_at = joined_at + interval '1 millisecond'
         WHERE group_id IN (SELECT id FROM ormee.working_group WHERE name = $1)`,
        [name],
      );
    return Promise.resolve({ input: { name, scope: 'Un travail.' }, undo });
  },
  'handToCollective of a group of the member': async (first) => ({
    input: { proposalId: (await putIn(first)).id, version: 1 },
  }),
  'submitProposal in a group of the member': async (first) => ({
    input: { title: 'Ormeau: une question', groupId: (await gathered(first)).id },
  }),
  'openPoll in a group of the member': async (first) => ({
    input: {
      proposalId: (await putIn(first)).id,
      version: 1,
      closesAt: await first.collective.world.in('8 days'),
    },
  }),
};
