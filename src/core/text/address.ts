import { isUuid, type Uuid } from '../kernel/ids.js';
import { parseCivilDate, type CivilDate, type Instant } from '../kernel/instants.js';
import { consolidate, type ReadingPoint } from './consolidation.js';
import { groupBy } from './group-by.js';
import { labelOfDecision, type WholeText } from './render/whole-text.js';
import { slugOf } from './slug.js';
import { readProvision } from './read-provision.js';
import type { ProvisionVersion } from './version.js';

/** What comes after the address of the list of texts: `statuts`, `statuts/article-7/@2026-11-22`, `statuts.md`. */
export interface TextAddress {
  readonly text: string;
  /** The slug of a number, or `provision-` and an identity; null: the whole text. */
  readonly provision: string | null;
  /** The day read; null: today. */
  readonly at: CivilDate | null;
  /** The number of a decision: as the text was known once it was taken; null: by all that is known. */
  readonly decision: string | null;
  /** The end of the name of a file: `md`; null: a page. */
  readonly suffix: string | null;
}

const SLUG = '[a-z0-9]+(?:-[a-z0-9]+)*';
const ADDRESS = new RegExp(
  `^(?<text>${SLUG})(?:/(?<provision>${SLUG}))?(?:/@(?<at>\\d{4}-\\d\\d-\\d\\d)(?:/(?<decision>(?:repris-){0,7}\\d{4}-\\d{3,9}))?)?(?:\\.(?<suffix>[a-z]{2,5}))?$`,
);

/** Beyond this, no slug, day and number of a decision can be meant. */
const ADDRESS_MAX = 250;

/** Reads an address, or answers null: it is that of no text, provision or version, whatever the collective holds. */
export function readTextAddress(path: string): TextAddress | null {
  const found = path.length > ADDRESS_MAX ? null : ADDRESS.exec(path);
  if (!found) return null;
  const { text = '', provision = null, at = null, decision = null, suffix = null } = found.groups ?? {};
  // A day that is in no calendar is no address, and only a whole text is a file.
  if (at !== null && parseCivilDate(at) !== at) return null;
  if (provision !== null && suffix !== null) return null;
  return { text, provision, at, decision, suffix };
}

/** Writes an address as `readTextAddress` reads it. */
export const printTextAddress = ({ text, provision, at, decision, suffix }: TextAddress): string =>
  [text, provision, at && `@${at}`, decision].filter((part) => part !== null).join('/') +
  (suffix === null ? '' : `.${suffix}`);

/**
 * The provisions that an address names: by identity, or by a number that they ever bore. A number is one provision's for
 * ever (`patch.ts`), so there are several only where two numbers differ by signs that no address bears (`7.1`, `7-1`).
 */
export function provisionsAt({ versions }: WholeText, name: string): readonly Uuid[] {
  const id = name.startsWith(IDENTITY) ? name.slice(IDENTITY.length) : '';
  if (isUuid(id)) return versions.some(({ provisionId }) => provisionId === id) ? [id] : [];
  const bearers = versions.filter(({ content }) => slugOf(content.number, NAMELESS) === name);
  return [...new Set(bearers.map(({ provisionId }) => provisionId))];
}

const IDENTITY = 'provision-';
const NAMELESS = 'disposition';

/** How an address names a provision: by its number, or by its identity where the number is not its alone. */
export function addressesOfProvisions(text: WholeText, point: ReadingPoint): ReadonlyMap<Uuid, string> {
  const bearers = groupBy(text.versions, ({ content }) => slugOf(content.number, NAMELESS));
  const alone = (slug: string): boolean =>
    new Set(bearers.get(slug)?.map(({ provisionId }) => provisionId)).size === 1;
  const read = new Map(
    consolidate(text.versions, point).provisions.map((one) => [one.provisionId, one.content]),
  );
  const last = new Map(text.versions.map((version) => [version.provisionId, version.content]));
  return new Map(
    [...last].map(([id, content]) => {
      const slug = slugOf((read.get(id) ?? content).number, NAMELESS);
      return [id, alone(slug) ? slug : `${IDENTITY}${id}`];
    }),
  );
}

/** One wording of a provision, whatever later decisions did to its time in force, and where it is read. */
export interface Wording {
  readonly version: ProvisionVersion;
  readonly at: CivilDate;
  /** The decision as of which it is read, where its first day alone leads to a later wording; else null. */
  readonly decision: string | null;
}

/** Every wording of a provision, the oldest first. Two decisions of a day leave two, of which the day reads the last. */
export function wordingsOf(text: WholeText, provisionId: Uuid, knownAt: Instant): readonly Wording[] {
  const history = text.versions.filter((version) => version.provisionId === provisionId);
  const wordings = groupBy(history, ({ openedBy, inForceFrom }) => `${inForceFrom} ${openedBy}`);
  return [...wordings.values()]
    .map((rows) => rows.toSorted(byKnowledge))
    .toSorted(([a], [b]) => byDayAndKnowledge(a as ProvisionVersion, b as ProvisionVersion))
    .map((rows) => {
      const version = rows.at(-1) as ProvisionVersion;
      const { inForceFrom: at, openedBy } = version;
      const read = readProvision(history, { inForceOn: at, knownAt });
      const isRead =
        read?.repealed === null && read.version.openedBy === openedBy && read.version.inForceFrom === at;
      return { version, at, decision: isRead ? null : labelOfDecision(text.decisions, openedBy).label };
    });
}

const byKnowledge = (a: ProvisionVersion, b: ProvisionVersion): number =>
  compare(a.knownFrom, b.knownFrom) || compare(a.inForceFrom, b.inForceFrom);

const byDayAndKnowledge = (a: ProvisionVersion, b: ProvisionVersion): number =>
  compare(a.inForceFrom, b.inForceFrom) || compare(a.knownFrom, b.knownFrom);

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** A text as if it held nothing but one provision, and what stands under it. */
export function withinProvision(text: WholeText, provisionId: Uuid, point: ReadingPoint): WholeText {
  const kept = new Set([provisionId]);
  for (const { provisionId: id, parentId } of consolidate(text.versions, point).provisions)
    if (parentId !== null && kept.has(parentId)) kept.add(id);
  const versions = text.versions
    .filter((version) => kept.has(version.provisionId))
    .map((version) => (version.provisionId === provisionId ? { ...version, parentId: null } : version));
  return { ...text, versions };
}

/** The instant from which nothing more was decided on a text, by what is known at an instant: its pages are the same since. */
export const lastChangeOf = ({ patches }: WholeText, knownAt: Instant): Instant =>
  patches.reduce(
    (last, patch) => (patch.knownAt > last ? patch.knownAt : last),
    patches[0]?.knownAt ?? knownAt,
  );

/** When a decision on a text was taken; null: it did nothing to it. */
export const instantOfDecision = ({ patches, decisions }: WholeText, label: string): Instant | null =>
  patches.find(({ decisionId }) => decisions.get(decisionId)?.label === label)?.knownAt ?? null;
