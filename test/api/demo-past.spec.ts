import { enter, nodes, opened, openLived, read, type List } from '../world/demonstration.js';
import type { World } from '../world/world.js';

/** The life of six months that `six-months.spec.ts` scripts, as a visitor of the demonstration finds it. */
describe('the past of the demonstration', () => {
  let world: World;
  let token: string;

  beforeAll(async () => {
    world = await openLived();
    token = await enter(world, await opened(world), 'Karima');
  });
  afterAll(() => world.close());

  const ask = <T>(document: string, variables: object = {}): Promise<T> =>
    read<T>(world, token, document, variables);

  it('has a question that people talked about, and adopted by consent once an objection was integrated', async () => {
    interface Asked {
      readonly title: string;
      readonly consents: readonly { state: string; round: number }[];
      readonly polls: readonly { objections: readonly { ended: string | null }[] }[];
    }
    const { proposals } = await ask<{ proposals: List<Asked> }>(
      `{ proposals(first: 50) { edges { node { title consents { state round } polls { objections { ended } } } } } }`,
    );
    const welcoming = nodes(proposals).find(({ title }) => title.startsWith('Accueillir'));
    expect(welcoming).toMatchObject({
      title: 'Accueillir à deux, quand c’est possible',
      consents: [{ state: 'ADOPTED', round: 2 }],
      polls: [{ objections: [{ ended: 'INTEGRATED' }] }, { objections: [] }],
    });
    const { threads } = await ask<{ threads: List<{ contributionCount: number }> }>(
      '{ threads { edges { node { contributionCount } } } }',
    );
    expect(nodes(threads)).toEqual([{ contributionCount: 4 }]);
    const { mandateOffers } = await ask<{ mandateOffers: List<{ title: string }> }>(
      '{ mandateOffers { edges { node { title } } } }',
    );
    expect(nodes(mandateOffers)).toMatchObject([
      { title: 'Apprendre à couper l’alarme, et l’apprendre à d’autres' },
    ]);
  });

  it('has forty people, of whom three have no screen, and an appeal that three hundred signed', async () => {
    const [people] = await world.sql<{ count: number; without: number }>(
      `SELECT count(*)::int AS count, count(*) FILTER (WHERE id IN
         (SELECT member_id FROM ormee.taken_over_member) AND email IS NULL)::int AS without
       FROM ormee.member WHERE kind = 'NATURAL'`,
    );
    expect(people).toEqual({ count: 40, without: 3 });
    const { appeals } = await ask<{ appeals: List<object> }>(
      '{ appeals(first: 10) { edges { node { title signatoryCount signatures { verified takenOver } } } } }',
    );
    expect(nodes(appeals)).toEqual([
      {
        title: 'Nos métiers, nos machines',
        signatoryCount: 300,
        signatures: { verified: 4, takenOver: 296 },
      },
    ]);
  });

  it('has four working groups, and a decision of one that the collective took back', async () => {
    const { workingGroups, decisions } = await ask<{
      workingGroups: List<{ name: string; memberCount: number; state: string }>;
      decisions: List<{ title: string; repealedById: string | null; groupId: string | null }>;
    }>(
      `{ workingGroups(first: 10) { edges { node { name memberCount state } } }
        decisions(first: 50) { edges { node { title repealedById groupId } } } }`,
    );
    expect(new Set(nodes(workingGroups).map(({ name }) => name))).toEqual(
      new Set(['Communication', 'Technique', 'Accueil', 'Enquête']),
    );
    expect(
      nodes(workingGroups).every(({ memberCount, state }) => memberCount === 5 && state === 'OPEN'),
    ).toBe(true);
    const repealed = nodes(decisions).filter(({ repealedById }) => repealedById !== null);
    expect(repealed).toMatchObject([
      { title: 'Un tract en rouge, signé de l’atelier', groupId: expect.any(String) as unknown },
    ]);
  });

  it('has a question that fell back to a vote after two rounds, which said no', async () => {
    interface Asked {
      readonly title: string;
      readonly consents: readonly { state: string; round: number }[];
      readonly polls: readonly { method: string; outcome: { code: string } | null }[];
    }
    const { proposals } = await ask<{ proposals: List<Asked> }>(
      `{ proposals(first: 50) { edges { node { title consents { state round } polls { method outcome { code } } } } } }`,
    );
    const deposits = nodes(proposals).find(({ title }) => title.includes('caution'));
    expect(deposits?.consents).toEqual([{ state: 'FALLEN_BACK', round: 2 }]);
    expect(deposits?.polls.map(({ method, outcome }) => [method, outcome?.code])).toEqual([
      ['CONSENT_1', 'REJECTED'],
      ['CONSENT_1', 'REJECTED'],
      ['THRESHOLD_1', 'REJECTED'],
    ]);
  });

  it('has a role given without candidates, and one for which everybody may name somebody', async () => {
    interface Election {
      readonly title: string;
      readonly state: string;
      readonly phase: string;
      readonly heard: number;
      readonly nominees: readonly { how: string }[];
    }
    const { electionsWithoutCandidates, mandates } = await ask<{
      electionsWithoutCandidates: List<Election>;
      mandates: List<{ task: string | null; state: string; holders: readonly { publicName: string }[] }>;
    }>(
      `{ electionsWithoutCandidates { edges { node { title state phase heard nominees { how } } } }
        mandates(first: 50) { edges { node { task state holders { publicName } } } } }`,
    );
    const byTitle = (title: string) => nodes(electionsWithoutCandidates).find((one) => one.title === title);
    expect(byTitle('Tenir la caisse')).toMatchObject({ state: 'ELECTED', nominees: [{ how: 'CONSENTED' }] });
    expect(byTitle('Garder les clefs de l’atelier')).toMatchObject({
      state: 'RUNNING',
      phase: 'NOMINATION',
      heard: 1,
    });
    const held = nodes(mandates).map(({ task, state, holders }) => [task, state, holders[0]?.publicName]);
    expect(held).toEqual(
      expect.arrayContaining([
        ['caisse', 'LIVE', 'Camille'],
        ['salle', 'LIVE', 'Gwen'],
      ]),
    );
  });

  it('says what became of decisions: done, under way, and nobody', async () => {
    const { followUps } = await ask<{ followUps: List<{ title: string; followUp: { state: string } }> }>(
      '{ followUps(first: 50) { edges { node { title followUp { state } } } } }',
    );
    const states = Object.fromEntries(nodes(followUps).map(({ title, followUp }) => [title, followUp.state]));
    expect(states).toMatchObject({
      'Publier les notes sous huit jours': 'DONE',
      'Accueillir à deux, quand c’est possible': 'UNDER_WAY',
    });
    expect(Object.values(states)).toContain('NOBODY');
  });
});
