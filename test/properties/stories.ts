import fc from 'fast-check';
import type { Uuid } from '../../src/core/kernel/ids.js';
import { instantFromMilliseconds, type CivilDate, type Instant } from '../../src/core/kernel/instants.js';
import { Refusal } from '../../src/core/kernel/refusals.js';
import { consolidate, type ConsolidatedProvision } from '../../src/core/text/consolidation.js';
import { hashContent } from '../../src/core/text/content.js';
import type { PatchOperation, PlaceAsked } from '../../src/core/text/operations.js';
import { applyPatch, withPatch, type AppliedPatch, type Patch } from '../../src/core/text/patch.js';
import { hashPlace } from '../../src/core/text/position.js';
import type { ProvisionVersion } from '../../src/core/text/version.js';

const DAY = 86_400_000;
export const DAWN = Date.UTC(2026, 0, 1);
export const dayOf = (day: number): CivilDate => instantFromMilliseconds(DAWN + day * DAY).slice(0, 10);
const LAST_DAY = 30;
export const DAYS = Array.from({ length: LAST_DAY + 2 }, (_, day) => dayOf(day - 1));

/** What a decision would do, before it is known what there is to do it to. */
interface Wish {
  readonly kind: PatchOperation['kind'];
  /** Chooses the provision, the parent and the anchor among those in force; beyond them, one that is not. */
  readonly target: number;
  readonly parent: number;
  readonly after: number;
  /** Chooses the number: a new one, or one of the few that collide. */
  readonly number: number;
  readonly stale: boolean;
}

interface Plan {
  readonly wait: number;
  readonly ahead: number;
  readonly wishes: readonly Wish[];
}

export interface Chapter {
  readonly patch: Patch;
  readonly before: readonly ProvisionVersion[];
  readonly result: AppliedPatch | Refusal;
  readonly after: readonly ProvisionVersion[];
}

const aWish: fc.Arbitrary<Wish> = fc.record({
  kind: fc.constantFrom<PatchOperation['kind']>(
    ...(['INSERT', 'INSERT', 'INSERT', 'REPLACE', 'RENUMBER', 'SET_HEADING'] as const),
    ...(['MOVE', 'MOVE', 'REPEAL', 'RESTORE', 'RESTORE', 'ERRATUM'] as const),
  ),
  target: fc.nat({ max: 60 }),
  parent: fc.nat({ max: 60 }),
  after: fc.nat({ max: 60 }),
  number: fc.nat({ max: 40 }),
  stale: fc.integer({ min: 0, max: 15 }).map((chance) => chance === 0),
});

const aPlan: fc.Arbitrary<Plan> = fc.record({
  wait: fc.constantFrom(0, 0, 1, 2),
  ahead: fc.constantFrom(0, 0, 0, 1, 3),
  wishes: fc.array(aWish, { minLength: 1, maxLength: 3 }),
});

/** A text's life: patches of which some are refused, on days and instants that only go forward. */
export const aStory = fc.array(aPlan, { minLength: 1, maxLength: 12 }).map(tell);

function tell(plans: readonly Plan[]): Chapter[] {
  const chapters: Chapter[] = [];
  let [day, text]: [number, readonly ProvisionVersion[]] = [0, []];
  for (const [index, plan] of plans.entries()) {
    day += plan.wait;
    const patch = patchOf(plan, { index, day, text });
    const result = applyPatch({ ...patch, versions: frozen(text) });
    const after = result instanceof Refusal ? text : withPatch(text, result);
    chapters.push({ patch, before: text, result, after });
    text = after;
  }
  return chapters;
}

function patchOf(
  { ahead, wishes }: Plan,
  { index, day, text }: { index: number; day: number; text: readonly ProvisionVersion[] },
): Patch {
  const [today, effectiveOn] = [dayOf(day), dayOf(day + ahead)];
  const now = instantFromMilliseconds(DAWN + day * DAY + (index + 1) * 60_000);
  const { provisions } = consolidate(text, { inForceOn: effectiveOn, knownAt: now });
  const places = new Map(text.map((version) => [version.versionId, hashPlace(version)]));
  const operations = wishes.map((wish, place) =>
    operationOf(wish, { provisions, places }, `p${index}.${place}`),
  );
  const decisionId = `d${index}`;
  // Named by what they open, as a store that looks its ids up again would.
  const newId: Patch['newId'] = ({ provisionId, inForceFrom }) =>
    `${decisionId}/${provisionId}/${inForceFrom}`;
  return { operations, effectiveOn: ahead === 0 ? null : effectiveOn, today, now, decisionId, newId };
}

/** What its author reads: all provisions, and where each version stands. */
interface Read {
  readonly provisions: readonly ConsolidatedProvision[];
  readonly places: ReadonlyMap<Uuid, string>;
}

function operationOf(wish: Wish, { provisions, places }: Read, id: Uuid): PatchOperation {
  const inForce = provisions.filter(({ repealed }) => !repealed);
  const number = wish.number < 4 ? `Article ${wish.number}` : `Article ${id}`;
  const content = { number, heading: '', body: `Words ${wish.number} of ${id}` };
  const among = wish.kind === 'RESTORE' ? provisions.filter(({ repealed }) => repealed) : inForce;
  const target = choose(among, wish.target);
  const aim = {
    provisionId: target?.provisionId ?? 'nowhere',
    expectedHash: target && !wish.stale ? hashContent(target.content) : 'another hash',
  };
  const place = placeOf(wish, inForce);
  // Where there is nothing to change, most insert.
  const kind = target || wish.target % 8 === 0 ? wish.kind : 'INSERT';
  switch (kind) {
    case 'INSERT':
      return { kind: 'INSERT', provisionId: id, ...place, content };
    case 'REPLACE':
      return { kind: 'REPLACE', ...aim, content };
    case 'RENUMBER':
      return { kind: 'RENUMBER', ...aim, number };
    case 'SET_HEADING':
      return { kind: 'SET_HEADING', ...aim, heading: `Heading ${id}` };
    case 'MOVE': {
      const expectedPlace = places.get(target?.versionId ?? '') ?? 'elsewhere';
      const there = wish.number % 2 ? content : null;
      return {
        kind: 'MOVE',
        ...aim,
        fromId: target?.parentId ?? null,
        expectedPlace,
        ...place,
        content: there,
      };
    }
    case 'REPEAL':
      return { kind: 'REPEAL', ...aim };
    case 'RESTORE':
      return { kind: 'RESTORE', ...aim, ...place, content: wish.number % 2 ? content : null };
    case 'ERRATUM': {
      const mended = { ...content, number: target?.content.number ?? number };
      return { kind: 'ERRATUM', ...aim, corrects: target?.openedBy ?? 'nobody', content: mended };
    }
  }
}

/** A place among what is in force, as an author may choose one: three levels deep at most, but for what is moved. */
function placeOf(wish: Wish, inForce: readonly ConsolidatedProvision[]): PlaceAsked {
  const parents = [null, null, ...inForce.filter(({ depth }) => depth < 3).map((p) => p.provisionId)];
  const parentId = choose(parents, wish.parent) ?? null;
  const siblings = inForce.filter((provision) => provision.parentId === parentId);
  const afterId = choose([null, ...siblings.map((p) => p.provisionId)], wish.after) ?? null;
  return { parentId, afterId: wish.stale ? 'nowhere' : afterId };
}

const choose = <T>(among: readonly T[], index: number): T | undefined => among[index % (among.length || 1)];

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(frozen);
  return Object.freeze(value);
}

export const accepted = (story: readonly Chapter[]) =>
  story.filter(({ result }) => !(result instanceof Refusal));
export const lastOf = (story: readonly Chapter[]) => story.at(-1)?.after ?? [];

/** Every instant at which something changed, and the millisecond before. */
export const instantsOf = (story: readonly Chapter[]): Instant[] =>
  story.flatMap(({ patch }) => [instantFromMilliseconds(Date.parse(patch.now) - 1), patch.now]);

export const readAll = (versions: readonly ProvisionVersion[], knownAt: Instant) =>
  DAYS.map((inForceOn) => consolidate(versions, { inForceOn, knownAt }));
