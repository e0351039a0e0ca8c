import type { Bundle } from '../../src/core/verify/bundle.js';
import { draftOf, rehashRegister, rehashRows, type Draft } from './forger.js';
import { liveAmongGroups } from './lived-among-groups.js';
import { faultsOf, verified } from './lived.js';
import { takenHome } from './taken-home.js';

describe('a bundle of a collective that works in groups', () => {
  let bundle: Bundle;

  beforeAll(async () => {
    bundle = (await takenHome(liveAmongGroups)).full;
  }, 120_000);

  /** What the verifier says of a bundle in which a forger changed something, and hashed anew all that can be. */
  const said = (forge: (rows: (table: string) => Draft['tables'][string]) => void): readonly string[] => {
    const draft = draftOf(bundle);
    forge((table) => draft.tables[table] as Draft['tables'][string]);
    rehashRows(draft);
    rehashRegister(draft, bundle);
    return faultsOf(verified(draft as Bundle));
  };

  it('says who was let into a group before its poll, and who was kept out of its roll', () => {
    const first = (rows: Draft['tables'][string]) => rows.find(({ leftAt }) => leftAt === null);
    expect(
      said((rows) => {
        (first(rows('group_member')) as { joinedAt: string }).joinedAt = '2026-05-04T10:00:00.000Z';
      }).join(),
    ).toContain('GROUPS');
    expect(
      said((rows) => {
        const entry = rows('roll_entry').find(({ reason }) => reason === 'NOT_IN_GROUP');
        Object.assign(entry as object, { reason: 'MEMBER', entitled: true });
      }).join(),
    ).toContain('ROLLS');
  });

  it('says when a decision of the collective is passed off as a group’s, or the other way round', () => {
    const take = (give: boolean) => (rows: (table: string) => Draft['tables'][string]) => {
      const groupId = rows('working_group')[0]?.['id'] as string;
      const decision = rows('decision').find(
        (one) => one['pollId'] !== null && (one['groupId'] === null) === give,
      );
      const poll = rows('poll').find(({ id }) => id === decision?.['pollId']);
      for (const row of [decision, poll]) Object.assign(row as object, { groupId: give ? groupId : null });
    };
    for (const give of [true, false]) expect(said(take(give)).length).toBeGreaterThan(0);
  });

  /** A bundle in which the end of the mandate that fell with its decision is told of another one, or of none. */
  const endTold = (rows: (table: string) => Draft['tables'][string], task: string | null): void => {
    const of = (asked: string | null) =>
      rows('mandate').find((one) => one['task'] === asked) as Draft['tables'][string][number];
    const [fallen, other] = [of('infolettre'), task === null ? null : of(task)];
    const { state, endedAt, endedBy } = fallen;
    if (other) Object.assign(other, { state, endedAt, endedBy });
    Object.assign(fallen, { state: 'LIVE', endedAt: null, endedBy: null });
    const leaf = rows('register_leaf').find(
      (one) => one['type'] === 'mandate.ended' && String(one['encoded']).includes(String(fallen['id'])),
    ) as { encoded: string };
    const told = String(other?.['id'] ?? '00000000-0000-7000-8000-000000000000');
    leaf.encoded = leaf.encoded.replace(String(fallen['id']), told);
  };

  it('says when a mandate lives on after its decision was recalled, or ends by one that says nothing of it', () => {
    const state = (task: string) => {
      const mandate = bundle.tables['mandate']?.find((one) => one['task'] === task);
      return `MANDATES MANDATE_STATE ${String(mandate?.['id'])}`;
    };
    const ofMandates = (forge: Parameters<typeof said>[0]) =>
      said(forge).filter((fault) => fault.startsWith('MANDATES'));
    expect(ofMandates((rows) => endTold(rows, null))).toEqual([state('infolettre')]);
    const wrongly = ofMandates((rows) => {
      endTold(rows, 'affiches');
      rows('decision_mark').length = 0; // nothing but the wrong end is left to find
    });
    expect(wrongly).toEqual([state('affiches')]);
  });
});
