import type { Visibility } from '../../src/core/kernel/actors.js';
import type { Clause } from '../../src/core/charter/clause.js';
import type { TestAssembly, TestPoll } from '../world/decisions.js';
import { changeRule } from '../world/effects.js';
import type { TestCollective, TestMember, World } from '../world/world.js';
import { amend } from './amending.js';
import { gather } from './gathering.js';
import { chooseAmong } from './choices.js';
import { CONSENT_IN_ROUNDS, seekConsent } from './consenting.js';
import { askForRules, giveMandates, meet, meetOnce, objectByConsent, patchRules } from './lives.js';
import { mandatesInRounds } from '../world/nominations.js';
import { electWithoutCandidates } from './electing.js';
import { askAndRelay } from './relaying.js';
import { talk } from './talking.js';
import { handOut } from './handing-out.js';
import { challengeAndContest, exclude, foundAgain, giveLinks, leave, welcome } from './stories.js';

/** What a collective of the matrix is given, so that each field of the schema has something to show. */
export interface Furnished {
  /** In its own name, in the titles of what it has, and in the names of its members. */
  readonly name: string;
  readonly collective: TestCollective;
  readonly members: Readonly<
    Record<
      'facilitator' | 'teller' | 'member' | 'holder' | 'left' | 'excluded' | 'legal' | 'timekeeper',
      TestMember
    >
  >;
  /** Running, with the facilitator, the teller, the legal member and the timekeeper in it. */
  readonly assembly: TestAssembly;
  /**
   * Open for weeks, with a ballot of each person in it: also of those who left the collective since, and read its title,
   * which does not name the collective.
   */
  readonly openPoll: TestPoll;
  /** A proposal with two options on the bylaws, of which one can no longer be done. */
  readonly previewed: string;
  readonly mandates: Readonly<Record<'treasury' | 'press', string>>;
  /** Decided in the assembly, and contested. */
  readonly decidedPoll: string;
  /** By the grounds of the member, online; the assembly heard the recourse, and let it stand. */
  readonly exclusion: Exclusion;
  /** Open to signatures, of which one was imported. */
  readonly appeal: string;
  /** A proposal of the member as founders make one, though the founding is over. */
  readonly draft: string;
  /** Proposals whose amendments, or why there are none, show between them all that there is to show. */
  readonly amended: readonly string[];
  /** The global ids of what it has, by type. */
  readonly ids: ReadonlyMap<string, readonly string[]>;
}

export interface Exclusion {
  readonly id: string;
  readonly poll: string;
  /** By type, all that the excluded person reads of it. */
  readonly concerning: ReadonlyMap<string, readonly string[]>;
}

/** Where the rows of the types with ids are kept. */
const TABLES = {
  Member: 'member',
  Proposal: 'proposal',
  Amendment: 'amendment',
  Poll: 'poll',
  Decision: 'decision',
  Mandate: 'mandate',
  Assembly: 'assembly',
  LegalText: 'legal_text',
  Provision: 'provision',
  Application: 'application',
  Appeal: 'appeal',
  CosignedText: 'cosigned_text',
  Exclusion: 'exclusion',
  Thread: 'thread',
  Contribution: 'contribution',
  TakenOverDecision: 'taken_over_decision',
  WorkingGroup: 'working_group',
  ElectionWithoutCandidates: 'election',
} as const;

/** Types whose objects each say who may see them, and what they may say; a provision is as visible as its text. */
const MAY_BE = {
  Proposal: ['PUBLIC', 'MEMBERS', 'GROUP', 'NAMED'],
  Poll: ['PUBLIC', 'MEMBERS', 'GROUP', 'NAMED'],
  Decision: ['PUBLIC', 'MEMBERS', 'GROUP', 'NAMED'],
  Mandate: ['PUBLIC', 'MEMBERS', 'GROUP', 'NAMED'],
  Assembly: ['PUBLIC', 'MEMBERS', 'GROUP', 'NAMED'],
  LegalText: ['PUBLIC', 'MEMBERS', 'GROUP', 'NAMED'],
  Appeal: ['PUBLIC', 'MEMBERS'],
  Exclusion: ['MEMBERS', 'NAMED'],
  Thread: ['MEMBERS', 'GROUP'],
} as const satisfies Readonly<Record<string, readonly Visibility[]>>;
export type VisibleType = keyof typeof MAY_BE;
export const VISIBLE_TYPES = Object.keys(MAY_BE) as VisibleType[];

export const mayBe = (type: VisibleType, visibility: Visibility): boolean =>
  (MAY_BE[type] as readonly Visibility[]).includes(visibility);

const asFurnished = (rules: readonly Clause[]): readonly Clause[] =>
  rules.map((rule) => ({
    ...rule,
    ...(rule.matter === 'ROUTINE' && { groups: { freeCreation: true, dormantAfter: 'P1Y' } }),
    minimumVoting: 'PT1H',
    contestPeriod: 'P30D',
    friendlyAmendments: true,
    quorum: { counts: 'TURNOUT', of: 'ROLL', fraction: '1/100' },
    ...(rule.matter === 'DEEP' && { consent: CONSENT_IN_ROUNDS }),
    tieRule: rule.matter === 'ROUTINE' ? 'LOT' : rule.tieRule,
    allowedMethods: [
      ...rule.allowedMethods,
      'irv/rctab@1',
      'majority-judgment/median-removal@1',
      // What is paid for has no “nothing changes” among it.
      ...(rule.matter === 'ROUTINE' ? (['plurality@1', 'dots@1', 'equal-shares/cost@1'] as const) : []),
    ],
    election: {
      adopts: rule.matter === 'ROUTINE' ? 'CONFIRMING_POLL' : 'THRESHOLD',
      grades: ['À rejeter', 'Passable', 'Bien'],
      options: { 'irv/rctab@1': { batchElimination: true } },
      ballotsPublished: true,
      quotas: [{ group: 'Est', least: '1/2', most: 2, from: 2 }],
    },
  }));

/** Grows a collective and lets it live until every field of the schema has a value somewhere. */
export async function furnish(world: World, name: string): Promise<Furnished> {
  const collective = await world
    .collective()
    .named(name)
    .withMembers(7)
    .withLegalMember(COOPERATIVE)
    .withRules((rules) => asFurnished(mandatesInRounds(CONSENT_IN_ROUNDS)(rules)))
    .grow();
  const [facilitator, teller, member, holder, left, excluded, timekeeper, legal] =
    collective.members as Tuple8<TestMember>;
  const members = { facilitator, teller, member, holder, left, excluded, legal, timekeeper };
  await nameMembers(world, collective, name);

  await timekeeper.does('changePublicName', { publicName: `${name} personne renommée` });

  const previewed = await askForRules(collective, name, member);
  const rules = await patchRules(collective, name, member);
  const mandates = await giveMandates(collective, name, members, rules.decision?.id as string);
  await holder.does('exportCollective', {}); // before a box is open, for then nobody may
  await objectByConsent(collective, name, members);
  await collective.propose({
    by: member,
    title: `${name}: une autre règle`,
    effects: [await changeRule(collective, 'ROUTINE', { minimumVoting: 'PT2H' })],
  });
  const openPoll = await (
    await collective.propose({ by: member, title: 'Une question ouverte' })
  ).open({ lasting: '40 days' });
  await openPoll.votes({ for: 6 });
  await chooseAmong(collective, name, member, teller);
  await meetOnce(world, facilitator, teller, name);
  const { assembly, decided } = await meet(collective, name, members);
  const draft = await foundAgain(collective, name, member);
  const stage = { name, collective, members, assembly };
  await handOut({ ...stage, mandates });
  await challengeAndContest(stage, rules, decided);
  const appeal = await welcome(stage);
  await seekConsent(stage);
  const amended = [...(await amend(stage)), draft];
  await talk(stage);
  await gather(stage);
  await electWithoutCandidates(stage);
  await giveLinks(stage);
  await askAndRelay(stage);
  const exclusion = await exclude(stage);
  await leave(stage);
  // The rules changed above are of governance, so that a declaration awaits.
  await world.sql(`UPDATE ormee.legal_text SET matter = 'GOVERNANCE' WHERE collective_id = $1`, [
    collective.id,
  ]);
  const ids = await idsOf(collective);
  return {
    ...stage,
    ...{ previewed, openPoll, mandates, decidedPoll: decided.id, exclusion, appeal, draft, amended, ids },
  };
}

type Tuple8<T> = [T, T, T, T, T, T, T, T];

/** Names and addresses that are found again wherever they leak. */
const nameMembers = (world: World, { id }: TestCollective, name: string): Promise<object[]> =>
  world.sql(
    `UPDATE ormee.member SET public_name = $2 || ' personne ' || public_name, email = id || '@' || $3
     WHERE collective_id = $1`,
    [id, name, domainOf(name)],
  );

/** What somebody is called since `nameMembers`. */
export function nameOf({ memberId }: TestMember, { name, members, collective }: Furnished): string {
  const place = collective.members.findIndex((one) => one.memberId === memberId);
  return `${name} personne ${memberId === members.legal.memberId ? COOPERATIVE : `Membre ${place + 1}`}`;
}

const COOPERATIVE = 'Coopérative';

/** Where somebody gets their mail. */
export const addressOf = ({ memberId }: TestMember, name: string): string => `${memberId}@${domainOf(name)}`;

export const domainOf = (name: string): string => `${name.toLowerCase()}.example`;

/** The global ids of all that the collective has, by type. */
async function idsOf(collective: TestCollective): Promise<Map<string, string[]>> {
  const found = new Map([['Collective', [collective.globalId('Collective', collective.id)]]]);
  for (const [type, table] of Object.entries(TABLES)) {
    const rows = await collective.world.sql<{ id: string }>(
      `SELECT id FROM ormee.${table} WHERE collective_id = $1 ORDER BY id`,
      [collective.id],
    );
    found.set(
      type,
      rows.map(({ id }) => collective.globalId(type, id)),
    );
  }
  return found;
}

/**
 * Who may see the records of some types in a collective, from now on, where they may say so. A role of a sitting is
 * never public: nothing makes it so.
 */
export async function show(
  { world, id }: TestCollective,
  visibility: Visibility,
  types: readonly VisibleType[] = VISIBLE_TYPES,
): Promise<void> {
  for (const type of types.filter((one) => mayBe(one, visibility)))
    await world.sql(`UPDATE ormee.${TABLES[type]} SET visibility = $2 WHERE collective_id = $1`, [
      id,
      visibility,
    ]);
  if (types.includes('Mandate') && visibility === 'PUBLIC')
    await world.sql(
      `UPDATE ormee.mandate SET visibility = 'MEMBERS' WHERE collective_id = $1 AND role IS NOT NULL`,
      [id],
    );
}
