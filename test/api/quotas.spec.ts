import type { ElectionMethodId } from '../../src/core/counting/elections/ids.js';
import type { Bundle } from '../../src/core/verify/bundle.js';
import { bundleOf, faultsOf, verified } from '../exchange/lived.js';
import { grant } from '../world/effects.js';
import { castAll, electingBy, outcomeOf, ranking } from '../world/elections.js';
import { World, type TestCollective } from '../world/world.js';

const QUOTAS = [
  { group: 'women', least: '1/2', most: null, from: 2 },
  { group: 'town:*', least: null, most: 1, from: null },
];

const GROUPS: readonly (readonly string[])[] = [
  ['men', 'town:Lyon'],
  ['men', 'town:Nantes'],
  ['women', 'town:Lyon'],
  ['women', 'town:Brest'],
];

describe('quotas on the winners of a poll', () => {
  let world: World;
  let collective: TestCollective;
  let boards = 0;

  beforeAll(async () => {
    world = await World.open();
    const methods: ElectionMethodId[] = ['approval-block@1', 'stv/scottish-2007@1'];
    collective = await world
      .collective()
      .withMembers(5)
      .withRules(electingBy(methods, { quotas: QUOTAS }))
      .grow();
  });
  afterAll(() => world.close());

  const board = async (groups: readonly (readonly string[])[], seats = 2) => {
    const endsAt = await world.in('20 days');
    boards += 1;
    const task = `bureau-${String(boards)}`;
    const options = await Promise.all(
      groups.map(async (own, place) => ({
        label: `Option ${String(place + 1)}`,
        groups: own,
        effects: [await grant(collective, { task, holderIds: [collective.member(place).id], endsAt })],
      })),
    );
    return collective.propose({ title: 'Un bureau', seats, options });
  };

  it('seat the most approved with whom they can be met, say so, and are recounted by anybody', async () => {
    const poll = await (await board(GROUPS)).open({ method: 'APPROVAL_BLOCK_1' });
    const ballots = [
      ['1', '2', '3', '4'],
      ['1', '2', '3', '4'],
      ['1', '2', '3', '4'],
      ['1', '2'],
      ['1', '3'],
    ];
    await castAll(
      poll,
      collective,
      ballots.map((approved) => ({ approved })),
    );
    const done = await poll.end();
    // Five approve the first, four the second, who is a man too, and the third, who is of the first’s town.
    expect(outcomeOf(done)).toMatchObject({ code: 'ADOPTED', chosen: ['1', '4'] });
    const { node } = await collective.member(0).ask<{ node: { outcome: { election: object } } }>(
      `query($id: ID!) { node(id: $id) { ... on Poll { outcome { election { winners sentences quotas {
        bounds { group of number options } passedOver { option filled because { group of number } } } } } } } }`,
      { id: poll.id },
    );
    expect(node.outcome.election).toMatchObject({
      winners: [['Option 1'], ['Option 4']],
      quotas: {
        bounds: [
          { group: 'town:Lyon', of: 'MOST', number: 1, options: ['Option 1', 'Option 3'] },
          { group: 'women', of: 'LEAST', number: 1, options: ['Option 3', 'Option 4'] },
        ],
        passedOver: [
          { option: 'Option 2', filled: 1, because: [{ group: 'women', of: 'LEAST', number: 1 }] },
          { option: 'Option 3', filled: 1, because: [{ group: 'town:Lyon', of: 'MOST', number: 1 }] },
        ],
      },
    });
  });

  it('hold in a bundle, and are found out where they, or a group, are changed there', async () => {
    const bundle = await bundleOf(collective, 'FULL');
    expect(faultsOf(verified(bundle))).toEqual([]);
    const text = JSON.stringify(bundle);
    const changed = (from: string, to: string): string[] => {
      expect(text).toContain(from);
      return faultsOf(verified(JSON.parse(text.replaceAll(from, to)) as Bundle));
    };
    expect(changed('"women","town:Brest"', '"men","town:Brest"').length).toBeGreaterThan(0);
    expect(changed('"least":"1/2"', '"least":"0/2"').length).toBeGreaterThan(0);
  });

  it('are asked before anybody votes whether they can be met', async () => {
    const men = await board(
      [
        ['men', 'town:Lyon'],
        ['men', 'town:Nantes'],
        ['women', 'town:Lyon'],
        ['women', 'town:Lyon'],
      ],
      3,
    );
    await expect(men.open({ method: 'APPROVAL_BLOCK_1' })).rejects.toMatchObject({
      code: 'QUOTAS_CANNOT_BE_MET',
      facts: { seats: '3', bounds: 'town:Lyon ≤ 1' },
    });
  });

  it('are dodged neither by a group left out nor by a method without a rule for them', async () => {
    const nowhere = await board([['men', 'town:Lyon'], ['women', 'town:Metz'], ['women']]);
    await expect(nowhere.open({ method: 'APPROVAL_BLOCK_1' })).rejects.toMatchObject({
      code: 'METHOD_OPTION_INVALID',
      facts: { option: 'groups.Option 3', reason: 'OPTION_WITHOUT_GROUP' },
    });
    const transfers = await board(GROUPS);
    await expect(transfers.open({ method: 'STV_SCOTTISH_2007_1' })).rejects.toMatchObject({
      code: 'METHOD_OPTION_INVALID',
      facts: { option: 'quotas', reason: 'NO_RULE_FOR_QUOTAS' },
    });
  });

  it('leave a poll of fewer seats than they are asked from as it was', async () => {
    const alone = await world
      .collective()
      .withMembers(2)
      .withRules(
        electingBy(['approval-block@1', 'irv/rctab@1'], { quotas: [QUOTAS[0] as (typeof QUOTAS)[0]] }),
      )
      .grow();
    const poll = await (await alone.propose({ options: ['Bleu', 'Vert'] })).open({ method: 'IRV_RCTAB_1' });
    await castAll(poll, alone, [ranking('2>1'), ranking('2')]);
    expect(outcomeOf(await poll.end()).election?.options).not.toHaveProperty('quotas');
  });

  it('are no rule where no method keeps them, and none in a shape that nobody reads', async () => {
    const grow = (method: ElectionMethodId, quotas: unknown) =>
      world
        .collective()
        .withMembers(2)
        .withRules(electingBy([method], { quotas: quotas as typeof QUOTAS }))
        .grow();
    await expect(grow('schulze/wv@1', QUOTAS)).rejects.toMatchObject({
      code: 'CHARTER_INVALID',
      facts: { field: 'election.quotas', reason: 'NO_RULE_FOR_QUOTAS' },
    });
    await expect(grow('approval-block@1', [{ group: 'women' }])).rejects.toMatchObject({
      code: 'CHARTER_INVALID',
      facts: { field: 'election.quotas', reason: 'NOT_QUOTAS' },
    });
  });

  it('refuse an option the groups of which are no names', async () => {
    await expect(board([['men '], ['women']])).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      facts: { field: 'groups', reason: 'NOT_A_GROUP' },
    });
  });
});
