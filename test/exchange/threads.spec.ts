import { CLASSIFICATION } from '../../src/exchange/classification.js';
import { World, type TestCollective } from '../world/world.js';
import { bundleOf, faultsOf, verified } from './lived.js';
import { talk } from './talked.js';

describe('what people said, taken home', () => {
  let world: World;
  let collective: TestCollective;

  beforeAll(async () => {
    world = await World.open();
    collective = await world
      .collective()
      .withMembers(4)
      .withRules((rules) => rules.map((rule) => ({ ...rule, minimumVoting: 'PT1H' })))
      .grow();
    await talk(collective);
  });
  afterAll(() => world.close());

  const taken = async (place: number) =>
    JSON.stringify(await bundleOf(collective, 'MEMBER', collective.member(place).memberId));

  it('is whole in a full bundle, and nowhere in a public one', async () => {
    const full = await bundleOf(collective, 'FULL');
    expect(JSON.stringify(full)).toContain('Une injure secrète.');
    expect(faultsOf(verified(full))).toEqual([]);
    const said = Object.entries(CLASSIFICATION).filter(([table]) => /^(thread|contribution)/.test(table));
    const empty = said.flatMap(([table, { columns }]) =>
      columns
        .filter((column) => !(full.tables[table] ?? []).some((row) => row[column] != null))
        .map((column) => `${table}.${column}`),
    );
    expect([said.length, empty]).toEqual([9, []]);
    const open = JSON.stringify(await bundleOf(collective, 'PUBLIC'));
    for (const words of ['Par habitude', 'injure', 'Le mardi', 'pourquoi']) expect(open).not.toContain(words);
  });

  it('is in a member’s without the words that others took back or that were hidden, and without how far others read', async () => {
    const theirs = await taken(0);
    expect(theirs).toContain('Par habitude.');
    expect(theirs).toContain('Une injure.'); // the reason, which every member reads
    expect(theirs).not.toMatch(/injure secrète|adresse secrète|mot de trop/);
    expect(theirs).toContain('Chez quelqu’un.');
    const own = await taken(1);
    expect(own).toMatch(/adresse secrète/);
    expect(own).toMatch(/injure secrète/);
    expect(own).toMatch(/mot de trop/);
    const { tables } = await bundleOf(collective, 'MEMBER', collective.member(0).memberId);
    expect(tables['thread_reading'] ?? []).toEqual([]);
    expect(faultsOf(verified(await bundleOf(collective, 'MEMBER', collective.member(0).memberId)))).toEqual(
      [],
    );
  });
});
