import type { Uuid } from '../../kernel/ids.js';
import type { CivilDate } from '../../kernel/instants.js';
import type { ConsolidatedProvision } from '../consolidation.js';
import type { PatchOperation } from '../operations.js';
import type { ProvisionVersion } from '../version.js';
import { wIdOf, type AknName } from './akn-ids.js';
import type { AknOptions } from './akn.js';
import { PHRASES, printDate } from './phrases.js';
import { labelOfDecision, type RecordedPatch, type WholeText } from './whole-text.js';
import { element, type XmlElement } from './xml.js';

/** Whoever publishes: the source of all that the metadata says. */
const COLLECTIVE = '#collective';

const MODIFICATIONS = {
  INSERT: 'insertion',
  REPLACE: 'substitution',
  RENUMBER: 'renumbering',
  SET_HEADING: 'substitution',
  MOVE: 'replacement',
  REPEAL: 'repeal',
  RESTORE: 'insertion',
  ERRATUM: 'substitution',
} as const satisfies Record<PatchOperation['kind'], string>;

const LANGUAGES = { fr: 'fra', en: 'eng' } as const;

/** What the elements of a body refer to. */
export interface AknMeta {
  readonly meta: XmlElement;
  /** The time in force of a provision as it is read: `#tmpg_2`. */
  readonly periodOf: (provision: ConsolidatedProvision) => string;
}

/** The metadata of a text: who, what and when (FRBR), its life, what each decision changed, and times in force. */
export function metaOf(text: WholeText, names: ReadonlyMap<Uuid, AknName>, options: AknOptions): AknMeta {
  const groups = new TemporalGroups();
  const modifications = text.patches.flatMap((patch, at) =>
    modificationsOf(text, patch, eventOf(at), names, groups),
  );
  const periods = new Map(
    options.provisions.map((provision) => [
      provision.versionId,
      groups.refer(...intervalOf(text, provision)),
    ]),
  );
  const meta = element('meta', {}, [
    identification(text, options),
    ...unlessEmpty(
      element(
        'lifecycle',
        { source: COLLECTIVE },
        text.patches.map((patch, at) => eventRef(text, patch, at)),
      ),
    ),
    ...unlessEmpty(
      element(
        'analysis',
        { source: COLLECTIVE },
        unlessEmpty(element('passiveModifications', {}, modifications)),
      ),
    ),
    ...unlessEmpty(element('temporalData', { source: COLLECTIVE }, groups.elements())),
    references(text, options),
  ]);
  return { meta, periodOf: ({ versionId }) => periods.get(versionId) as string };
}

/** The name of a text among all (Akoma Ntoso Naming Convention 1.0, 4.4), of its wording on a day, and of this file. */
export function irisOf(text: WholeText, { inForceOn }: Pick<AknOptions, 'inForceOn'>) {
  const begun = text.patches[0]?.effectiveOn ?? inForceOn;
  const work = `/akn/fr/act/collective-text/${text.collective.id}/${begun}/${text.id}`;
  const expression = `${work}/${LANGUAGES[text.language]}@${inForceOn}`;
  return { begun, work, expression, manifestation: `${expression}.akn` };
}

function identification(text: WholeText, options: AknOptions): XmlElement {
  const { begun, work, expression, manifestation } = irisOf(text, options);
  const about = (iri: string, dates: readonly XmlElement[], component = '/!main'): XmlElement[] => [
    value('FRBRthis', iri.replace(/(\.akn)?$/, `${component}$1`)),
    value('FRBRuri', iri),
    ...dates,
    element('FRBRauthor', { href: COLLECTIVE, as: '#author' }),
  ];
  const date = (day: string, name: string): XmlElement => element('FRBRdate', { date: day, name });
  return element('identification', { source: COLLECTIVE }, [
    element('FRBRWork', {}, [
      ...about(work, [date(begun, 'adoption')]),
      value('FRBRcountry', 'fr'),
      value('FRBRsubtype', 'collective-text'),
      value('FRBRnumber', text.id),
      value('FRBRname', text.title),
    ]),
    element('FRBRExpression', {}, [
      ...about(expression, [date(options.inForceOn, 'inForceOn'), date(options.knownAt, 'knownAt')]),
      element('FRBRlanguage', { language: LANGUAGES[text.language] }),
    ]),
    element('FRBRManifestation', {}, [
      ...about(manifestation, [date(options.knownAt, 'markup')]),
      value('FRBRformat', 'application/akn+xml'),
    ]),
  ]);
}

/** An event for each decision, on the day on which it takes effect; the first makes the text. */
function eventRef(text: WholeText, patch: RecordedPatch, at: number): XmlElement {
  return element('eventRef', {
    eId: eventOf(at),
    date: patch.effectiveOn,
    type: at === 0 ? 'generation' : 'amendment',
    source: `#${referenceOf(text, patch.decisionId)}`,
  });
}

const eventOf = (at: number): string => `eref_${at + 1}`;

function modificationsOf(
  text: WholeText,
  { decisionId, operations }: RecordedPatch,
  event: string,
  names: ReadonlyMap<Uuid, AknName>,
  groups: TemporalGroups,
): XmlElement[] {
  return operations.map(({ kind, provisionId }, at) =>
    element(
      'textualMod',
      { type: MODIFICATIONS[kind], eId: `pmod_${event.slice('eref_'.length)}_${at + 1}` },
      [
        element('source', { href: `#${referenceOf(text, decisionId)}` }),
        // What is not, or not yet, in the wording of that day is named by its identity alone.
        element('destination', {
          href: `#${names.get(provisionId)?.eId ?? wIdOf(provisionId)}`,
          wId: wIdOf(provisionId),
        }),
        element('force', { period: groups.refer(event, null) }),
      ],
    ),
  );
}

/** From which event to which a provision is in force as it is read; null: no end is decided. */
function intervalOf(
  text: WholeText,
  { provisionId, versionId, openedBy, inForceFrom, repealed }: ConsolidatedProvision,
): [string, string | null] {
  // A decision may also have carried its change into what was decided for a later day, which begins by another.
  const opening = placeOf(text, openedBy);
  const begins = text.patches[opening]?.effectiveOn === inForceFrom;
  const start = eventOf(begins ? opening : lastOn(text, provisionId, inForceFrom));
  if (repealed) return [start, eventOf(placeOf(text, repealed.by))];
  const { inForceUntil } = text.versions.find(
    (version) => version.versionId === versionId,
  ) as ProvisionVersion;
  return [start, inForceUntil && eventOf(lastOn(text, provisionId, inForceUntil))];
}

const placeOf = ({ patches }: WholeText, decisionId: Uuid): number =>
  patches.findIndex((patch) => patch.decisionId === decisionId);

/** The last decision that changed a provision from a day. */
const lastOn = ({ patches }: WholeText, provisionId: Uuid, day: CivilDate): number =>
  patches.findLastIndex(
    ({ effectiveOn, operations }) =>
      effectiveOn === day && operations.some((operation) => operation.provisionId === provisionId),
  );

/** Times in force, each named once. */
class TemporalGroups {
  private readonly named = new Map<string, XmlElement>();

  /** Refers to the time from one event to another, or to no end. */
  refer(start: string, end: string | null): string {
    const key = `${start} ${end ?? ''}`;
    const group = this.named.get(key) ?? temporalGroup(`tmpg_${this.named.size + 1}`, start, end);
    this.named.set(key, group);
    return `#${group.attributes['eId']}`;
  }

  elements(): XmlElement[] {
    return [...this.named.values()];
  }
}

const temporalGroup = (eId: string, start: string, end: string | null): XmlElement =>
  element('temporalGroup', { eId }, [
    element('timeInterval', {
      refersTo: '#inForce',
      start: `#${start}`,
      end: end === null ? undefined : `#${end}`,
    }),
  ]);

function references(text: WholeText, options: AknOptions): XmlElement {
  const { work } = irisOf(text, options);
  const cited = text.patches.map(({ decisionId }) => {
    const { label, date } = labelOfDecision(text.decisions, decisionId);
    const { decision, dated } = PHRASES[options.locale];
    return element('passiveRef', {
      eId: referenceOf(text, decisionId),
      href: `/akn/fr/doc/decision/${text.collective.id}/${date}/${label}`,
      showAs: `${decision} ${label} ${dated} ${printDate(date, options.locale)}`,
    });
  });
  return element('references', { source: COLLECTIVE }, [
    element('original', { eId: 'original', href: work, showAs: text.title }),
    ...cited,
    element('TLCOrganization', {
      eId: 'collective',
      href: `/akn/ontology/organization/fr/${text.collective.id}`,
      showAs: text.collective.name,
    }),
    element('TLCRole', { eId: 'author', href: '/akn/ontology/role/fr/author', showAs: 'Author' }),
    element('TLCConcept', { eId: 'inForce', href: '/akn/ontology/concept/fr/inForce', showAs: 'In force' }),
  ]);
}

const referenceOf = ({ decisions }: WholeText, decisionId: Uuid): string =>
  `decision_${labelOfDecision(decisions, decisionId).label}`;

const value = (name: string, of: string): XmlElement => element(name, { value: of });

const unlessEmpty = (one: XmlElement): XmlElement[] => (one.children.length === 0 ? [] : [one]);
