import type { TestCollective, TestMember } from './world.js';

export interface ContributionRead {
  readonly id: string;
  readonly number: number;
  readonly kind: string;
  readonly state: string;
  readonly body: string | null;
  readonly html: string | null;
  readonly version: number;
  readonly editedAt: string | null;
  readonly repliesToNumber: number | null;
  readonly replyCount: number;
  readonly author: { readonly publicName: string } | null;
  readonly anchor: AnchorRead | null;
  readonly moderations: readonly ModerationRead[];
  readonly versions: {
    readonly edges: readonly { readonly node: { version: number; body: string | null } }[];
  };
}

export interface AnchorRead {
  readonly state: string;
  readonly quote: string;
  readonly paragraphThen: string;
  readonly now: { readonly paragraph: string; readonly start: number; readonly end: number } | null;
}

export interface ModerationRead {
  readonly state: string;
  readonly reason: string;
  readonly mandateId: string;
  readonly appeal: string | null;
  readonly restoresAt: string | null;
  readonly settledReason: string | null;
  readonly hiddenBy: { readonly publicName: string } | null;
  readonly settledBy: { readonly publicName: string } | null;
}

export const CONTRIBUTION = `id number kind state body html version editedAt repliesToNumber replyCount
  author { publicName } anchor { state quote paragraphThen now { paragraph start end } }
  moderations { state reason mandateId appeal restoresAt settledReason hiddenBy { publicName } settledBy { publicName } }
  versions { edges { node { version body } } }`;

export interface ThreadRead {
  readonly id: string;
  readonly title: string | null;
  readonly contributionCount: number;
  readonly viewerReadUpTo: number;
  readonly unreadCount: number;
  readonly subjects: readonly { readonly kind: string; readonly objectId: string }[];
}

export const THREAD =
  'id title contributionCount viewerReadUpTo unreadCount lastContributionAt subjects { kind objectId }';

interface Words {
  readonly by: TestMember;
  readonly kind?: string;
  readonly body?: string;
  readonly repliesToId?: string;
  readonly anchor?: object;
  readonly reviewAt?: string;
  readonly idempotencyKey?: string;
}

/** A thread of a world, in which members talk. */
export class TestThread {
  private constructor(
    readonly collective: TestCollective,
    readonly id: string,
  ) {}

  static async open(
    collective: TestCollective,
    {
      by = collective.member(0),
      title = 'De quoi parler' as string | null,
      subjects = [] as readonly object[],
    } = {},
  ): Promise<TestThread> {
    const { thread } = await by.does<{ thread: { id: string } }>(
      'openThread',
      { title, subjects },
      'thread { id }',
    );
    return new TestThread(collective, thread.id);
  }

  async say({ by, kind = 'REACTION', body = 'Je suis touché.', ...more }: Words): Promise<ContributionRead> {
    const input = { threadId: this.id, kind, body, ...more };
    const done = await by.does<{ contribution: ContributionRead }>(
      'contribute',
      input,
      `contribution { ${CONTRIBUTION} }`,
    );
    return done.contribution;
  }

  async readBy(reader: TestMember): Promise<ThreadRead> {
    const { node } = await reader.ask<{ node: ThreadRead }>(
      `query($id: ID!) { node(id: $id) { ... on Thread { ${THREAD} } } }`,
      { id: this.id },
    );
    return node;
  }

  async contributions(
    reader: TestMember,
    { first = 100, after = null as string | null, kinds = null as readonly string[] | null } = {},
  ): Promise<ContributionRead[]> {
    const { node } = await reader.ask<{
      node: { contributions: { edges: { node: ContributionRead }[] } };
    }>(
      `query($id: ID!, $first: Int!, $after: String, $kinds: [ContributionKind!]) { node(id: $id) { ... on Thread {
        contributions(first: $first, after: $after, kinds: $kinds) { edges { cursor node { ${CONTRIBUTION} } } } } } }`,
      { id: this.id, first, after, kinds },
    );
    return node.contributions.edges.map((edge) => edge.node);
  }

  async contribution(reader: TestMember, id: string): Promise<ContributionRead> {
    return (await this.contributions(reader)).find((one) => one.id === id) as ContributionRead;
  }
}
