import type { Locale, Visibility } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import {
  addDuration,
  civilDateOf,
  instantFromMilliseconds,
  startOfDay,
  type CivilDate,
  type Instant,
  type Zone,
} from '../core/kernel/instants.js';
import { consolidate, type ConsolidatedText, type ReadingPoint } from '../core/text/consolidation.js';
import { takenOverLabel } from '../core/text/history.js';
import type { PatchOperation } from '../core/text/operations.js';
import type { DecisionLabel } from '../core/text/markdown.js';
import { asKnownAt, type RecordedPatch, type WholeText } from '../core/text/render/whole-text.js';
import type { ProvisionVersion } from '../core/text/version.js';
import type { Reader } from '../platform/database/transactions.js';

export interface TextRecord {
  readonly collectiveId: Uuid;
  readonly id: Uuid;
  readonly title: string;
  readonly matter: 'DEEP' | 'GOVERNANCE';
  readonly visibility: Visibility;
  /** The decision by which its history was taken over from elsewhere; null: it was written here. */
  readonly takenOverBy: Uuid | null;
}

const TEXT = `text.collective_id AS "collectiveId", text.id, text.title, text.matter, text.visibility,
  text.taken_over_by AS "takenOverBy"`;

export const textsByIds = (reader: Reader, collectiveId: Uuid, ids: readonly Uuid[]): Promise<TextRecord[]> =>
  reader.rows(`SELECT ${TEXT} FROM ormee.legal_text text WHERE collective_id = $1 AND id = ANY($2::uuid[])`, [
    collectiveId,
    ids,
  ]);

/**
 * One page of the texts that every member may read, in the order in which they were begun; one row more than asked
 * tells whether more follow.
 */
export const textsAfter = (
  reader: Reader,
  collectiveId: Uuid,
  after: Uuid | null,
  first: number,
): Promise<TextRecord[]> =>
  reader.rows(
    `SELECT ${TEXT} FROM ormee.legal_text text
     WHERE collective_id = $1 AND visibility IN ('PUBLIC', 'MEMBERS') AND ($2::uuid IS NULL OR id > $2)
     ORDER BY id LIMIT $3`,
    [collectiveId, after, first + 1],
  );

/** A provision's identity, its name of now and the text that it stands in. */
export interface ProvisionRecord {
  readonly id: Uuid;
  readonly number: string;
  readonly heading: string;
  readonly text: TextRecord;
}

/** Provisions under the name that was given to them last, repealed ones included. */
export async function provisionsByIds(
  reader: Reader,
  collectiveId: Uuid,
  ids: readonly Uuid[],
): Promise<ProvisionRecord[]> {
  const rows = await reader.rows<TextRecord & Omit<ProvisionRecord, 'text'> & { readonly textId: Uuid }>(
    `SELECT DISTINCT ON (version.provision_id) ${TEXT}, text.id AS "textId", version.provision_id AS id,
       version.number, version.heading
     FROM ormee.provision_version version
     JOIN ormee.legal_text text ON text.collective_id = version.collective_id AND text.id = version.text_id
     WHERE version.collective_id = $1 AND version.provision_id = ANY($2::uuid[])
     ORDER BY version.provision_id, version.known_from DESC, version.in_force_from DESC`,
    [collectiveId, ids],
  );
  return rows.map(({ id, number, heading, textId, ...text }) => ({
    id,
    number,
    heading,
    text: { ...text, id: textId },
  }));
}

/** All that was ever known of a text's provisions, in the order in which it was written. */
export const versionsOfText = async (
  reader: Reader,
  collectiveId: Uuid,
  textId: Uuid,
): Promise<ProvisionVersion[]> =>
  (await versionsOfTexts(reader, collectiveId, [textId])).map(({ version }) => version);

interface VersionOfText {
  readonly textId: Uuid;
  readonly version: ProvisionVersion;
  /** What the decision that opened it did to the provision. */
  readonly kind: PatchOperation['kind'];
}

export async function versionsOfTexts(
  reader: Reader,
  collectiveId: Uuid,
  textIds: readonly Uuid[],
): Promise<VersionOfText[]> {
  const rows = await reader.rows<ProvisionVersion & Omit<VersionOfText, 'version'>>(
    `WITH operation AS (
       SELECT patch.text_id, patch.decision_id, (one ->> 'provisionId')::uuid AS provision_id, one ->> 'kind' AS kind
       FROM ormee.text_operation patch CROSS JOIN jsonb_array_elements(patch.operations) one
       WHERE patch.collective_id = $1 AND patch.text_id = ANY($2::uuid[]))
     SELECT version.text_id AS "textId", operation.kind, version.id AS "versionId",
       version.provision_id AS "provisionId", parent_id AS "parentId", position,
       json_build_object('number', number, 'heading', heading, 'body', body) AS content, hash,
       in_force_from AS "inForceFrom", in_force_until AS "inForceUntil",
       known_from AS "knownFrom", known_until AS "knownUntil", opened_by AS "openedBy", closed_by AS "closedBy"
     FROM ormee.provision_version version LEFT JOIN operation ON operation.text_id = version.text_id
       AND operation.decision_id = version.opened_by AND operation.provision_id = version.provision_id
     WHERE version.collective_id = $1 AND version.text_id = ANY($2::uuid[])
     ORDER BY known_from, in_force_from, version.id`,
    [collectiveId, textIds],
  );
  return rows.map(({ textId, kind, ...version }) => ({ textId, kind, version }));
}

/** Where on the two clocks a text is asked for; null: today, and all that is known by now. */
export interface AskedPoint {
  readonly at: CivilDate | null;
  readonly knownAt: Instant | null;
}

/** A text as it stood, with what its consolidation leaves out: all its versions, and the decisions that wrote or closed them. */
export interface TextReading {
  readonly consolidated: ConsolidatedText;
  readonly versions: ReadonlyMap<Uuid, ProvisionVersion>;
  readonly decisions: ReadonlyMap<Uuid, DecisionLabel>;
  /** By version, what the decision that opened it did to the provision. */
  readonly kinds: ReadonlyMap<Uuid, PatchOperation['kind']>;
}

/** Consolidates a text of a collective; a moment of knowledge that is still to come is read as now. */
export const readText = async (
  reader: Reader,
  collectiveId: Uuid,
  textId: Uuid,
  point: AskedPoint,
): Promise<TextReading> =>
  (await readTexts(reader, collectiveId, [textId], point))[0] as TextReading & { readonly textId: Uuid };

/** Consolidates several texts of a collective at the same point, in the order in which they are named. */
export async function readTexts(
  reader: Reader,
  collectiveId: Uuid,
  textIds: readonly Uuid[],
  asked: AskedPoint,
): Promise<(TextReading & { readonly textId: Uuid })[]> {
  const point = pointOf(asked, await timeOf(reader, collectiveId));
  const versions = await versionsOfTexts(reader, collectiveId, textIds);
  const readings = textIds.map((textId) => {
    const own = versions.filter((one) => one.textId === textId).map(({ version }) => version);
    return { textId, own, consolidated: consolidate(own, point) };
  });
  // Whoever asks for the words of a wording one by one is told of every decision that it comes from.
  const cited = versions.flatMap(({ version: { openedBy, closedBy } }) => [openedBy, closedBy ?? openedBy]);
  const decisions = await decisionLabels(reader, collectiveId, [...new Set(cited)]);
  const kinds = new Map(versions.map(({ version, kind }) => [version.versionId, kind]));
  return readings.map(({ textId, own, consolidated }) => ({
    textId,
    kinds,
    consolidated,
    versions: new Map(own.map((version) => [version.versionId, version])),
    decisions,
  }));
}

/** A text with all that was known of it at a point of its clocks, decisions and operations included; null: no such text. */
export async function readWholeText(
  reader: Reader,
  collectiveId: Uuid,
  textId: Uuid,
  asked: AskedPoint,
): Promise<{ readonly text: WholeText; readonly point: ReadingPoint } | null> {
  const [head] = await reader.rows<{
    readonly title: string;
    readonly name: string;
    readonly locale: Locale;
  }>(
    `SELECT text.title, collective.name, collective.locale
     FROM ormee.legal_text text JOIN ormee.collective collective ON collective.id = text.collective_id
     WHERE text.collective_id = $1 AND text.id = $2`,
    [collectiveId, textId],
  );
  if (!head) return null;
  const point = pointOf(asked, await timeOf(reader, collectiveId));
  const versions = await versionsOfText(reader, collectiveId, textId);
  const patches = await patchesOfText(reader, collectiveId, textId);
  const cited = [
    ...patches.map(({ decisionId }) => decisionId),
    ...versions.flatMap(({ openedBy, closedBy }) => [openedBy, closedBy ?? openedBy]),
  ];
  const decisions = await decisionLabels(reader, collectiveId, [...new Set(cited)]);
  const { title, name, locale: language } = head;
  const collective = { id: collectiveId, name };
  const text = { id: textId, title, language, collective, versions, patches, decisions };
  return { text: asKnownAt(text, point.knownAt), point };
}

/** What each decision did to a text, in the order in which it was decided. */
const patchesOfText = (reader: Reader, collectiveId: Uuid, textId: Uuid): Promise<RecordedPatch[]> =>
  reader.rows(
    `SELECT decision_id AS "decisionId", effective_on AS "effectiveOn", known_at AS "knownAt", operations
     FROM ormee.text_operation WHERE collective_id = $1 AND text_id = $2 ORDER BY known_at, decision_id`,
    [collectiveId, textId],
  );

/** What the host's commands list: every text of every collective. */
export const textsOfAllCollectives = (
  reader: Reader,
): Promise<(TextRecord & { readonly collective: string })[]> =>
  reader.rows(
    `SELECT ${TEXT}, collective.name AS collective
     FROM ormee.legal_text text JOIN ormee.collective collective ON collective.id = text.collective_id
     ORDER BY collective.id, text.id`,
  );

/** The last millisecond of a civil day in a collective. */
export async function endOfDay(reader: Reader, collectiveId: Uuid, day: CivilDate): Promise<Instant> {
  const [collective] = await reader.rows<{ readonly zone: Zone }>(
    'SELECT zone FROM ormee.collective WHERE id = $1',
    [collectiveId],
  );
  const { zone } = collective as { readonly zone: Zone };
  const next = startOfDay(civilDateOf(addDuration(startOfDay(day, zone), 'P1D', zone), zone), zone);
  return instantFromMilliseconds(Date.parse(next) - 1);
}

/** The collective's clock: this instant, and its civil date there. */
interface Time {
  readonly today: CivilDate;
  readonly now: Instant;
}

const pointOf = ({ at, knownAt }: AskedPoint, { today, now }: Time): ReadingPoint => ({
  inForceOn: at ?? today,
  knownAt: knownAt !== null && knownAt < now ? knownAt : now,
});

export async function timeOf(reader: Reader, collectiveId: Uuid): Promise<Time> {
  const [time] = await reader.rows<Time>(
    `SELECT clock.now, (clock.now AT TIME ZONE collective.zone)::date AS today
     FROM ormee.collective collective CROSS JOIN (SELECT ormee.instant() AS now) clock WHERE collective.id = $1`,
    [collectiveId],
  );
  if (!time) throw new Error('a text is read in its collective');
  return time;
}

/** The numbers that people say (`2026-012`) and the days of decisions, in the collective's zone; those taken over say so. */
async function decisionLabels(
  reader: Reader,
  collectiveId: Uuid,
  ids: readonly Uuid[],
): Promise<ReadonlyMap<Uuid, DecisionLabel>> {
  const rows = await reader.rows<DecisionLabel & { readonly id: Uuid; readonly takenOver: boolean }>(
    `SELECT decision.id,
       decision.year || '-' || lpad(decision.number::text, greatest(3, length(decision.number::text)), '0') AS label,
       (decision.proclaimed_at AT TIME ZONE collective.zone)::date AS date, false AS "takenOver"
     FROM ormee.decision decision JOIN ormee.collective collective ON collective.id = decision.collective_id
     WHERE decision.collective_id = $1 AND decision.id = ANY($2::uuid[])
     UNION ALL
     SELECT past.id, past.label, past.decided_on, true FROM ormee.taken_over_decision past
     WHERE past.collective_id = $1 AND past.id = ANY($2::uuid[])`,
    [collectiveId, ids],
  );
  return new Map(
    rows.map(({ id, label, date, takenOver }) => [
      id,
      takenOver ? { label: takenOverLabel(label), date, takenOver } : { label, date },
    ]),
  );
}
