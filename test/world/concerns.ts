import { TestThread, type ContributionRead } from './threads.js';
import type { Payload, TestCollective, TestMember } from './world.js';

export interface ConcernRead {
  readonly state: string;
  readonly reviewAt: string | null;
  readonly contribution: {
    readonly id: string;
    readonly body: string | null;
    readonly viewerMayReview: { readonly allowed: boolean };
    readonly concern: { readonly decisionIds: readonly string[]; readonly reviews: readonly ReviewRead[] };
  } | null;
}

export interface ReviewRead {
  readonly how: string;
  readonly authorId: string;
  readonly reviewAt: string | null;
  readonly replyId: string | null;
  readonly threadId: string | null;
  readonly proposalId: string | null;
}

const LISTED = 'edges { node { state reviewAt contributionId } }';
const VOICED = `id body viewerMayReview { allowed }
  concern { decisionIds reviews { how authorId reviewAt replyId threadId proposalId } }`;

interface Listed {
  readonly edges: readonly {
    readonly node: Pick<ConcernRead, 'state' | 'reviewAt'> & { readonly contributionId: string | null };
  }[];
}

/** The concerns that a decision carries, as somebody reads them. */
export async function carriedBy(
  { collective }: { readonly collective: TestCollective },
  reader: string | null,
  decisionId: string,
): Promise<ConcernRead[]> {
  const { data } = await collective.world.ask<{ node: { carriedConcerns: Listed } | null }>(
    reader,
    `query($id: ID!) { node(id: $id) { ... on Decision { carriedConcerns(first: 10) { ${LISTED} } } } }`,
    { id: decisionId },
  );
  return withVoices(
    async (document, ids) => (await collective.world.ask<Voices>(reader, document, { ids })).data,
    data?.node?.carriedConcerns,
  );
}

/** The concerns that a collective has to look at again. */
export async function toReview(
  reader: TestMember,
  states: readonly string[] | null = null,
): Promise<ConcernRead[]> {
  const { concernsToReview } = await reader.ask<{ concernsToReview: Listed }>(
    `query($states: [ConcernState!]) { concernsToReview(states: $states) { ${LISTED} } }`,
    { states },
  );
  return withVoices((document, ids) => reader.ask<Voices>(document, { ids }), concernsToReview);
}

interface Voices {
  readonly nodes: readonly (ConcernRead['contribution'] | null)[];
}

/** Each concern with the contribution that voices it. */
async function withVoices(
  ask: (document: string, ids: readonly string[]) => Promise<Voices | null | undefined>,
  listed?: Listed,
): Promise<ConcernRead[]> {
  const rows = (listed?.edges ?? []).map(({ node }) => node);
  const ids = rows.flatMap(({ contributionId }) => contributionId ?? []);
  const read = await ask(
    `query($ids: [ID!]!) { nodes(ids: $ids) { ... on Contribution { ${VOICED} } } }`,
    ids,
  );
  return rows.map(({ contributionId, ...row }) => ({
    ...row,
    contribution: read?.nodes.find((one) => one?.id === contributionId) ?? null,
  }));
}

/** The ids of the concerns that await somebody. */
export async function concernsAwaiting(member: TestMember): Promise<string[]> {
  const { awaitingMe } = await member.ask<{
    awaitingMe: { edges: { node: { reason: string; objectId: string } }[] };
  }>('{ awaitingMe(first: 100) { edges { node { reason objectId } } } }');
  return awaitingMe.edges.flatMap(({ node }) => (node.reason === 'CONCERN_DUE' ? [node.objectId] : []));
}

export const answerConcern = (
  by: TestMember,
  contributionId: string,
  answer: object,
  body = 'On en a reparlé.',
): Promise<Payload> => by.act('reviewConcern', { contributionId, answer, body });

/** A concern about a proposal, in a thread of its own, with the date at which to look again or none. */
export async function voice(
  by: TestMember,
  { collective, id }: { readonly collective: TestCollective; readonly id: string },
  { reviewAt = null as string | null, body = 'Et si la salle est trop petite ?' } = {},
): Promise<ContributionRead> {
  const thread = await TestThread.open(collective, { title: null, subjects: [{ proposalId: id }] });
  return thread.say({ by, kind: 'CONCERN', body, ...(reviewAt !== null && { reviewAt }) });
}
