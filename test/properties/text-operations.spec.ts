import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Uuid } from '../../src/core/kernel/ids.js';
import { instantFromMilliseconds } from '../../src/core/kernel/instants.js';
import { Refusal } from '../../src/core/kernel/refusals.js';
import { consolidate, replay } from '../../src/core/text/consolidation.js';
import type { PatchOperation } from '../../src/core/text/operations.js';
import { applyPatch, withPatch } from '../../src/core/text/patch.js';
import { patchInstructions } from '../../src/core/text/patch-instructions.js';
import { hashPlace } from '../../src/core/text/position.js';
import { previewPatch } from '../../src/core/text/preview.js';
import type { ProvisionVersion } from '../../src/core/text/version.js';
import { RUNS } from '../elections/runs.js';
import { accepted, aStory, DAYS, lastOf, readAll } from './stories.js';

const runs = { numRuns: RUNS };

type Text = readonly ProvisionVersion[];

const inForceOn = (versions: Text, day: string, knownAt: string) =>
  consolidate(versions, { inForceOn: day, knownAt }).provisions.filter(({ repealed }) => !repealed);

/** What people read: who stands where, and what it says. */
const wording = (versions: Text, day: string, knownAt: string) =>
  inForceOn(versions, day, knownAt).map(({ provisionId, depth, content }) => ({
    provisionId,
    depth,
    content,
  }));

/** A decision on the last day, the n-th minute after all that is known. */
function decide(versions: Text, operations: readonly PatchOperation[], minute: number): Text | Refusal {
  const now = instantFromMilliseconds(Date.parse(`${LAST_DAY}T12:00:00.000Z`) + minute * 60_000);
  const newId = ({ provisionId, inForceFrom }: { provisionId: Uuid; inForceFrom: string }) =>
    `late${minute}/${provisionId}/${inForceFrom}`;
  const patch = { operations, effectiveOn: null, today: LAST_DAY, now, decisionId: `late${minute}`, newId };
  const applied = applyPatch({ ...patch, versions });
  return applied instanceof Refusal ? applied : withPatch(versions, applied);
}

const LAST_DAY = DAYS.at(-1) as string;
const LATER = '2099-01-01T00:00:00.000Z';

/** The move of a provision as it stands on the last day. */
function moveTo(
  versions: Text,
  provisionId: Uuid,
  parentId: Uuid | null,
  afterId: Uuid | null,
): PatchOperation {
  const { versionId } =
    inForceOn(versions, LAST_DAY, LATER).find((one) => one.provisionId === provisionId) ?? {};
  const { parentId: fromId, ...current } = versions.find(
    (one) => one.versionId === versionId,
  ) as ProvisionVersion;
  const expectedPlace = hashPlace({ parentId: fromId, position: current.position });
  return {
    kind: 'MOVE',
    ...{ provisionId, expectedHash: current.hash, fromId, expectedPlace, parentId, afterId, content: null },
  };
}

describe('Operations on provisions, whatever was decided before', () => {
  it('move and move back, and the text reads as it did', () => {
    fc.assert(
      fc.property(aStory, fc.nat(), fc.nat(), fc.nat(), (story, which, where, behind) => {
        const versions = lastOf(story);
        const standing = inForceOn(versions, LAST_DAY, LATER);
        const target = standing[which % standing.length];
        fc.pre(target !== undefined);
        const { provisionId, parentId } = target;
        const siblings = standing.filter((one) => one.parentId === parentId);
        const before = siblings[siblings.findIndex((one) => one.provisionId === provisionId) - 1];
        const parents = [null, ...standing.map((one) => one.provisionId)];
        const there = parents[where % parents.length] ?? null;
        const anchors = standing.filter((one) => one.parentId === there).map((one) => one.provisionId);
        const anchor = [null, ...anchors][behind % (anchors.length + 1)] ?? null;
        const moved = decide(versions, [moveTo(versions, provisionId, there, anchor)], 1);
        fc.pre(!(moved instanceof Refusal)); // under itself, or after itself
        const back = decide(moved, [moveTo(moved, provisionId, parentId, before?.provisionId ?? null)], 2);
        if (back instanceof Refusal) throw back;
        expect(wording(back, LAST_DAY, LATER)).toEqual(wording(versions, LAST_DAY, LATER));
        expect(inForceOn(back, LAST_DAY, LATER).length).toBe(standing.length);
      }),
      runs,
    );
  });

  it('overwrite nothing that was decided for a later day', () => {
    const said = ({ parentId, position, content }: ProvisionVersion): Record<string, string> => ({
      ...content,
      place: `${parentId} ${position}`,
    });
    fc.assert(
      fc.property(aStory, (story) => {
        for (const { patch, before, after } of accepted(story)) {
          const from = patch.effectiveOn ?? patch.today;
          const known = (versions: Text) => versions.filter(({ knownUntil }) => knownUntil === null);
          for (const later of known(before).filter(({ inForceFrom }) => inForceFrom > from)) {
            const base = known(before).find(
              (one) =>
                one.provisionId === later.provisionId &&
                one.inForceFrom <= from &&
                (one.inForceUntil === null || from < one.inForceUntil),
            );
            const now = known(after).find(
              (one) => one.provisionId === later.provisionId && one.inForceFrom === later.inForceFrom,
            );
            expect(now?.inForceUntil).toBe(later.inForceUntil);
            for (const [part, value] of Object.entries(said(later)))
              if (base && said(base)[part] !== value) expect(said(now as ProvisionVersion)[part]).toBe(value);
          }
        }
      }),
      runs,
    );
  });

  it('come out again byte for byte from the decisions alone', () => {
    fc.assert(
      fc.property(aStory, (story) => {
        const again = replay(accepted(story).map(({ patch }) => patch));
        expect(JSON.stringify(again)).toBe(JSON.stringify(lastOf(story)));
      }),
      runs,
    );
  });

  it('are previewed as they are then written, and each is an instruction in both languages', () => {
    fc.assert(
      fc.property(aStory, (story) => {
        for (const { patch, before, result, after } of story) {
          const preview = previewPatch(before, patch);
          if (result instanceof Refusal) {
            expect(preview).toMatchObject({ code: result.code });
            continue;
          }
          if (preview instanceof Refusal) throw preview;
          const day = patch.effectiveOn ?? patch.today;
          const [written] = readAll(after, patch.now).filter((text) => text.inForceOn === day);
          expect(
            preview.provisions.map(({ provision: { provisionId, content } }) => [provisionId, content]),
          ).toEqual(written?.provisions.map(({ provisionId, content }) => [provisionId, content]));
          for (const locale of ['fr', 'en'] as const) {
            const said = patchInstructions(preview.before, patch.operations, locale);
            expect(said).toHaveLength(patch.operations.length);
            expect(said.every((lines) => lines.length > 0 && lines.every((line) => line.length > 8))).toBe(
              true,
            );
          }
        }
      }),
      runs,
    );
  });
});
