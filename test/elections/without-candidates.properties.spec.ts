/** What holds of elections without candidates: of any papers, and of any course that the rules allow. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  electWithoutCandidates,
  type NominationElection,
} from '../../src/core/counting/without-candidates/elect.js';
import type {
  Change,
  Circle,
  Consent,
  Nomination,
} from '../../src/core/counting/without-candidates/circle.js';
import { replayNominations } from '../../src/core/counting/without-candidates/replay.js';
import type { NominationStep } from '../../src/core/counting/without-candidates/steps.js';
import { RUNS } from './runs.js';

const PERSONS = ['Ada', 'Bé', 'Cléo', 'Dan'];

interface Course {
  readonly circle: Circle;
  readonly drawn: string | null;
  readonly tries: number | null;
}

type Answer = Omit<Consent, 'person'>;
const name = fc.option(fc.constantFrom(...PERSONS), { nil: null, freq: 6 });
const answer = fc.record<Answer>({
  objections: fc.integer({ min: 0, max: 2 }),
  integrated: fc.integer({ min: 0, max: 2 }),
  declined: fc.boolean(),
});

/** Papers of which some change, signed or not; then whoever is next is put, with any answer, as long as somebody is. */
const coursesWith = (drawn: fc.Arbitrary<string | null>): fc.Arbitrary<Course> =>
  fc
    .record({
      papers: fc.array(
        fc.record({ for: name, changed: fc.option(name, { nil: undefined }), signed: fc.boolean() }),
        {
          maxLength: 9,
        },
      ),
      further: fc.array(fc.array(fc.nat(3), { maxLength: 4 }), { maxLength: 2 }),
      answers: fc.array(answer, { maxLength: 4 }),
      drawn,
      tries: fc.option(fc.integer({ min: 1, max: 4 })),
    })
    .map(({ papers, further, answers, drawn, tries }) => {
      const nominations: Nomination[] = papers.map((paper, at) =>
        paper.signed ? { by: `voter ${at}`, for: paper.for } : { for: paper.for },
      );
      const changes: Change[] = papers.flatMap((paper, at) => {
        if (paper.changed === undefined) return [];
        return [
          paper.signed ? { by: `voter ${at}`, for: paper.changed } : { from: paper.for, for: paper.changed },
        ];
      });
      const start = { persons: PERSONS, nominations, changes, further: [], consent: [] };
      return live({ circle: start, drawn, tries }, further, answers);
    });

const someCourse = coursesWith(fc.option(fc.string()));
const withoutLot = coursesWith(fc.constant(null));

const elect = ({ circle, drawn, tries }: Course): NominationElection =>
  electWithoutCandidates({ circle, drawn, options: { tries } });

/** Goes on as an assembly would: a further round where equals are open, and consent where one is next. */
function live(course: Course, further: readonly (readonly number[])[], answers: readonly Answer[]): Course {
  // The lot is for those whom no further round is held for any more.
  const { status, put } = elect({ ...course, drawn: further.length > 0 ? null : course.drawn });
  if (status !== 'OPEN') return course;
  const { circle } = course;
  const [round, ...rounds] = further;
  if (put.length > 1 && round) {
    const held = round.map((at) => ({ for: put[at % put.length] as string }));
    return live({ ...course, circle: { ...circle, further: [...circle.further, held] } }, rounds, answers);
  }
  const [next, ...others] = answers;
  if (put.length > 1 || !next) return course;
  const consent = [...circle.consent, { person: put[0] as string, ...next }];
  return live({ ...course, circle: { ...circle, consent } }, further, others);
}

const holds = (property: (course: Course) => void, courses = someCourse): void =>
  fc.assert(fc.property(courses, property), { numRuns: RUNS });

const sumOf = (numbers: Readonly<Record<string, string>>): number =>
  Object.values(numbers).reduce((sum, number) => sum + Number(number), 0);

describe('an election without candidates, whatever the course', () => {
  it('comes out the same, byte for byte, for any order of persons, papers and changes', () => {
    fc.assert(
      fc.property(someCourse, fc.infiniteStream(fc.nat()), (course, chance) => {
        const shuffled = <T>(items: readonly T[]): readonly T[] =>
          items
            .map((item) => ({ item, at: chance.next().value as number }))
            .sort((a, b) => a.at - b.at)
            .map(({ item }) => item);
        const { persons, nominations, changes, further } = course.circle;
        const other = {
          ...course.circle,
          persons: shuffled(persons),
          nominations: shuffled(nominations),
          changes: shuffled(changes),
          further: further.map(shuffled),
        };
        expect(JSON.stringify(elect({ ...course, circle: other }))).toBe(JSON.stringify(elect(course)));
      }),
      { numRuns: RUNS },
    );
  });

  it('holds when it is redone from its working alone', () => {
    holds((course) => expect(replayNominations(elect(course))).toEqual([]));
  });

  it('never elects over an objection that stands, or who declined', () => {
    holds((course) => {
      const { elected, status } = elect(course);
      const entry = course.circle.consent.at(-1);
      expect(elected !== null).toBe(status === 'ELECTED');
      if (elected !== null) expect(entry).toMatchObject({ person: elected, objections: 0, declined: false });
      else
        for (const { objections, declined } of course.circle.consent)
          expect(declined || objections > 0).toBe(true);
    });
  });

  it('keeps each paper through the change round', () => {
    holds((course) => {
      const [first, changed] = elect(course).steps as [
        NominationStep<'NOMINATED'>,
        NominationStep<'CHANGED'>,
      ];
      const { nominations } = course.circle;
      expect(sumOf(first.data.nominations)).toBe(Number(first.data.nominators));
      for (const { data } of [first, changed])
        expect(sumOf(data.nominations) + Number(data.blank)).toBe(nominations.length);
    });
  });

  it('calls everybody alike by another name, but for the lot', () => {
    holds((course) => {
      const other = new Map(
        PERSONS.map((person, at) => [person, PERSONS[PERSONS.length - 1 - at] as string]),
      );
      const renamed = <T extends { readonly for: string | null }>(papers: readonly T[]): readonly T[] =>
        papers.map((paper) => {
          const from = (paper as Change).from;
          const said = from == null ? {} : { from: other.get(from) as string };
          return { ...paper, ...said, for: paper.for === null ? null : (other.get(paper.for) as string) };
        });
      const { nominations, changes, further, consent } = course.circle;
      const circle = {
        persons: PERSONS,
        nominations: renamed(nominations),
        changes: renamed(changes),
        further: further.map(renamed),
        consent: consent.map((entry) => ({ ...entry, person: other.get(entry.person) as string })),
      };
      const here = elect(course);
      const there = elect({ ...course, circle });
      expect(there.status).toBe(here.status);
      expect(there.elected).toBe(here.elected === null ? null : other.get(here.elected));
      expect(there.put).toEqual(here.put.map((person) => other.get(person)).sort());
    }, withoutLot);
  });

  it('lets a lot choose only among those who are open without it', () => {
    holds((course) => {
      const open = elect(course).put;
      const { put } = elect({ ...course, drawn: '7' });
      expect(put.length).toBe(Math.min(open.length, 1));
      expect(open).toEqual(expect.arrayContaining([...put]));
    }, withoutLot);
  });

  it('is tried on courses of every kind', () => {
    const met = new Set<string>();
    for (const course of fc.sample(someCourse, { numRuns: 2_000, seed: 4 }))
      for (const { code } of elect(course).steps) met.add(code);
    expect([...met].sort()).toEqual([
      'AWAITS_CONSENT',
      'CHANGED',
      'CONSENTED',
      'DECLINED',
      'EQUALS_OPEN',
      'EQUALS_SETTLED_BY_LOT',
      'FIRST_ROUND_LOOKED_AT',
      'FURTHER_ROUND',
      'FURTHER_ROUND_LOOKED_AT',
      'MOST_NOMINATED',
      'NOBODY_LEFT',
      'NOBODY_NOMINATED',
      'NOMINATED',
      'OBJECTED',
      'TRIES_OVER',
    ]);
  });
});
