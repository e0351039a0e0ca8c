import type { Clause, ElectionRule, MethodId } from '../../src/core/charter/clause.js';
import { commitmentTo } from '../../src/core/charter/lot.js';
import { grant, replace } from '../world/effects.js';
import { electingBy, ranking } from '../world/elections.js';
import { stayingSignedIn } from '../world/people.js';
import type { TestCollective, World } from '../world/world.js';

/**
 * A third life: a small collective chooses among options, by ranks, grades and a budget; is tied, and draws lots by dice
 * and by commitments; and confirms what it chose.
 */
export async function liveAmongOptions(world: World): Promise<TestCollective> {
  await world.travelTo('2026-04-06T09:00:00.000Z');
  const collective = await world.collective().withMembers(3).withRules(rulesOf).grow();
  await stayingSignedIn(collective);
  await chooseRule(collective);
  await drawTasks(collective);
  await gradeAndConfirm(collective);
  await spend(collective);
  await askTooMuch(collective);
  return collective;
}

/** Mandates and questions that need thought are adopted by threshold; current ones are graded or paid for, and confirmed. */
function rulesOf(rules: readonly Clause[]): readonly Clause[] {
  const ranked = electingBy(
    ['schulze/wv@1', 'stv/scottish-2007@1'],
    { ballotsPublished: true },
    { minimumVoting: 'PT1H', base: 'EXPRESSED', tieRule: 'LOT', resultVisibility: 'PUBLIC' },
  )(rules);
  return ranked.flatMap((rule): Clause[] => {
    if (rule.matter === 'DEEP') return [rule, { ...rule, matter: 'MANDATE' }];
    if (rule.matter !== 'ROUTINE') return [rule];
    const allowedMethods: MethodId[] = [
      'threshold@1',
      'majority-judgment/median-removal@1',
      'equal-shares/cost@1',
      'equal-shares/cost-add1u@1',
    ];
    const election: ElectionRule = {
      adopts: 'CONFIRMING_POLL',
      grades: ['À rejeter', 'Passable', 'Bien'],
      options: { 'majority-judgment/median-removal@1': { missingJudgments: 'none' } },
      ballotsPublished: false,
    };
    return [{ ...rule, allowedMethods, election }];
  });
}

/** Ranked, and adopted against “nothing changes”. */
async function chooseRule(collective: TestCollective): Promise<void> {
  const option = async (label: string, words: string) => ({
    label,
    effects: [await replace(collective, 'Règle 1', words)],
  });
  const proposal = await collective.propose({
    title: 'À quel rythme se réunir ?',
    options: [await option('Le lundi', 'Chaque lundi.'), await option('Le mardi', 'Chaque mardi.')],
    ...({ visibility: 'PUBLIC' } as object),
  });
  const poll = await proposal.open({ lasting: '2 hours', lotSource: 'TWO_MEMBERS' });
  for (const [place, written] of ['2>1>0', '1>2', '2'].entries())
    await poll.cast(collective.member(place), ranking(written));
  await poll.end('2 hours');
}

/** Tied between two people for one task; those who committed reveal, and the second time dice are thrown. */
async function drawTasks(collective: TestCollective): Promise<void> {
  for (const lotSource of ['COMMITMENTS', 'TWO_MEMBERS'] as const) {
    const task = lotSource.toLowerCase().replaceAll('_', '-');
    const option = async (place: number) => ({
      label: `Personne ${place}`,
      effects: [await grant(collective, { task, holderIds: [collective.member(place).id] })],
    });
    const proposal = await collective.propose({
      title: `Qui ? ${task}`,
      options: [await option(0), await option(1)],
    });
    const poll = await proposal.open({ lasting: '2 hours', method: 'STV_SCOTTISH_2007_1', lotSource });
    for (const place of [0, 1]) {
      const member = collective.member(place);
      if (lotSource === 'COMMITMENTS')
        await member.does('commitToLot', {
          pollId: poll.id,
          commitment: commitmentTo(`une valeur ${place}`),
        });
      await poll.cast(member, ranking(String(place + 1)));
    }
    await poll.end('2 hours');
    for (const place of [0, 1])
      await collective.member(place).does('enterLotValue', {
        pollId: poll.id,
        value: lotSource === 'COMMITMENTS' ? `une valeur ${place}` : '5 3 1',
      });
  }
}

/** Graded, and confirmed by yes and no. */
async function gradeAndConfirm(collective: TestCollective): Promise<void> {
  const proposal = await collective.propose({ title: 'Quel nom ?', options: ['Orme', 'Frêne', 'Hêtre'] });
  const poll = await proposal.open({ lasting: '2 hours' });
  for (const place of [0, 1])
    await poll.cast(collective.member(place), {
      grades: [1, 2, 3].map((option) => ({ option: String(option), score: (option + place) % 3 })),
    });
  await poll.end('2 hours');
  const confirming = await proposal.open({ lasting: '2 hours', confirmsPollId: poll.id });
  await confirming.votes({ for: 2 });
  await confirming.end('2 hours');
}

/** What is bought with a budget: put, voted on, and not confirmed yet. */
async function spend(collective: TestCollective): Promise<void> {
  const proposal = await collective.propose({
    title: 'Que financer ?',
    seats: 2,
    budget: 100,
    options: [
      { label: 'Une affiche', cost: 40 },
      { label: 'Un local', cost: 90 },
    ],
  });
  const poll = await proposal.open({ lasting: '2 hours', method: 'EQUAL_SHARES_COST_1' });
  await poll.cast(collective.member(0), { approved: ['1', '2'] });
  await poll.cast(collective.member(1), { approved: ['1'] });
  await poll.end('2 hours');
}

/** A budget in units so small that the method gives up counting: nothing is decided, and the outcome says why. */
async function askTooMuch(collective: TestCollective): Promise<void> {
  const proposal = await collective.propose({
    title: 'Que financer, au centime près ?',
    seats: 2,
    budget: 1_000_000,
    options: [
      { label: 'Une salle', cost: 600_000 },
      { label: 'Un car', cost: 400_000 },
    ],
  });
  const poll = await proposal.open({ lasting: '2 hours', method: 'EQUAL_SHARES_COST_ADD1U_1' });
  for (const place of [0, 1]) await poll.cast(collective.member(place), { approved: [String(place + 1)] });
  if ((await poll.end('2 hours')).outcome?.code !== 'NO_DECISION')
    throw new Error('the count was not refused');
}
