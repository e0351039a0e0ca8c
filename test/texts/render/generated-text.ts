import fc from 'fast-check';
import { hashText } from '../../../src/core/kernel/hash.js';
import { uuidOfHash } from '../../../src/core/kernel/ids.js';
import { instantFromMilliseconds, type Instant } from '../../../src/core/kernel/instants.js';
import { hashPlace } from '../../../src/core/text/position.js';
import type { WholeText } from '../../../src/core/text/render/whole-text.js';
import type { ProvisionVersion } from '../../../src/core/text/version.js';
import { accepted, aStory, lastOf } from '../../properties/stories.js';
import { LATER, uuid } from './told-text.js';

const NAMES_AN_ID = new Set([
  'versionId',
  'provisionId',
  'parentId',
  'afterId',
  'fromId',
  'corrects',
  'openedBy',
  'closedBy',
  'decisionId',
]);

/** The ids of stories are made to be read; those of a text are UUIDs, also where a place is hashed with its parent. */
function withUuids<T extends { readonly versions: readonly ProvisionVersion[] }>(value: T): T {
  const named = (id: string): string => uuidOfHash(hashText(id));
  const places = new Map(
    value.versions.map((place) => [
      hashPlace(place),
      hashPlace({ ...place, parentId: place.parentId && named(place.parentId) }),
    ]),
  );
  return JSON.parse(JSON.stringify(value), (key, inner: unknown) => {
    if (typeof inner !== 'string') return inner;
    if (key === 'expectedPlace') return places.get(inner);
    return NAMES_AN_ID.has(key) ? named(inner) : inner;
  }) as T;
}

const aText: fc.Arbitrary<WholeText> = aStory.map((story) => {
  const patches = accepted(story).map(({ patch }) => ({
    decisionId: patch.decisionId,
    effectiveOn: patch.effectiveOn ?? patch.today,
    knownAt: patch.now,
    operations: patch.operations,
  }));
  const decisions = accepted(story).map(({ patch }, at) => ({
    decisionId: patch.decisionId,
    label: `2026-${String(at + 1).padStart(3, '0')}`,
    date: patch.today,
  }));
  const told = withUuids({ versions: lastOf(story), patches, decisions });
  return {
    id: uuid(1, 3),
    title: 'Statuts',
    language: 'fr',
    collective: { id: uuid(1, 4), name: 'Les Ormes' },
    versions: told.versions,
    patches: told.patches,
    decisions: new Map(told.decisions.map(({ decisionId, label, date }) => [decisionId, { label, date }])),
  };
});

const justBefore = (instant: Instant): Instant => instantFromMilliseconds(Date.parse(instant) - 1);

/** A text of a generated history, and an instant at which something became known, or the millisecond before. */
export const aTextKnown: fc.Arbitrary<{ readonly text: WholeText; readonly knownAt: Instant }> = aText.chain(
  (text) => {
    const instants = text.patches.flatMap(({ knownAt }) => [justBefore(knownAt), knownAt]);
    return fc.record({ text: fc.constant(text), knownAt: fc.constantFrom(LATER, ...instants) });
  },
);
