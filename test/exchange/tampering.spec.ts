import { readEnvironment } from '../../src/platform/config/config.js';
import { openBook } from '../../src/core/verify/book.js';
import type { Bundle } from '../../src/core/verify/bundle.js';
import { CHECKS, type CheckName } from '../../src/core/verify/notes.js';
import { checkOne, verifyBundle, type Means } from '../../src/core/verify/verify.js';
import { CLASSIFICATION, columnsOf, shapeOf } from '../../src/exchange/classification.js';
import { verifySignature } from '../../src/exchange/signature.js';
import { draftOf, forgeries, rehashRegister, rehashRows, type Draft, type Forgery } from './forger.js';
import { liveAmongPeople, liveAtItsFounding } from './lived-among-people.js';
import { liveAmongAmendments } from './lived-among-amendments.js';
import { liveWithHistory } from './lived-with-history.js';
import { liveAmongMandates } from './lived-among-mandates.js';
import { liveAmongConsents } from './lived-among-consents.js';
import { liveAmongGroups } from './lived-among-groups.js';
import { liveAmongRelays } from './lived-among-relays.js';
import { liveAmongOptions } from './lived-among-options.js';
import { faultsOf, liveThrough } from './lived.js';
import { takenHome } from './taken-home.js';

/** Signatures that were seen already: the forger changes one thing at a time, and the rest is as it was. */
const seen = new Map<string, boolean>();
const remembered: Means['verifySignature'] = (key, text, signature) => {
  const name = `${text} ${Buffer.from(signature).toString('hex')} ${Buffer.from(key).toString('hex')}`;
  const known = seen.get(name) ?? verifySignature(key, text, signature);
  seen.set(name, known);
  return known;
};

/** Of a column the first forgery and one in so many: `npm run campaign -- tamper` tries them all, for an hour or so. */
const ASKED = readEnvironment()['ORMEE_FORGERIES_ONE_IN'];
const ONE_IN = Number(ASKED ?? 256);

/** Each column has its turn every third day, by the calendar; a campaign asks no calendar. */
const DAYS = ASKED === undefined ? 3 : 1;
const TODAY = Math.floor(Date.now() / 86_400_000);
const isForToday = (column: number): boolean => column % DAYS === TODAY % DAYS;

/** A life to take home, and what its reader knows of it. */
interface Taken {
  readonly bundle: Bundle;
  /** What does not hold of it as it is, of its public bundle and of each member’s. */
  readonly faults: readonly string[];
  readonly text: string;
  readonly means: Means;
}

let lives: readonly Taken[];

beforeAll(async () => {
  const taken: Taken[] = [];
  for (const live of [
    liveThrough,
    liveAmongPeople,
    liveAtItsFounding,
    liveAmongOptions,
    liveAmongAmendments,
    liveWithHistory,
    liveAmongMandates,
    liveAmongConsents,
    liveAmongGroups,
    liveAmongRelays,
  ]) {
    const { full: bundle, public: shown, ofMembers } = await takenHome(live);
    const faults = [bundle, shown, ...ofMembers].flatMap((one) =>
      faultsOf([
        ...verifyBundle(one, { shape: shapeOf(one.kind), verifySignature: remembered, trustedKeys: null }),
      ]),
    );
    const trustedKeys = (bundle.tables['register_key'] ?? []).map((row) => row['verifierKey'] as string);
    const means = { shape: shapeOf('FULL'), verifySignature: remembered, trustedKeys };
    taken.push({ bundle, faults, text: JSON.stringify(draftOf(bundle)), means });
  }
  lives = taken;
}, 600_000);

/** Which check finds a forgery, the one that found the last of its kind asked first; null when none does. */
function finderOf({ means }: Taken, draft: Draft, first: CheckName | undefined): CheckName | null {
  const book = openBook(draft as Bundle);
  const fails = (name: CheckName) => checkOne(name, draft as Bundle, book, means).faults.length > 0;
  if (first && fails(first)) return first;
  return CHECKS.find(fails) ?? null;
}

/** Tables of which something is hashed, in their own rows or in a leaf. */
const HASHED =
  /^(register_.*|member|clause_version|membership_rule|provision_version|outcome|proposal_version|poll.*|roll_entry|exclusion|challenge|contest|amendment.*|consent.*|objection_end|working_group|group_.*|relay.*)$/;

/** What the forger does after a change, one upon the other: recompute what rows say, then the whole register. */
function coversOf(bundle: Bundle, [table = '']: readonly string[]): readonly ((draft: Draft) => void)[] {
  if (!HASHED.test(table)) return [];
  const register = (draft: Draft): void => rehashRegister(draft, bundle);
  return table.startsWith('register_') ? [register] : [rehashRows, register];
}

/** A forgery as well covered as it can be; in the campaign, in each way in which it can be covered; but for what undoes it. */
function coverings(life: Taken, forgery: Forgery): readonly Draft[] {
  if (ONE_IN === 1) return everyCovering(life, forgery);
  const draft = JSON.parse(life.text) as Draft;
  forgery.apply(draft);
  for (const cover of coversOf(life.bundle, forgery.place.split('.'))) cover(draft);
  return JSON.stringify(draft) === life.text ? everyCovering(life, forgery).slice(-1) : [draft];
}

function everyCovering({ bundle, text }: Taken, forgery: Forgery): readonly Draft[] {
  const draft = JSON.parse(text) as Draft;
  forgery.apply(draft);
  const texts = new Set([text, JSON.stringify(draft)]);
  for (const cover of coversOf(bundle, forgery.place.split('.'))) {
    cover(draft);
    texts.add(JSON.stringify(draft));
  }
  return [...texts].slice(1).map((covered) => JSON.parse(covered) as Draft);
}

/** What classification.ts says that nobody would find. */
const uncovered = (): string[] =>
  Object.entries(CLASSIFICATION).flatMap(([table, { uncovered: columns }]) =>
    Object.keys(columns).map((column) => `${table}.${column}`),
  );

/** What was tried, what was found by which check, and where nothing was. */
class Tally {
  readonly unfound = new Map<string, string>();
  readonly finders = new Map<string, CheckName>();
  tried = 0;
  found = 0;

  try(life: Taken, forgery: Forgery): void {
    const [table] = forgery.place.split('.');
    for (const [way, draft] of coverings(life, forgery).entries()) {
      const [habit, ofTable] = [`${forgery.place} ${way}`, `${table} ${way}`];
      const finder = finderOf(life, draft, this.finders.get(habit) ?? this.finders.get(ofTable));
      this.tried += 1;
      if (!finder) this.unfound.set(forgery.place, forgery.what);
      else {
        this.finders.set(habit, finder).set(ofTable, finder);
        this.found += 1;
      }
    }
  }
}

describe('the lives that are tampered with', () => {
  it('have a value in every column that leaves in a full bundle', () => {
    const empty = Object.entries(CLASSIFICATION).flatMap(([table, classified]) =>
      (columnsOf('FULL', classified) ?? [])
        .filter(
          (column) => !lives.some(({ bundle }) => bundle.tables[table]?.some((row) => row[column] !== null)),
        )
        .map((column) => `${table}.${column}: let one of the lives have it, so that it can be tampered with`),
    );
    expect(empty).toEqual([]);
  });

  it('hold as they are, in full, in public and for each member', () => {
    expect(lives.flatMap(({ faults }) => faults)).toEqual([]);
  });

  it('are in the hands of a forger who recomputes what is as it was to what it was', () => {
    for (const { bundle, text } of lives) {
      const draft = draftOf(bundle);
      rehashRows(draft);
      rehashRegister(draft, bundle);
      expect(JSON.stringify(draft) === text).toBe(true);
    }
  });
});

describe('whoever changes a bundle', () => {
  it('is found out, or what was changed is listed as not covered', () => {
    const listed = new Set(uncovered());
    const tally = new Tally();
    const made = new Map<string, number>();
    let known = 0;
    for (const life of lives)
      for (const forgery of forgeries(life.bundle)) {
        const before = made.get(forgery.place) ?? 0;
        made.set(forgery.place, before + 1);
        if (before % ONE_IN !== 0 || !isForToday([...made.keys()].indexOf(forgery.place))) continue;
        // One that is not found is enough to be listed, and a part of the forgeries takes nothing off the list.
        if (listed.has(forgery.place) && (ONE_IN !== 1 || tally.unfound.has(forgery.place))) known += 1;
        else tally.try(life, forgery);
      }
    const { tried, found, unfound } = tally;
    expect(tried).toBeGreaterThan(100);
    const unlisted = [...unfound].filter(([where]) => !listed.has(where));
    const wrong = unlisted.map(([where, what]) => `${where} is not found (${what}): check it, or list it`);
    if (ONE_IN === 1) {
      const changes = [...made.values()].reduce((sum, count) => sum + count, 0);
      process.stdout.write(
        `${changes} changes: ${tried} forgeries tried, ${found} found, ${tried - found} in ${unfound.size} listed places; ${known} more in these\n`,
      );
      // What a part of the forgeries did not touch may still be on the list with reason; all of them touch all of it.
      for (const where of listed)
        if (!unfound.has(where)) wrong.push(`${where} is found after all: take it off the list`);
    }
    expect(wrong).toEqual([]);
  }, 3_600_000);
});
