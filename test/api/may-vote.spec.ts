import fc from 'fast-check';
import { mayVoteOn, type Voter } from '../../src/core/charter/membership.js';
import { adoptMembership, stayingSignedIn } from '../world/people.js';
import { World, type TestCollective } from '../world/world.js';

const VOTERS = 24;

/** Somebody as chance makes them, told in days from now. */
const somebody = fc.record({
  kind: fc.constantFrom('NATURAL' as const, 'NATURAL' as const, 'LEGAL' as const),
  state: fc.constantFrom('ACTIVE' as const, 'ACTIVE' as const, 'LEFT' as const, 'EXCLUDED' as const),
  joinedDaysAgo: fc.integer({ min: 0, max: 200 }),
  duesInDays: fc.option(fc.integer({ min: -40, max: 40 })),
});

describe('who may vote', () => {
  let world: World;
  let collective: TestCollective;
  let people: readonly (typeof somebody extends fc.Arbitrary<infer S> ? S : never)[];

  /** Arranges what no act may do: to have joined before, and to have paid for what is over. */
  const arrange = async (place: number): Promise<void> => {
    const { kind, joinedDaysAgo, duesInDays } = people[place] as (typeof people)[number];
    const { memberId } = collective.member(place);
    await world.sql(
      `UPDATE ormee.member SET kind = $2, joined_at = ormee.instant() - make_interval(days => $3) WHERE id = $1`,
      [memberId, kind, joinedDaysAgo],
    );
    if (duesInDays !== null)
      await world.sql(
        `INSERT INTO ormee.membership_dues (collective_id, member_id, until, recorded_by)
         VALUES ($1, $2, ((ormee.instant() AT TIME ZONE 'Europe/Paris')::date + $3::int), $2)`,
        [collective.id, memberId, duesInDays],
      );
  };

  beforeAll(async () => {
    world = await World.open();
    const seed = 20_201_030;
    // The first one may vote: where nobody may, dues and seniority are not asked.
    const first = { kind: 'NATURAL', state: 'ACTIVE', joinedDaysAgo: 200, duesInDays: 40 } as const;
    people = [first, ...fc.sample(somebody, { numRuns: VOTERS - 1, seed })];
    collective = await world.collective().withMembers(VOTERS).grow();
    await adoptMembership(collective, { dues: true, duesGrace: 'P10D', seniority: 'P60D' });
    await world.sql(
      `UPDATE ormee.clause_version SET in_force_from = in_force_from - interval '1 year' WHERE collective_id = $1`,
      [collective.id],
    );
    await stayingSignedIn(collective);
    await world.wait('100 days');
  });
  afterAll(() => world.close());

  it('is the same for the pure rule, the roll, the answer to “may I vote” and the box', async () => {
    for (const place of people.keys()) await arrange(place);
    const proposal = await collective.propose();
    for (const [place, { state }] of people.entries())
      if (state !== 'ACTIVE')
        await world.sql(`UPDATE ormee.member SET state = $2, left_at = ormee.instant() WHERE id = $1`, [
          collective.member(place).memberId,
          state,
        ]);
    const poll = await proposal.open();
    const [rule] = await world.sql<{ since: Date; founded: Date }>(
      `SELECT rule.in_force_from AS since, (SELECT min(in_force_from) FROM ormee.clause_version) AS founded
       FROM ormee.membership_rule rule`,
    );
    const now = await world.now();
    const terms = {
      admission: 'DECLARATION',
      signedAppealId: null,
      dues: true,
      duesGrace: 'P10D',
      seniority: 'P60D',
      legalPersons: true,
      returnAfterExclusion: 'DECISION',
    } as const;
    const conditions = {
      terms,
      since: (rule as { since: Date }).since.toISOString(),
      foundedAt: (rule as { founded: Date }).founded.toISOString(),
      zone: 'Europe/Paris',
    };
    const met = new Set<string>();
    for (const place of people.keys()) {
      const member = collective.member(place);
      const [row] = await world.sql<Voter & { joined: Date }>(
        `SELECT member.kind, member.state, member.joined_at AS joined, dues.until::text AS "duesUntil"
         FROM ormee.member member LEFT JOIN ormee.membership_dues dues ON dues.member_id = member.id
         WHERE member.id = $1`,
        [member.memberId],
      );
      const voter = row as Voter & { joined: Date };
      const reason = mayVoteOn({ ...voter, joinedAt: voter.joined.toISOString() }, conditions, now);
      met.add(reason);
      const [entry] = await world.sql<{ reason: string }>(
        'SELECT reason FROM ormee.roll_entry WHERE poll_id = $1 AND member_id = $2',
        [collective.rowId(poll.id), member.memberId],
      );
      // Who has left is on no roll at all, and is told so.
      expect({ place, roll: entry?.reason ?? 'NOT_ACTIVE' }).toEqual({
        place,
        roll: voter.state === 'ACTIVE' ? reason : 'NOT_ACTIVE',
      });
      const said = await mayCast(member.token, poll.id);
      const cast = await member.act('castBallot', {
        pollId: poll.id,
        expectedRevision: 0,
        ballot: { choice: 'FOR' },
      });
      if (said)
        expect({ place, ...said }).toEqual({
          place,
          allowed: cast.code === undefined,
          code: cast.code ?? null,
        });
      expect({ place, mayVote: cast.code === undefined }).toEqual({ place, mayVote: reason === 'MEMBER' });
    }
    expect([...met].sort()).toEqual(['DUES_LAPSED', 'LEGAL_PERSON', 'MEMBER', 'NOT_ACTIVE', 'TOO_RECENT']);
  });

  /** What the API says of voting; null to whoever may not see the poll any more. */
  const mayCast = async (
    token: string,
    id: string,
  ): Promise<{ allowed: boolean; code: string | null } | null> => {
    const { data } = await world.ask<{
      node: { viewerMayCast: { allowed: boolean; problem: { code: string } | null } } | null;
    }>(
      token,
      'query($id: ID!) { node(id: $id) { ... on Poll { viewerMayCast { allowed problem { code } } } } }',
      {
        id,
      },
    );
    const said = data?.node?.viewerMayCast;
    return said ? { allowed: said.allowed, code: said.problem?.code ?? null } : null;
  };
});
