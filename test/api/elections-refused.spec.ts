import type { ElectionRule, MethodId } from '../../src/core/charter/clause.js';
import type { TestPoll } from '../world/decisions.js';
import { replace } from '../world/effects.js';
import { castAll, electingBy, outcomeOf, ranking, scored } from '../world/elections.js';
import { World, type TestCollective } from '../world/world.js';

const JUDGMENT = 'majority-judgment/median-removal@1';

describe('among options, refused by name', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(() => world.close());

  const grow = (change: Parameters<ReturnType<World['collective']>['withRules']>[0], members = 5) =>
    world.collective().withMembers(members).withRules(change).grow();
  let collective: TestCollective;
  let poll: TestPoll;

  beforeAll(async () => {
    collective = await grow(electingBy(['schulze/wv@1', 'star@1', 'pav@1']));
    poll = await (await collective.propose({ options: ['Bleu', 'Vert'] })).open();
  });

  it.each<[string, object, string]>([
    ['an option that there is not', ranking('3'), 'UNKNOWN_OPTION'],
    ['an option twice', ranking('1>1'), 'OPTION_TWICE_ON_A_BALLOT'],
    ['words', { ranking: [['Bleu']] }, 'UNKNOWN_VALUE'],
    ['an empty rank', { ranking: [['1'], []] }, 'UNKNOWN_VALUE'],
    ['a key that is written otherwise', { ranking: [['01']] }, 'UNKNOWN_OPTION'],
    ['approvals where rankings are counted', { approved: ['1'] }, 'WRONG_KIND'],
    ['yes where options stand', { choice: 'FOR' }, 'WRONG_KIND'],
  ])('a ballot with %s', async (_, ballot, reason) => {
    await expect(poll.cast(collective.member(0), ballot)).rejects.toMatchObject({
      code: 'BALLOT_INVALID',
      facts: { reason },
    });
    expect(await poll.ballots()).toEqual([]);
  });

  it.each<[string, MethodId, Partial<ElectionRule>, object, object, string]>([
    ['more dots than it has', 'dots@1', {}, { budget: 3 }, scored(2, 2), 'TOO_MANY_DOTS'],
    [
      'a score under the least',
      'score@1',
      { options: { 'score@1': { least: 1 } } },
      {},
      scored(1, 0),
      'SCORE_TOO_SMALL',
    ],
    [
      'a tie where the method takes none',
      'stv/meek-prf@1',
      { options: { 'stv/meek-prf@1': { equalRanks: 'refused' } } },
      {},
      ranking('1=2'),
      'TIED_RANKS',
    ],
    [
      'a grade missing that must be given',
      JUDGMENT,
      { grades: ['Non', 'Oui'], options: { [JUDGMENT]: { missingJudgments: 'none' } } },
      {},
      { grades: [{ option: '1', score: 1 }] },
      'NOT_ALL_MARKED',
    ],
  ])('a ballot with %s, which nobody could count', async (_, method, rule, wording, ballot, reason) => {
    const small = await grow(electingBy([method], { adopts: 'NOTHING', ...rule }), 2);
    const own = await (await small.propose({ options: ['Bleu', 'Vert'], ...wording })).open();
    await expect(own.cast(small.member(0), ballot)).rejects.toMatchObject({
      code: 'BALLOT_INVALID',
      facts: { reason },
    });
  });

  it('nothing at the count: what a method cannot count decides nothing, and says why', async () => {
    const shared = await grow(electingBy(['equal-shares/cost-add1u@1'], { adopts: 'NOTHING' }), 2);
    const proposal = await shared.propose({
      seats: 2,
      budget: 1_000_000,
      options: [
        { label: 'Un', cost: 600_000 },
        { label: 'Deux', cost: 400_000 },
      ],
    });
    const own = await proposal.open();
    await castAll(own, shared, [{ approved: ['1'] }, { approved: ['2'] }]);
    const done = await own.end();
    expect(done.outcome).toMatchObject({ code: 'NO_DECISION' });
    expect(outcomeOf(done).rulings[0]?.working.steps.at(-1)).toMatchObject({ code: 'COUNT_REFUSED' });
  });

  it('several seats whose options could not apply together', async () => {
    const effects = await Promise.all(
      ['Un.', 'Deux.'].map(async (words) => [await replace(collective, 'Règle 2', words)]),
    );
    const options = effects.map((own, place) => ({ label: `Texte ${place}`, effects: own }));
    await expect(collective.propose({ options, seats: 2 })).rejects.toMatchObject({
      code: 'EFFECTS_OVERLAP',
    });
    await expect(collective.propose({ options })).resolves.toBeDefined();
  });

  it('an older choice than the last, to be confirmed', async () => {
    const confirmed = await grow(electingBy(['plurality@1'], { adopts: 'CONFIRMING_POLL' }));
    const proposal = await confirmed.propose({ options: ['Un', 'Deux'] });
    const first = await proposal.open();
    await first.cast(confirmed.member(0), ranking('1'));
    await first.end();
    const second = await proposal.open();
    await castAll(second, confirmed, ['2', '2'].map(ranking));
    await second.end();
    await expect(proposal.open({ confirmsPollId: first.id })).rejects.toMatchObject({
      code: 'NOTHING_TO_CONFIRM',
    });
    await expect(proposal.open({ confirmsPollId: second.id })).resolves.toBeDefined();
  });

  it('a score over the greatest', async () => {
    const stars = await (await collective.propose({ options: ['Bleu', 'Vert'] })).open({ method: 'STAR_1' });
    await expect(
      stars.cast(collective.member(0), { scores: [{ option: '1', score: 6 }] }),
    ).rejects.toMatchObject({ code: 'BALLOT_INVALID', facts: { reason: 'SCORE_TOO_GREAT' } });
  });

  it.each<[string, object, string, string]>([
    ['one option', { options: ['Bleu'] }, 'options', '2-20'],
    ['two alike', { options: ['Bleu', 'bleu '] }, 'options', 'OPTION_TWICE'],
    [
      'two alike but for their spaces',
      { options: ['Bleu ciel', 'bleu\u00a0ciel'] },
      'options',
      'OPTION_TWICE',
    ],
    [
      'what passes for the status quo',
      { options: ['Bleu', 'Rien  ne change.'] },
      'options',
      'LABEL_OF_STATUS_QUO',
    ],
    ['the name of the status quo', { options: ['Bleu', 'Rien ne change'] }, 'options', 'LABEL_OF_STATUS_QUO'],
    ...(
      [
        ['alike in letters of two scripts', 'Paul', 'Pаul'],
        ['alike in capital i and small l', 'Ivan', 'lvan'],
        ['alike but for a stop', 'Le lundi', 'Le lundi.'],
        ['alike but for a hyphen', 'Jean-Paul', 'Jean Paul'],
      ] as const
    ).map(
      ([says, one, other]) =>
        [`two ${says}`, { options: [one, other] }, 'options', 'OPTIONS_LOOK_ALIKE'] as [
          string,
          object,
          string,
          string,
        ],
    ),
    ['no seat', { options: ['Bleu', 'Vert'], seats: 0 }, 'seats', '1-2'],
    ['more seats than options', { options: ['Bleu', 'Vert'], seats: 3 }, 'seats', '1-2'],
    ['seats without options', { seats: 2 }, 'seats', 'WITHOUT_OPTIONS'],
    ['a budget without options', { budget: 2 }, 'budget', 'WITHOUT_OPTIONS'],
    ['a label that nobody can read', { options: ['Bleu', '\u200b'] }, 'options', 'NOTHING_VISIBLE'],
  ])('a proposal with %s', async (_, wording, field, reason) => {
    await expect(collective.propose(wording)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      facts: { field, reason },
    });
  });

  it('no options that differ by a sign, or by a stop in a number', async () => {
    const options = ['A', 'A+', '10 €', '-10 €', '1,5 €', '15 €', 'C', 'C#'];
    expect((await collective.propose({ options })).version).toBe(1);
  });

  it('a method that answers another kind of question', async () => {
    const options = await collective.propose({ options: ['Un', 'Deux'] });
    await expect(options.open({ method: 'THRESHOLD_1' })).rejects.toMatchObject({
      code: 'METHOD_NOT_FOR_QUESTION',
    });
    const whether = await collective.propose();
    await expect(whether.open({ method: 'SCHULZE_WV_1' })).rejects.toMatchObject({
      code: 'METHOD_NOT_FOR_QUESTION',
    });
  });

  it('what the method could not count, before anybody votes', async () => {
    const two = await collective.propose({ options: ['Un', 'Deux', 'Trois'], seats: 2 });
    await expect(two.open({ method: 'SCHULZE_WV_1' })).rejects.toMatchObject({ code: 'SEATS_INVALID' });
    const many = await collective.propose({
      options: Array.from({ length: 20 }, (_, place) => `Option ${place}`),
      seats: 10,
    });
    await expect(many.open({ method: 'PAV_1' })).rejects.toMatchObject({ code: 'ELECTION_INVALID' });
  });

  it('options under a clause that allows no method for them', async () => {
    const plain = await world.collective().withMembers(3).grow();
    const proposal = await plain.propose({ options: ['Un', 'Deux'] });
    await expect(proposal.open()).rejects.toMatchObject({ code: 'METHOD_NOT_FOR_QUESTION' });
  });

  it('effects that could not apply, in any option', async () => {
    await expect(
      collective.propose({
        options: ['Un', { label: 'Deux', effects: [{ revokeMandate: { mandateId: poll.id, task: 'x' } }] }],
      }),
    ).rejects.toMatchObject({ code: expect.any(String) });
  });
});
