import type { Clause } from '../../src/core/charter/clause.js';
import type { Outcome } from '../../src/core/charter/ruling.js';
import { thresholdStep } from '../../src/core/counting/threshold.js';
import type { Bundle, BundleKind } from '../../src/core/verify/bundle.js';
import type { Json } from '../../src/core/kernel/canonical-json.js';
import { hashJson } from '../../src/core/kernel/hash.js';
import { openBook } from '../../src/core/verify/book.js';
import type { CheckName } from '../../src/core/verify/notes.js';
import { checkOne } from '../../src/core/verify/verify.js';
import { shapeOf } from '../../src/exchange/classification.js';
import { verifySignature } from '../../src/exchange/signature.js';
import { castAll, electingBy, ranking } from '../world/elections.js';
import { World } from '../world/world.js';
import { draftOf, rehashRegister, rehashRows, type Draft } from './forger.js';
import { liveAmongOptions } from './lived-among-options.js';
import { bundleOf } from './lived.js';
import { takenHome, type TakenHome } from './taken-home.js';

/**
 * A host who lies from the beginning, and whose rows, hashes and leaves all say the same lie: the check that knows better
 * has to find it by itself, whatever others make of the bundle.
 */
describe('a host who lies consistently', () => {
  let world: World;
  let taken: TakenHome;

  beforeAll(async () => {
    world = await World.open();
    taken = await takenHome(liveAmongOptions);
  }, 120_000);
  afterAll(() => world.close());

  type Row = { [column: string]: unknown };
  const rowOf = (draft: Draft, table: string, holds: (row: Row) => boolean): Row =>
    (draft.tables[table] as Row[]).find(holds) as Row;

  const found = (draft: Draft, original: Bundle, check: CheckName): string[] => {
    rehashRows(draft);
    rehashRegister(draft, original);
    const means = { shape: shapeOf(original.kind), verifySignature, trustedKeys: null };
    const lied = draft as unknown as Bundle;
    return checkOne(check, lied, openBook(lied), means).faults.map(({ code }) => code);
  };

  const takeHome = (kind: BundleKind): Bundle =>
    ({ FULL: taken.full, MEMBER: taken.ofMembers[2] as Bundle, PUBLIC: taken.public })[kind];
  const title = (poll: string, bundle: Bundle): string =>
    rowOf(draftOf(bundle), 'poll', ({ title: own }) => own === poll)['id'] as string;

  it.each(['FULL', 'MEMBER'] as const)(
    'on what a decision does is found out by a %s bundle',
    async (kind) => {
      const bundle = takeHome(kind);
      const draft = draftOf(bundle);
      const pollId = title('À quel rythme se réunir ?', bundle);
      const decision = rowOf(draft, 'decision', (row) => row['pollId'] === pollId);
      const loser = rowOf(draft, 'poll_option', (row) => row['pollId'] === pollId && row['key'] === '1');
      expect(decision['effects']).not.toEqual(loser['effects']);
      const [truth, lie] = [decision['effects'], loser['effects']].map((effects) =>
        hashJson(effects as Json),
      );
      decision['effects'] = structuredClone(loser['effects']);
      const leaf = rowOf(draft, 'register_leaf', ({ encoded }) => {
        const said = String(encoded);
        return said.includes('"decision.numbered"') && said.includes(decision['id'] as string);
      });
      leaf['encoded'] = (leaf['encoded'] as string).replace(truth as string, lie as string);
      expect(found(draft, bundle, 'DECISIONS')).toEqual(['EFFECTS_OF_ANOTHER_POLL']);
    },
  );

  it('on who was chosen is found out where nobody sees the ballots', async () => {
    const bundle = takeHome('MEMBER');
    const pollId = title('Quel nom ?', bundle);
    for (const lie of [{ chosen: ['1'] }, { chosen: ['3'] }, { code: 'ADOPTED' }, { method: 'approval@1' }]) {
      const draft = draftOf(bundle);
      const outcome = rowOf(draft, 'outcome', (row) => row['pollId'] === pollId);
      const before = JSON.stringify(outcome['working']);
      outcome['working'] = { ...(outcome['working'] as object), ...lie };
      if ('code' in lie) outcome['code'] = lie.code;
      if (JSON.stringify(outcome['working']) === before) continue; // the truth
      expect(found(draft, bundle, 'OUTCOMES')).toContain('RECOUNT');
    }
  });

  it.each(['FULL', 'MEMBER'] as const)('on the dice is found out by a %s bundle', async (kind) => {
    const bundle = takeHome(kind);
    const draft = draftOf(bundle);
    const outcome = rowOf(draft, 'outcome', (row) => JSON.stringify(row['working']).includes('"5 3 1"'));
    outcome['working'] = JSON.parse(
      JSON.stringify(outcome['working']).replaceAll('"5 3 1"', '"1 2 3"'),
    ) as unknown;
    const codes = found(draft, bundle, 'OUTCOMES');
    expect(codes.some((code) => code === 'LOT_DISAGREES' || code === 'RECOUNT')).toBe(true);
  });

  describe.each([
    ['SCHULZE_WV_1', (written: string) => ranking(written)],
    ['APPROVAL_1', (written: string) => ({ approved: written.split('>0')[0]?.split('>') })],
    ['PLURALITY_1', (written: string) => ranking(written)],
  ] as const)('on the numbers against “nothing changes”, by %s', (method, ballotOf) => {
    it('is found out where nobody sees the ballots', async () => {
      const other = await world
        .collective()
        .withMembers(4)
        .withRules(electingBy(['schulze/wv@1', 'approval@1', 'plurality@1'], {}, { base: 'EXPRESSED' }))
        .grow();
      const proposal = await other.propose({ options: ['Bleu', 'Vert'] });
      const poll = await proposal.open({ method });
      await castAll(poll, other, ['1>2>0', '1>0', '1', '0'].map(ballotOf));
      expect((await poll.end()).outcome).toMatchObject({ code: 'ADOPTED' });
      const bundle = await bundleOf(other, 'MEMBER', other.members[2]?.memberId);
      expect(found(draftOf(bundle), bundle, 'OUTCOMES')).toEqual([]);
      // Three over and one under: whoever adds a voice, or moves one, lies to a threshold.
      for (const [over, under, equal] of [
        ['4', '1', '0'],
        ['4', '0', '0'],
        ['2', '1', '1'],
      ]) {
        const draft = draftOf(bundle);
        const outcome = rowOf(draft, 'outcome', ({ pollId }) => pollId === other.rowId(poll.id));
        const before = JSON.stringify(outcome['working']);
        const lie = forgeNumbers(before, over as string, under as string, equal as string);
        expect(lie).not.toBe(before);
        outcome['working'] = JSON.parse(lie) as unknown;
        expect(found(draft, bundle, 'OUTCOMES')).toContain('RECOUNT');
      }
    });
  });
});

/** The numbers of every ruling, and of the threshold that they reach, as whoever lies would write them. */
function forgeNumbers(working: string, over: string, under: string, equal: string): string {
  const outcome = JSON.parse(working) as Outcome;
  const rulings = outcome.rulings.map((ruling) => {
    const clauseSteps = ruling.working.steps.map((step) => {
      if (step.code === 'AGAINST_STATUS_QUO') return { ...step, data: { ...step.data, over, under, equal } };
      return step.code === 'THRESHOLD_MET'
        ? thresholdStep(BigInt(over), BigInt(over) + BigInt(under), {
            base: 'EXPRESSED',
            threshold: { fraction: '1/2', strict: true, plus: 0 },
          } as Clause)
        : step;
    });
    return { ...ruling, working: { ...ruling.working, steps: clauseSteps } };
  });
  return JSON.stringify({ ...outcome, rulings });
}
