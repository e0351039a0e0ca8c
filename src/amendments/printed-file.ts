import type { Locale } from '../core/kernel/actors.js';
import type { Sha256 } from '../core/kernel/hash.js';
import { readBlocks } from '../core/text/amend/blocks.js';
import { instructionOf } from '../core/text/amend/instructions.js';
import { uniteHunks, type Merge } from '../core/text/amend/merge.js';
import { operationsOf } from '../core/text/amend/operations-of.js';
import { plain } from '../core/text/markdown.js';
import { inertBody } from '../core/text/markdown-body.js';
import { labelOfAmendment, labelsOf } from './amendment.rules.js';
import type { AmendmentRecord } from './amendments.queries.js';

/** What is printed for the room: the amendments of one proposal, as they stand. */
export interface FileToPrint {
  readonly title: string;
  readonly version: number;
  readonly amendments: readonly AmendmentRecord[];
  /** Of those to the proposal's own wording. */
  readonly merge: Merge;
  /** Of the file as it was shut; null while amendments come in. */
  readonly hash: Sha256 | null;
}

const WORDS = {
  fr: {
    title: 'Amendements',
    colon: ' : ',
    version: (version: number) => `Version ${version} de la proposition.`,
    reference: (reference: string) => `Dossier clos, référence ${reference}.`,
    open: 'Dossier ouvert : il peut encore changer.',
    order: 'Ordre de mise aux voix',
    group: (labels: string) => `${labels} : l’un après l’autre, car ils se contredisent.`,
    together: (labels: string) => `${labels} : en bloc, sauf si quelqu’un demande à en mettre un à part.`,
    none: 'Aucun amendement à décider.',
    sub: (parent: string) => `sous-amendement à ${parent}, mis aux voix avant lui`,
    support: (count: number) => (count === 1 ? '1 soutien' : `${count} soutiens`),
  },
  en: {
    title: 'Amendments',
    colon: ': ',
    version: (version: number) => `Version ${version} of the proposal.`,
    reference: (reference: string) => `File shut, reference ${reference}.`,
    open: 'File open: it may still change.',
    order: 'Order of the votes',
    group: (labels: string) => `${labels}: one after the other, for they contradict each other.`,
    together: (labels: string) => `${labels}: at once, unless somebody asks to put one apart.`,
    none: 'No amendment to decide.',
    sub: (parent: string) => `sub-amendment to ${parent}, put before it`,
    support: (count: number) => (count === 1 ? '1 supporter' : `${count} supporters`),
  },
} as const;

/** The first sixteen digits of a file's hash, in fours: short enough to be read aloud, and nobody finds another file with them. */
export const referenceOf = (hash: Sha256): string => (hash.slice(0, 16).match(/.{4}/g) ?? []).join(' ');

/**
 * The amendments of a proposal as one Markdown document to be printed: in the order in which they are put, each with its number, why it is
 * asked for, and plain instructions for whoever holds the text on paper. It names nobody: paper goes where it likes.
 */
export function printFile(file: FileToPrint, locale: Locale): string {
  const words = WORDS[locale];
  const { title, version, amendments, hash } = file;
  const own = amendments.filter(({ parentId }) => parentId === null);
  const subject = plain(title);
  const blocks = [
    `# ${words.title}${words.colon}${subject}`,
    `*${words.version(version)} ${hash === null ? words.open : words.reference(referenceOf(hash))}*`,
    ...(own.length === 0 ? [words.none] : [`## ${words.order}`, orderOf(file, own, locale)]),
    ...inOrderOfVotes(file, own).flatMap((amendment) => [
      ...describe(amendment, `## ${labelOfAmendment(amendment)}`, locale),
      ...amendments
        .filter(({ parentId }) => parentId === amendment.id)
        .flatMap((sub) =>
          describe(
            sub,
            `### ${labelOfAmendment(sub)}${words.colon}${words.sub(labelOfAmendment(amendment))}`,
            locale,
          ),
        ),
    ]),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function orderOf({ merge }: FileToPrint, own: readonly AmendmentRecord[], locale: Locale): string {
  const words = WORDS[locale];
  const named = (ids: readonly string[]): string => labelsOf(own.filter(({ id }) => ids.includes(id)));
  const contested = new Set(merge.groups.flatMap(({ order }) => order.flat()));
  const free = own.filter(({ id }) => !contested.has(id));
  const lines = [
    ...merge.groups.map(({ order }) => words.group(order.map(named).join(' → '))),
    ...(free.length > 0 ? [words.together(labelsOf(free))] : []),
  ];
  return lines.map((line, place) => `${place + 1}. ${line}`).join('\n');
}

/** Those of a group in its order, one group after the other, then those that nothing contradicts, by number. */
function inOrderOfVotes({ merge }: FileToPrint, own: readonly AmendmentRecord[]): readonly AmendmentRecord[] {
  const places = new Map(
    merge.groups.flatMap(({ order }) => order).flatMap((ids, place) => ids.map((id) => [id, place] as const)),
  );
  const placeOf = ({ id }: AmendmentRecord): number => places.get(id) ?? places.size;
  return own.toSorted((a, b) => placeOf(a) - placeOf(b) || a.number - b.number);
}

function describe(amendment: AmendmentRecord, heading: string, locale: Locale): string[] {
  const { reason, base, hunks, support } = amendment;
  const draft = readBlocks(base);
  const instructions = operationsOf(draft, uniteHunks(draft, [{ id: '', hunks }])).map(
    ({ operation }) => `- ${inertBody(instructionOf(operation, locale), []).replaceAll('\n', '\n  ')}`,
  );
  const why = inertBody(reason.trim(), []).replaceAll('\n', '\n> ');
  return [
    heading,
    ...(support > 0 ? [`*${WORDS[locale].support(support)}.*`] : []),
    ...(why === '' ? [] : [`> ${why}`]),
    instructions.join('\n'),
  ];
}
