import type { AssemblyForm, Venue } from '../../core/charter/clause.js';
import type { Outcome } from '../../core/charter/ruling.js';
import { explainOutcome } from '../../core/charter/sentences.js';
import type { Locale } from '../../core/kernel/actors.js';
import type { Uuid } from '../../core/kernel/ids.js';
import {
  addDuration,
  civilDateOf,
  instantFromMilliseconds,
  startOfDay,
  type CivilDate,
} from '../../core/kernel/instants.js';
import { consolidate, type ReadingPoint } from '../../core/text/consolidation.js';
import { patchInstructions } from '../../core/text/patch-instructions.js';
import { citationsIn } from '../../core/text/references.js';
import type { Shown } from '../../core/text/render/shown.js';
import { asKnownAt, labelOfDecision, type WholeText } from '../../core/text/render/whole-text.js';
import type { Reader } from '../../platform/database/transactions.js';
import { readWholeText } from '../../texts/text.queries.js';

/** What whoever declares changed statutes hands in: the text, what a decision changed in it, and that decision. */
export interface Declaration {
  readonly locale: Locale;
  readonly text: WholeText;
  /** The day on which the decision took effect, by what was known once it was taken. */
  readonly point: ReadingPoint;
  /** The provisions as the decision left them, each with what it said before. */
  readonly shown: readonly Shown[];
  readonly decision: DecisionExtract;
  /** Each change for whoever holds the text of before on paper, in the order of the decision. */
  readonly instructions: readonly string[];
  /** The last day on which a declared association declares it. */
  readonly due: CivilDate;
}

/** A decision without a name in it. */
export interface DecisionExtract {
  readonly label: string;
  readonly title: string;
  readonly date: CivilDate;
  readonly venue: Venue | null;
  readonly form: AssemblyForm | null;
  /** How it was counted, under which rule, sentence by sentence; none where no poll came before it. */
  readonly explanation: readonly string[];
}

interface DecisionRead extends Omit<DecisionExtract, 'label' | 'date' | 'explanation'> {
  readonly working: Outcome | null;
}

/** In France, an association declares what changes in its statutes within three months (law of 1 July 1901, article 5). */
const DECLARED_WITHIN = 'P3M';

/** What one decision did to a text; the last one where none is named. Null: no such decision changed it. */
export async function readDeclaration(
  reader: Reader,
  at: { readonly collectiveId: Uuid; readonly textId: Uuid },
  label: string | null,
  locale: Locale,
): Promise<Declaration | null> {
  const whole = await readWholeText(reader, at.collectiveId, at.textId, { at: null, knownAt: null });
  const patch = whole?.text.patches.findLast(
    ({ decisionId }) => label === null || whole.text.decisions.get(decisionId)?.label === label,
  );
  if (!whole || !patch) return null;
  const { decisionId, effectiveOn, knownAt, operations } = patch;
  const point = { inForceOn: effectiveOn, knownAt };
  const text = asKnownAt(whole.text, knownAt);
  // Of the same day, and without this decision alone: another one of that day is no change of this one.
  const before = consolidate(text.versions, { ...point, knownAt: justBefore(knownAt) });
  const old = new Map(before.provisions.map((provision) => [provision.provisionId, provision]));
  const citing = { now: citingAt(text, point), before: citingAt(text, before) };
  const shown = consolidate(text.versions, point).provisions.map((provision) => ({
    provision,
    before: old.get(provision.provisionId),
    citing,
  }));
  const decision = await readExtract(reader, at.collectiveId, decisionId, text, locale);
  const instructions = patchInstructions(before, operations, locale).flat();
  return { locale, text, point, shown, decision, instructions, due: dueAfter(decision.date) };
}

/** References by the names of a point, without links: it is read on paper. */
const citingAt = (text: WholeText, point: ReadingPoint) => ({
  cited: citationsIn(text.versions, point),
  locale: text.language,
  anchorOf: () => null,
});

const justBefore = (instant: string): string => instantFromMilliseconds(Date.parse(instant) - 1);

const dueAfter = (day: CivilDate): CivilDate =>
  civilDateOf(addDuration(startOfDay(day, 'UTC'), DECLARED_WITHIN, 'UTC'), 'UTC');

async function readExtract(
  reader: Reader,
  collectiveId: Uuid,
  decisionId: Uuid,
  text: WholeText,
  locale: Locale,
): Promise<DecisionExtract> {
  const [read] = await reader.rows<DecisionRead>(
    `SELECT decision.title, decision.venue, decision.form, outcome.working
     FROM ormee.decision decision
     LEFT JOIN ormee.outcome outcome
       ON outcome.collective_id = decision.collective_id AND outcome.poll_id = decision.poll_id
     WHERE decision.collective_id = $1 AND decision.id = $2`,
    [collectiveId, decisionId],
  );
  const { working, ...decision } = read as DecisionRead;
  const { label, date } = labelOfDecision(text.decisions, decisionId);
  return { ...decision, label, date, explanation: working ? explainOutcome(working, locale) : [] };
}
