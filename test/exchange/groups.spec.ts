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
});
