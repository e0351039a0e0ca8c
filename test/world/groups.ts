import type { TestProposal, Wording } from './decisions.js';
import type { TestCollective, TestMember } from './world.js';

/** A working group as a member reads it. */
export interface GroupRead {
  readonly id: string;
  readonly name: string;
  readonly scope: string;
  readonly state: string;
  readonly memberCount: number;
  readonly viewerIsMember: boolean;
  readonly createdById: string | null;
  readonly endedById: string | null;
}

export const GROUP = 'id name scope state memberCount viewerIsMember createdById endedById';

/** A working group, and what its members do in it. */
export class TestGroup {
  constructor(
    readonly collective: TestCollective,
    readonly id: string,
    readonly name: string,
  ) {}

  async joinedBy(...members: readonly TestMember[]): Promise<this> {
    for (const member of members) await member.does('joinGroup', { groupId: this.id });
    return this;
  }

  async leftBy(...members: readonly TestMember[]): Promise<this> {
    for (const member of members) await member.does('leaveGroup', { groupId: this.id });
    return this;
  }

  /** Something put in the group, by whom the spec says, else by the first member of the collective. */
  propose(wording: Wording = {}): Promise<TestProposal> {
    return this.collective.propose({ ...wording, groupId: this.id });
  }

  async read(by = this.collective.member(0)): Promise<GroupRead> {
    const { node } = await by.ask<{ node: GroupRead }>(
      `query($id: ID!) { node(id: $id) { ... on WorkingGroup { ${GROUP} } } }`,
      { id: this.id },
    );
    return node;
  }
}

/** The groups of a collective, as they were made. */
export async function groupsOf(collective: TestCollective): Promise<readonly GroupRead[]> {
  const { workingGroups } = await collective
    .member(0)
    .ask<{ workingGroups: { edges: { node: GroupRead }[] } }>(
      `{ workingGroups(first: 100) { edges { node { ${GROUP} } } } }`,
    );
  return workingGroups.edges.map(({ node }) => node);
}

/** Has an assembly of three make a working group, which these members then join. */
export async function groupNamed(
  collective: TestCollective,
  name: string,
  ...members: readonly TestMember[]
): Promise<TestGroup> {
  const createGroup = { name, scope: `Ce qui touche à : ${name}.` };
  const proposal = await collective.propose({ effects: [{ createGroup }] });
  const { decision } = await proposal.decideIn(await collective.assembly(3), { for: 3 });
  if (decision?.effectsState !== 'APPLIED') throw new Error('the group was not made');
  const { id } = (await groupsOf(collective)).at(-1) as GroupRead;
  return new TestGroup(collective, id, name).joinedBy(...members);
}
