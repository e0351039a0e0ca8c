import { mintFoundingLink } from '../../src/platform/links/founding-links.js';
import { fromGlobalId } from '../../src/platform/graphql/global-ids.js';
import { TestProposal } from './decisions.js';
import { BYLAWS, STATUTES } from './rules.js';
import { Refused, TestCollective, TestMember, type Payload, type World } from './world.js';

export interface FounderSaid {
  readonly publicName: string;
  readonly kind?: 'NATURAL' | 'LEGAL';
  readonly email?: string;
}

export const FOUNDERS: readonly FounderSaid[] = [
  { publicName: 'Ada', email: 'ada@example.org' },
  { publicName: 'Blaise' },
  { publicName: 'Camille' },
  { publicName: 'Denis' },
  { publicName: 'Émilie' },
];

export const TEXTS = [
  { title: 'Statuts', matter: 'GOVERNANCE', markdown: STATUTES },
  { title: 'Règlement intérieur', matter: 'DEEP', markdown: BYLAWS },
];

export const MAJORITY = { base: 'TURNOUT', threshold: { fraction: '2/3', strict: false, plus: 0 } };

/** A charter file of the first collective's shape, whose governance asks a share of two thirds unless a spec says more. */
export const charterFile = ({ governance = '2/3', article = 'Article 4' } = {}): string => `
format: ormee-charter/1
text: Statuts
common:
  venues: [ONLINE, ASSEMBLY]
  forms: [PHYSICAL, HYBRID, REMOTE]
  prevailingForms: [PHYSICAL, HYBRID]
  method: threshold@1
  allowedMethods: [threshold@1, consent@1]
  ballotMode: OPEN
  ballotsVisibleTo: MEMBERS
  base: TURNOUT
  threshold: { fraction: 1/2, strict: true, plus: 0 }
  quorum: null
  minimumDeliberation: PT0S
  minimumVoting: P1D
  notice: PT0S
  supportNeeded: 0
  mayPropose: ANY_MEMBER
  tieRule: STATUS_QUO
  lateRule: KEEP
  ballotMayChange: true
  resultVisibility: MEMBERS
  contestPeriod: P7D
  friendlyAmendments: false
  silenceConsents: false
  revocableOnline: false
  interpretations:
    - question: Que compte-t-on parmi les votants ?
      choice: Les abstentions et les blancs aussi.
rules:
  - matter: ROUTINE
    provision: Article 3
    allowedMethods: [threshold@1, consent@1, schulze/wv@1]
    election: { adopts: THRESHOLD, grades: [], options: {}, ballotsPublished: false }
  - matter: DEEP
    provision: Article 5
    minimumVoting: P7D
  - matter: GOVERNANCE
    provision: ${article}
    venues: [ASSEMBLY]
    forms: [PHYSICAL, HYBRID]
    allowedMethods: [threshold@1]
    threshold: { fraction: ${governance}, strict: false, plus: 0 }
`;

/** A founding link, as the host is given one. */
export const foundingLink = (world: World): Promise<string> =>
  world.transactions.write((tx) => mintFoundingLink(tx));

export interface BegunRead {
  readonly collectiveId: string;
  readonly founders: readonly { memberId: string; publicName: string; link: string }[];
}

/** Presses the button, without a session. */
export async function press(
  world: World,
  link: string,
  input: object = {},
  locale: 'fr' | 'en' = 'fr',
): Promise<Payload & BegunRead> {
  const { data, errors } = await world.ask<{ beginFounding: Payload & BegunRead }>(
    null,
    `mutation ($input: BeginFoundingInput!) { beginFounding(input: $input) { __typename
       ... on BeginFoundingSuccess { collectiveId founders { memberId publicName link } }
       ... on Problem { code message path facts { name value } } } }`,
    { input: { link, name: 'Les Ormes', founders: FOUNDERS, ...input } },
    locale,
  );
  if (!data) throw new Error(JSON.stringify(errors));
  return data.beginFounding;
}

/** Enters under a founder's link, as its holder does. */
export async function enterBy(world: World, link: string): Promise<TestMember> {
  const { data } = await world.ask<{ signIn: { memberId: string; token: string } }>(
    null,
    'mutation ($link: String!) { signIn(input: { link: $link }) { ... on SignInSuccess { memberId token } } }',
    { link },
  );
  const { memberId, token } = data?.signIn ?? { memberId: '', token: '' };
  const id = fromGlobalId(memberId);
  if (!id) throw new Error(`this link lets nobody in: ${link}`);
  return new TestMember(world, id.collectiveId, id.id, token);
}

/** A collective in its founding, each founder behind their own session. */
export class TestFounding extends TestCollective {
  static async begin(world: World, founders: readonly FounderSaid[] = FOUNDERS): Promise<TestFounding> {
    const begun = await press(world, await foundingLink(world), { founders });
    if (begun.code !== undefined) throw new Refused(begun);
    const members: TestMember[] = [];
    for (const { link } of begun.founders) members.push(await enterBy(world, link));
    const [first] = members as [TestMember];
    const planted = {
      collectiveId: first.collectiveId,
      memberIds: members.map(({ memberId }) => memberId),
      textIds: [],
      provisionOf: (number: string): string => {
        throw new Error(`nothing is in force yet, and so not ${number}`);
      },
    };
    return new TestFounding(world, planted, members);
  }

  /** Puts a draft; `Refused` where it cannot stand. */
  async draft(draft: object, by = this.member(0), wording: object = {}): Promise<TestProposal> {
    const { proposal } = await by.does<{ proposal: { id: string; version: number; matter: string } }>(
      'submitFoundingDraft',
      { draft, ...wording },
      'proposal { id version matter }',
    );
    return new TestProposal(this, proposal.id, by, proposal.version, proposal.matter);
  }

  /** Puts a draft and adopts it by the voices of every founder who has one. */
  async adopt(draft: object): Promise<TestProposal> {
    const proposal = await this.draft(draft);
    const poll = await proposal.decideOnline({ for: this.members.length }, '10 minutes');
    if (poll.outcome?.code !== 'ADOPTED') throw new Error(`not adopted: ${poll.outcome?.code}`);
    return proposal;
  }

  /** Everything but the confirmation. */
  async prepare(): Promise<this> {
    await this.adopt({ majority: MAJORITY });
    await this.adopt({ texts: TEXTS });
    await this.adopt({ charter: charterFile() });
    return this;
  }
}
