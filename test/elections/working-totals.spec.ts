import { describe, expect, it } from '@jest/globals';
import { approved, elect, graded, ranked, scored } from './ballots.js';
import { said } from './say-working.js';

describe('a working by grades', () => {
  it('has grades for missing judgments, and the medians taken away until nothing parts two', () => {
    expect(
      said(
        elect(
          'majority-judgment/median-removal@1',
          graded('bad fair good', 'A: 1 2 2', 'B: 2 2 0', 'C: 2 2 0'),
        ),
      ),
    ).toEqual([
      'grades: bad, fair, good',
      'participants: 5',
      'judged: A given (grade bad number 1, grade fair number 2, grade good number 2) missing 0 filled (grade bad number 0) median fair',
      'judged: B given (grade bad number 2, grade fair number 2, grade good number 0) missing 1 filled (grade bad number 1) median bad',
      'judged: C given (grade bad number 2, grade fair number 2, grade good number 0) missing 1 filled (grade bad number 1) median bad',
      'comparisons: among A, B, C left 5 medians (A grade fair, B grade bad, C grade bad)',
      'comparisons: among B, C removed (grade bad number 2) left 3 medians (B grade fair, C grade fair)',
      'comparisons: among B, C removed (grade fair number 2, grade bad number 1) left 0 alike true',
    ]);
  });

  it('has how many times judgments count that are made as many', () => {
    expect(
      said(
        elect('majority-judgment/median-removal@1', graded('bad good', 'A: 1 2', 'B: 1 1'), {
          options: { missingJudgments: 'Normalized' },
        }),
      ),
    ).toEqual([
      'grades: bad, good',
      'participants: 3',
      'judged: A given (grade bad number 1, grade good number 2) missing 0 times 2 median good',
      'judged: B given (grade bad number 1, grade good number 1) missing 1 times 3 median bad',
      'comparisons: among A, B left 6 medians (A grade good, B grade bad)',
    ]);
  });

  it('has no median where nobody judged', () => {
    expect(said(elect('majority-judgment/median-removal@1', graded('bad good', 'A: 0 0')))).toEqual([
      'grades: bad, good',
      'participants: 0',
      'judged: A given (grade bad number 0, grade good number 0) missing 0',
    ]);
  });

  it('has what is agreed on, and why something is not', () => {
    expect(
      said(
        elect('gradients@1', graded('veto mind agree', 'A: 0 1 3', 'B: 1 0 2'), {
          options: { share: '1/2' },
        }),
      ),
    ).toEqual([
      'grades: veto, mind, agree',
      'participants: 4',
      'judged: A given (grade veto number 0, grade mind number 1, grade agree number 3) missing 0 agreement (supporting 4 base 4 share (1) needed 2 opposing 0 holds true)',
      'judged: B given (grade veto number 1, grade mind number 0, grade agree number 2) missing 1 agreement (supporting 2 base 3 share (2/3) needed 2 opposing 1)',
      'predicate: share 1/2 support mind opposing veto base JUDGMENTS',
    ]);
  });
});

describe('a working of totals', () => {
  it('has ballots that put several first', () => {
    expect(said(elect('plurality@1', ranked('A B', '2: A', '1: B', '1: A = B')))).toEqual([
      'voters: 4',
      'unit: VOICES',
      'totals: A 2',
      'totals: B 1',
      'setAside: reason SEVERAL_FIRST ballots 1',
    ]);
  });

  it('has a majority that is missed', () => {
    expect(said(elect('majority@1', ranked('A B C', '2: A', '1: B', '1: C')))).toEqual([
      'voters: 4',
      'unit: VOICES',
      'totals: A 2',
      'totals: B 1',
      'totals: C 1',
      'majority: most (2) needed 3',
    ]);
  });

  it('has a majority that is reached', () => {
    expect(said(elect('majority@1', ranked('A B', '3: A', '1: B')))).toEqual([
      'voters: 4',
      'unit: VOICES',
      'totals: A 3',
      'totals: B 1',
      'majority: most (3) needed 3 reached true',
    ]);
  });

  it('has the points of rankings', () => {
    expect(said(elect('borda/tournament@1', ranked('A B C', '2: A > B > C', '1: B')))).toEqual([
      'voters: 3',
      'unit: POINTS',
      'totals: A 9/2',
      'totals: B 4',
      'totals: C 1/2',
      'marks: A marks (2 ballots 2, 1/2 ballots 1) missing 0',
      'marks: B marks (2 ballots 1, 1 ballots 2) missing 0',
      'marks: C marks (1/2 ballots 1, 0 ballots 2) missing 0',
    ]);
  });

  it('has what missing scores add', () => {
    expect(
      said(elect('score@1', scored('A B', '2: 5 1', '1: - 4'), { options: { missing: 'AVERAGE' } })),
    ).toEqual([
      'voters: 3',
      'unit: POINTS',
      'totals: A 15',
      'totals: B 6',
      'marks: A marks (5 ballots 2) missing 1',
      'marks: B marks (4 ballots 1, 1 ballots 2) missing 0',
      'missingScores: as AVERAGE each (A 5, B 2) added (A 5, B 0)',
    ]);
  });

  it('has ballots that approve too many', () => {
    expect(
      said(
        elect('approval-block@1', approved('A B C', '2: A B', '1: C', '1: A B C'), {
          seats: 2,
          options: { limit: 'SEATS' },
        }),
      ),
    ).toEqual([
      'voters: 3',
      'unit: APPROVALS',
      'totals: A 2',
      'totals: B 2',
      'totals: C 1',
      'setAside: reason TOO_MANY_APPROVED ballots 1',
      'approvals: approved 2 ballots 2',
      'approvals: approved 1 ballots 1',
    ]);
  });

  it('has the dots', () => {
    expect(said(elect('dots@1', scored('A B', '2: 3 0', '1: 1 1'), { options: { budget: 3 } }))).toEqual([
      'voters: 3',
      'unit: DOTS',
      'totals: A 7',
      'totals: B 1',
      'marks: A marks (3 ballots 2, 1 ballots 1) missing 0',
      'marks: B marks (1 ballots 1, 0 ballots 2) missing 0',
      'dots: each 3 all 9 given 8 kept 1',
    ]);
  });

  it('has how tied scores are parted for the runoff of STAR', () => {
    expect(
      said(elect('star@1', scored('A B C D', '1: 5 5 3 2', '1: 5 1 3 4'), { options: { fiveStar: true } })),
    ).toEqual([
      'voters: 2',
      'unit: POINTS',
      'totals: A 10',
      'totals: B 6',
      'totals: C 6',
      'totals: D 6',
      'marks: A marks (5 ballots 2) missing 0',
      'marks: B marks (5 ballots 1, 1 ballots 1) missing 0',
      'marks: C marks (3 ballots 2) missing 0',
      'marks: D marks (4 ballots 1, 2 ballots 1) missing 0',
      'tiedScores: among B, C, D points 6 places 1 comparisons (by LOSSES numbers (B number 0, C number 0, D number 0) duels (first B second C firstHigher 1 secondHigher 1 same 0, first B second D firstHigher 1 secondHigher 1 same 0, first C second D firstHigher 1 secondHigher 1 same 0) left B, C, D, by BEST_SCORES numbers (B number 1, C number 0, D number 0) left B)',
      'runoff: finalists A, B duel (first A second B firstHigher 1 secondHigher 0 same 1) winner A decidedBy BALLOTS',
    ]);
  });

  it('has a comparison of two by two that leaves one out', () => {
    expect(said(elect('star@1', scored('A B C', '2: 5 4 3', '1: 5 0 2')))).toEqual([
      'voters: 3',
      'unit: POINTS',
      'totals: A 15',
      'totals: B 8',
      'totals: C 8',
      'marks: A marks (5 ballots 3) missing 0',
      'marks: B marks (4 ballots 2, 0 ballots 1) missing 0',
      'marks: C marks (3 ballots 2, 2 ballots 1) missing 0',
      'tiedScores: among B, C points 8 places 1 comparisons (by LOSSES numbers (B number 0, C number 1) duels (first B second C firstHigher 2 secondHigher 1 same 0) left B)',
      'runoff: finalists A, B duel (first A second B firstHigher 3 secondHigher 0 same 0) winner A decidedBy BALLOTS',
    ]);
  });

  it('has a runoff that points decide', () => {
    expect(said(elect('star@1', scored('A B', '1: 5 3', '1: 3 4')))).toEqual([
      'voters: 2',
      'unit: POINTS',
      'totals: A 8',
      'totals: B 7',
      'marks: A marks (5 ballots 1, 3 ballots 1) missing 0',
      'marks: B marks (4 ballots 1, 3 ballots 1) missing 0',
      'runoff: finalists A, B duel (first A second B firstHigher 1 secondHigher 1 same 0) points (A number 8, B number 7) winner A decidedBy POINTS',
    ]);
  });

  it('has a runoff that the best scores decide', () => {
    expect(said(elect('star@1', scored('A B', '1: 5 4', '1: 3 4'), { options: { fiveStar: true } }))).toEqual(
      [
        'voters: 2',
        'unit: POINTS',
        'totals: A 8',
        'totals: B 8',
        'marks: A marks (5 ballots 1, 3 ballots 1) missing 0',
        'marks: B marks (4 ballots 2) missing 0',
        'runoff: finalists A, B duel (first A second B firstHigher 1 secondHigher 1 same 0) points (A number 8, B number 8) bestScores (A number 1, B number 0) winner A decidedBy BEST_SCORES',
      ],
    );
  });

  it('has a runoff that nothing decides', () => {
    expect(said(elect('star@1', scored('A B', '1: 5 4', '1: 4 5'), { options: { fiveStar: true } }))).toEqual(
      [
        'voters: 2',
        'unit: POINTS',
        'totals: A 9',
        'totals: B 9',
        'marks: A marks (5 ballots 1, 4 ballots 1) missing 0',
        'marks: B marks (5 ballots 1, 4 ballots 1) missing 0',
        'runoff: finalists A, B duel (first A second B firstHigher 1 secondHigher 1 same 0) points (A number 9, B number 9) bestScores (A number 1, B number 1)',
      ],
    );
  });

  it('has no total of no ballots', () => {
    expect(said(elect('star@1', scored('A B')))).toEqual([
      'voters: 0',
      'marks: A missing 0',
      'marks: B missing 0',
    ]);
  });
});
