import {
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
} from 'graphql';
import { fromGlobalId } from '../../src/platform/graphql/global-ids.js';
import { below, oneIn, oneOf, type Choose } from './hostile-values.js';

/** What somebody who means well knows: the ids they name, and what fits together in their collective. */
export interface Meaning {
  /** The ids that they name, by type: their own collective's, or another's. */
  readonly idsOf: (type: string) => readonly string[];
  /** Effects that could pass as they are. */
  readonly effects: readonly object[];
  /** Amendments that could pass: copies of what is amended now, with what they were shown to ask for. */
  readonly drafts: readonly Draft[];
  /** Amendments that wait, each as a poll would put it. */
  readonly amending: readonly object[];
  /** Secrets that open something: links and codes of sign-in, and links under which a collective may begin. */
  readonly keys: readonly string[];
  /** The fingerprint of the words of a provision, as the collective keeps them. */
  readonly hashOf: (provisionId: string) => string | undefined;
  /** The database's clock, in milliseconds. */
  readonly now: number;
}

export type Draft = { readonly confirms: string; readonly [field: string]: unknown };

/** What an id is of, by the name of the field that asks for it. */
const TYPE_OF: Readonly<Record<string, string>> = {
  afterId: 'Provision',
  agendaItemId: 'AgendaItem',
  amendmentId: 'Amendment',
  amendmentIds: 'Amendment',
  answersContestId: 'Contest',
  appealId: 'Appeal',
  applicationId: 'Application',
  assemblyId: 'Assembly',
  boundByIds: 'Decision',
  challengeId: 'Challenge',
  collectiveId: 'Collective',
  contestId: 'Contest',
  contradictsId: 'Decision',
  decisionId: 'Decision',
  exclusionId: 'Exclusion',
  heldBy: 'Member',
  holderIds: 'Member',
  itemId: 'AgendaItem',
  lineId: 'MandateLine',
  lineIds: 'MandateLine',
  mandateId: 'Mandate',
  mandateLineIds: 'MandateLine',
  memberId: 'Member',
  offerId: 'MandateOffer',
  parentId: 'Provision',
  pollId: 'Poll',
  proposalId: 'Proposal',
  provisionId: 'Provision',
  returningMemberId: 'Member',
  scopeId: 'LegalText',
  signatoryId: 'Signatory',
  signedAppealId: 'Appeal',
  textId: 'LegalText',
};

const TYPES_WITH_IDS = [...new Set(Object.values(TYPE_OF)), 'TakenOverDecision'];

const WORDS = ['Une caisse commune', 'Des mots clairs', 'La clef du local', 'Un atelier le lundi', 'Du café'];
const TASKS = ['clefs', 'accueil', 'atelier', 'caisse'];
const SCOPES = ['openPoll', 'recordDues', 'issueLink', 'admitMember', 'importMembers'];
const FILES = [
  'nom,courriel\nAwa Diallo,awa@courrier.example\n',
  'name,date\nInès Roux,2026-11-02\n',
  'numéro,date,titre\n2019-1,2019-05-01,Le premier local\n',
];
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A value that could be right, by its type and the name of the field that takes it. */
export function willingValue(g: Choose, type: GraphQLInputType, name: string, meaning: Meaning): unknown {
  if (isNonNullType(type)) return willingValue(g, type.ofType as GraphQLInputType, name, meaning);
  if (isListType(type))
    return Array.from({ length: name === 'effects' && oneIn(g, 2) ? 0 : 1 + below(g, 2) }, () =>
      willingValue(g, type.ofType as GraphQLInputType, name, meaning),
    );
  if (isEnumType(type)) return oneOf(g, type.getValues()).name;
  if (isInputObjectType(type)) return willingObject(g, type, meaning);
  return type.name === 'ID' ? willingId(g, name, meaning) : willingScalar(g, type.name, name, meaning);
}

function willingObject(g: Choose, type: GraphQLInputObjectType, meaning: Meaning): object {
  const known = knownObject(g, type.name, meaning);
  if (known) return known;
  const fields = Object.values(type.getFields());
  const chosen = type.isOneOf
    ? [oneOf(g, fields)]
    : fields.filter((field) => isRequiredInputField(field) || field.name === 'closesAt' || oneIn(g, 6));
  const value = Object.fromEntries(
    chosen.map((field) => [field.name, willingValue(g, field.type, field.name, meaning)]),
  );
  const hash = 'expectedHash' in value ? meaning.hashOf(String(value['provisionId'])) : undefined;
  return hash === undefined ? value : { ...value, expectedHash: hash };
}

/** What only somebody who has read the collective can write whole, most times. */
function knownObject(g: Choose, name: string, meaning: Meaning): object | null {
  const { effects, drafts, amending } = meaning;
  if (name === 'EffectInput' && oneIn(g, 2)) return oneOf(g, effects);
  if (name === 'OpenPollInput' && amending.length > 0 && oneIn(g, 4))
    return { ...oneOf(g, amending), closesAt: willingScalar(g, 'DateTime', 'closesAt', meaning) };
  if (!/^(Preview|Submit)AmendmentInput$/.test(name) || drafts.length === 0 || oneIn(g, 6)) return null;
  const { confirms, ...draft } = oneOf(g, drafts);
  return name === 'PreviewAmendmentInput' ? draft : { ...draft, confirms, reason: oneOf(g, WORDS) };
}

function willingId(g: Choose, name: string, { idsOf }: Meaning): string {
  const known = idsOf(TYPE_OF[name] ?? oneOf(g, TYPES_WITH_IDS));
  const latest = oneIn(g, 2) ? known.slice(-6) : known; // what was made last is still open
  return latest.length > 0 ? oneOf(g, latest) : oneOf(g, idsOf('Collective'));
}

function willingScalar(g: Choose, type: string, name: string, meaning: Meaning): unknown {
  const { now } = meaning;
  switch (type) {
    case 'Int':
      return intFor(g, name);
    case 'Boolean':
      return !oneIn(g, 3);
    case 'DateTime':
      return new Date(now + oneOf(g, [2 * HOUR, 3 * DAY, 20 * DAY])).toISOString();
    case 'Date':
      return new Date(now + oneOf(g, [0, DAY, 40 * DAY])).toISOString().slice(0, 10);
    case 'Duration':
      return oneOf(g, ['PT1H', 'P1D', 'P2W', 'P3M']);
    case 'Fraction':
      return oneOf(g, ['1/2', '2/3', '1/4', '1/1']);
    case 'Sha256':
      return 'a'.repeat(64);
    default:
      return wordsFor(g, name, meaning);
  }
}

function intFor(g: Choose, name: string): number {
  if (/version/i.test(name)) return oneIn(g, 4) ? 2 : 1;
  return name === 'first' ? 1 + below(g, 30) : below(g, 3);
}

function wordsFor(g: Choose, name: string, { keys }: Meaning): string {
  switch (name) {
    case 'code':
    case 'link':
      return oneOf(g, keys);
    case 'email':
      return `quelquun${below(g, 1_000)}@courrier.example`;
    case 'file':
      return oneOf(g, FILES);
    case 'publicName':
      return `Personne ${below(g, 100_000)}`;
    case 'scopeActs':
      return oneOf(g, SCOPES);
    case 'task':
      return oneOf(g, TASKS);
    case 'zone':
      return 'Europe/Paris';
    default:
      return `${oneOf(g, WORDS)} ${below(g, 1_000)}`;
  }
}

/**
 * The ids of a collective by type: of what still goes on, where anything does. `over` are the rows that were at an end when
 * the database was last asked.
 */
export class Sorted {
  private readonly read = new Map<string, ReturnType<typeof fromGlobalId>>();

  of(
    ids: readonly string[],
    collectiveId: string,
    over: ReadonlySet<string>,
  ): (type: string) => readonly string[] {
    const all = new Map<string, string[]>();
    const open = new Map<string, string[]>();
    for (const id of ids) {
      if (!this.read.has(id)) this.read.set(id, fromGlobalId(id));
      const found = this.read.get(id);
      if (found?.collectiveId !== collectiveId) continue;
      all.set(found.type, [...(all.get(found.type) ?? []), id]);
      if (!over.has(found.id)) open.set(found.type, [...(open.get(found.type) ?? []), id]);
    }
    return (type) => open.get(type) ?? all.get(type) ?? [];
  }
}
