import { grant } from './effects.js';
import type { Answer, TestCollective, TestMember, World } from './world.js';

/** The rule on members as a change takes it; what a spec leaves out asks nothing. */
export interface MembershipSent {
  readonly admission?: 'DECLARATION' | 'DECISION';
  readonly signedAppealId?: string | null;
  readonly dues?: boolean;
  readonly duesGrace?: string;
  readonly seniority?: string;
  readonly legalPersons?: boolean;
  readonly interpretations?: readonly { question: string; choice: string }[];
}

/** The effect that writes the rule on members, in the place of the one that stands. */
export async function membership(collective: TestCollective, fields: MembershipSent): Promise<object> {
  const { collective: read } = await collective
    .member(0)
    .ask<{ collective: { membershipRule: { hash: string | null } } }>(
      '{ collective { membershipRule { hash } } }',
    );
  const rule = {
    admission: 'DECLARATION',
    signedAppealId: null,
    dues: false,
    duesGrace: 'PT0S',
    seniority: 'PT0S',
    legalPersons: true,
    returnAfterExclusion: 'DECISION',
    provisionId: collective.provision('Article 2'),
    interpretations: [],
    ...fields,
  };
  return { changeCharter: { membership: { expectedHash: read.membershipRule.hash, rule } } };
}

/** Has an assembly of three adopt the rule on members. */
export async function adoptMembership(collective: TestCollective, fields: MembershipSent): Promise<void> {
  const proposal = await collective.propose({ effects: [await membership(collective, fields)] });
  const { decision } = await proposal.decideIn(await collective.assembly(3), { for: 3 });
  if (decision?.effectsState !== 'APPLIED') throw new Error('the rule was not adopted');
}

/** Has the collective publish an appeal, and answers its id. */
export async function publishAppeal(
  collective: TestCollective,
  fields: { title?: string; body?: string; visibility?: 'PUBLIC' | 'MEMBERS' } = {},
): Promise<string> {
  const appeal = { title: 'Appel fondateur', body: 'Nous, qui travaillons dans le numérique.', ...fields };
  const proposal = await collective.propose({ effects: [{ publishAppeal: appeal }] });
  await proposal.decideIn(await collective.assembly(3), { for: 3 });
  const { appeals } = await collective
    .member(0)
    .ask<{ appeals: { edges: { node: { id: string } }[] } }>(
      '{ appeals(first: 100) { edges { node { id } } } }',
    );
  return (appeals.edges.at(-1) as { node: { id: string } }).node.id;
}

/** Has an assembly of three give somebody a mandate for some acts on the whole collective. */
export async function mandateFor(
  collective: TestCollective,
  holder: TestMember,
  ...scopeActs: readonly string[]
): Promise<void> {
  const task = scopeActs.join('-').toLowerCase();
  const effect = await grant(collective, { task, title: task, holderIds: [holder.id], scopeActs });
  const proposal = await collective.propose({ effects: [effect] });
  const { decision } = await proposal.decideIn(await collective.assembly(3), { for: 3 });
  if (decision?.effectsState !== 'APPLIED') throw new Error('the mandate was not given');
}

export interface DeclarationSent {
  readonly publicName?: string;
  readonly kind?: 'NATURAL' | 'LEGAL';
  readonly statement?: string;
  readonly email?: string;
}

export interface DeclarationAnswer {
  readonly __typename: string;
  readonly code?: string;
  readonly facts?: readonly { name: string; value: string }[];
  readonly applicationId: string;
  readonly link: string;
}

/** A declaration as somebody without a session (or with this one) sends it. */
export async function declares(
  world: World,
  collectiveId: string,
  said: DeclarationSent = {},
  token: string | null = null,
): Promise<DeclarationAnswer> {
  const answer: Answer<{ declareMembership: DeclarationAnswer }> = await world.ask(
    token,
    `mutation($input: DeclareMembershipInput!) { declareMembership(input: $input) { __typename
       ... on DeclareMembershipSuccess { applicationId link }
       ... on Problem { code facts { name value } } } }`,
    { input: { collectiveId, publicName: 'Nestor Makhno', ...said } },
  );
  if (!answer.data) throw new Error(JSON.stringify(answer.errors));
  return answer.data.declareMembership;
}

/** Exchanges a link for a session; the code of the refusal where there is one. */
export async function signsIn(
  world: World,
  link: string,
): Promise<{ token?: string; memberId?: string; code?: string }> {
  const { data } = await world.ask<{ signIn: { token?: string; memberId?: string; code?: string } }>(
    null,
    `mutation($input: SignInInput!) { signIn(input: $input) {
       ... on SignInSuccess { token memberId } ... on Problem { code } } }`,
    { input: { link } },
  );
  return data?.signIn ?? {};
}

/** Lets sessions outlast what a spec waits for: they end after thirty days, which is asked elsewhere. */
export const stayingSignedIn = (collective: TestCollective): Promise<object[]> =>
  collective.world.sql(
    `UPDATE ormee.session SET expires_at = expires_at + interval '2 years' WHERE collective_id = $1`,
    [collective.id],
  );
