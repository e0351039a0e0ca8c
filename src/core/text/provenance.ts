import type { Uuid } from '../kernel/ids.js';
import { instantFromMilliseconds } from '../kernel/instants.js';
import { align } from './amend/align.js';
import { readBlocks, type Block } from './amend/blocks.js';
import { diffTokens } from './amend/diff-tokens.js';
import { readProvision } from './read-provision.js';
import type { ProvisionVersion } from './version.js';

/** Words that stand together in a provision's body, and where they come from. */
export interface Passage extends Origin {
  readonly text: string;
}

/** The decision that put words there, and the amendments to its proposal that wrote them: none where its author did. */
export interface Origin {
  readonly decisionId: Uuid;
  readonly amendmentIds: readonly Uuid[];
}

/** A body that a provision had while a decision's proposal was amended; none of the first, which its author wrote. */
export interface AmendedBody {
  readonly body: string;
  readonly amendmentIds: readonly Uuid[];
}

/** The bodies that a decision's proposal gave a provision, from the one its author wrote to the one adopted. */
export type BodiesOf = (decisionId: Uuid) => readonly AmendedBody[];

/**
 * Which decision each word of a wording comes from: passages whose texts, one after the other, are its body to the letter,
 * none beside another of the same decision. Words that a later decision kept, or moved within the provision, stay those of
 * the decision that wrote them; so does a change of typography belong to whoever made it. `history` is all that was ever
 * known of the provision, and holds `version`. `bodiesOf` tells the words of amendments from those of the proposal's author; what it
 * says counts only where it ends in what was adopted.
 */
export function passagesOf(
  history: readonly ProvisionVersion[],
  version: ProvisionVersion,
  bodiesOf: BodiesOf = () => [],
): readonly Passage[] {
  const chain = [firstOf(history, version)];
  for (
    let before = replacedBy(history, chain[0] as ProvisionVersion);
    before;
    before = replacedBy(history, before)
  ) {
    before = firstOf(history, before);
    chain.push(before);
  }
  let passages: readonly Passage[] = [];
  let body: string | null = null;
  for (const { openedBy: decisionId, content } of chain.reverse())
    for (const { body: next, amendmentIds } of stepsTo(content.body, bodiesOf(decisionId))) {
      const origin = { decisionId, amendmentIds };
      passages =
        body === null ? joined([{ text: next, ...origin }]) : rewritten(passages, body, next, origin);
      body = next;
    }
  return passages;
}

/** How a decision came to a body: as its proposal was amended, or at once. */
function stepsTo(body: string, bodies: readonly AmendedBody[]): readonly AmendedBody[] {
  return bodies.at(-1)?.body === body ? bodies : [{ body, amendmentIds: [] }];
}

/** The row that first held these words: a later decision may have said anew for how long they are in force. */
function firstOf(history: readonly ProvisionVersion[], version: ProvisionVersion): ProvisionVersion {
  return history
    .filter(({ openedBy, hash }) => openedBy === version.openedBy && hash === version.hash)
    .reduce((first, each) => (each.knownFrom < first.knownFrom ? each : first), version);
}

/** What was in force on the first day of a wording, as known just before it was decided; of one restored, its last words. */
function replacedBy(
  history: readonly ProvisionVersion[],
  { knownFrom, inForceFrom }: ProvisionVersion,
): ProvisionVersion | undefined {
  const before = instantFromMilliseconds(Date.parse(knownFrom) - 1);
  return readProvision(history, { inForceOn: inForceFrom, knownAt: before })?.version;
}

/** The passages of a body once a decision made another one of it. */
function rewritten(
  passages: readonly Passage[],
  before: string,
  after: string,
  origin: Origin,
): readonly Passage[] {
  const [base, edited] = [readBlocks(before), readBlocks(after)];
  const starts = startsOf(base.blocks);
  const pairs = new Map(align(base.blocks, edited.blocks, 'EXACT').map((pair) => [pair.edited, pair.base]));
  const pieces = edited.blocks.flatMap((block, index): Passage[] => {
    const at = pairs.get(index);
    if (at === undefined) return [{ text: block.gap + block.text, ...origin }];
    const start = starts[at] as number;
    const kept = keptOf(passages, base.blocks[at] as Block, start, block, origin);
    // The blank lines before it are nobody's words.
    return [{ ...(kept[0] ?? origin), text: block.gap }, ...kept];
  });
  return joined([...pieces, { ...(pieces.at(-1) ?? origin), text: edited.tail }]);
}

/** One block that was kept or rewritten: what it kept is whose it was, the rest is the decision's. */
function keptOf(
  passages: readonly Passage[],
  base: Block,
  start: number,
  block: Block,
  origin: Origin,
): Passage[] {
  const pieces: Passage[] = [];
  let at = 0;
  for (const edit of diffTokens(base.text, block.text, 'EXACT')) {
    pieces.push(...slice(passages, start + at, start + edit.start), { text: edit.text, ...origin });
    at = edit.end;
  }
  return [...pieces, ...slice(passages, start + at, start + base.text.length)];
}

/** Where the words of each block begin in a body, after the gap. */
function startsOf(blocks: readonly Block[]): readonly number[] {
  let at = 0;
  return blocks.map(({ gap, text }) => {
    const start = at + gap.length;
    at = start + text.length;
    return start;
  });
}

function slice(passages: readonly Passage[], from: number, to: number): Passage[] {
  const sliced: Passage[] = [];
  let at = 0;
  for (const { text, ...origin } of passages) {
    const piece = text.slice(Math.max(0, from - at), Math.max(0, to - at));
    if (piece !== '') sliced.push({ text: piece, ...origin });
    at += text.length;
  }
  return sliced;
}

function joined(pieces: readonly Passage[]): readonly Passage[] {
  const passages: Passage[] = [];
  for (const { text, ...origin } of pieces) {
    const last = passages.at(-1);
    if (text === '') continue;
    if (last && isSameOrigin(last, origin))
      passages[passages.length - 1] = { ...origin, text: last.text + text };
    else passages.push({ text, ...origin });
  }
  return passages;
}

const isSameOrigin = (one: Origin, other: Origin): boolean =>
  one.decisionId === other.decisionId && one.amendmentIds.join() === other.amendmentIds.join();
