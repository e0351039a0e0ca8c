import {
  CONSENT_PHASES,
  afterRound,
  deliberatedSince,
  isSetAside,
  phaseAfter,
  type AfterRound,
  type ObjectionEnd,
} from '../../src/core/charter/consent.js';
import type { Effect } from '../../src/core/kernel/effects.js';

const objections = (...ends: readonly (ObjectionEnd | null)[]) =>
  ends.map((ended, place) => ({ id: `0000000${place}-0000-7000-8000-000000000000`, ended }));

describe('what follows a round of consent', () => {
  it.each<[AfterRound, string, number, readonly (ObjectionEnd | null)[]]>([
    ['FALL_BACK', 'one stands', 1, [null]],
    ['FALL_BACK', 'one stands among those that were met', 1, ['INTEGRATED', 'WITHDRAWN', null]],
    ['CONSENT', 'all were withdrawn', 1, ['WITHDRAWN', 'WITHDRAWN']],
    ['CONSENT', 'all were withdrawn or set aside, in the last round too', 3, ['WITHDRAWN', 'SET_ASIDE']],
    ['ASK_AGAIN', 'one was integrated', 2, ['INTEGRATED', 'WITHDRAWN']],
    ['FALL_BACK', 'one was integrated, and no round is left', 3, ['INTEGRATED', 'WITHDRAWN']],
  ])('is %s where %s', (follows, _where, round, ends) => {
    expect(afterRound({ rounds: 3 }, round, objections(...ends))).toBe(follows);
  });

  it('is the next phase, and integration after each round', () => {
    expect(CONSENT_PHASES.map(phaseAfter)).toEqual([
      'CLARIFICATION',
      'REACTION',
      'INTEGRATION',
      'OBJECTION',
      'INTEGRATION',
    ]);
  });
});

describe('an objection', () => {
  const share = (fraction: string, strict = false, plus = 0) => ({ setAside: { fraction, strict, plus } });

  it.each([
    ['two thirds of five, and three are not', share('2/3'), 3, 5, false],
    ['two thirds of five, and four are', share('2/3'), 4, 5, true],
    ['half of four, exactly', share('1/2'), 2, 4, true],
    ['more than half of four, and half is not', share('1/2', true), 2, 4, false],
    ['half of four and one more', share('1/2', false, 1), 2, 4, false],
    ['nobody else there is', share('1/2'), 0, 0, false],
    ['all, where the rule lets nobody', { setAside: null }, 5, 5, false],
  ])('is set aside or not by %s', (_whom, rule, found, others, isAside) => {
    expect(isSetAside(rule, found, others)).toBe(isAside);
  });
});

describe('what a round asks', () => {
  const BEGAN = '2026-05-04T09:00:00.000Z';
  const revoking = (task: string) => ({ kind: 'REVOKE_MANDATE', task }) as Effect;
  const appealing = (appealId: string) => ({ kind: 'PUBLISH_APPEAL', appealId }) as Effect;
  /** The versions of a proposal, a day apart, the last of which is asked. */
  const since = (...versions: readonly (readonly Effect[])[]) =>
    deliberatedSince(
      versions
        .map((effects, place) => ({ effects, submittedAt: `2026-05-0${4 + place}T10:00:00.000Z` }))
        .reverse(),
      BEGAN,
    ).slice(0, 10);

  it.each([
    ['its beginning, where only its words change', [[revoking('caisse')], [revoking('caisse')]], '04'],
    [
      'its beginning, where it decides less',
      [[revoking('caisse'), revoking('presse')], [revoking('caisse')]],
      '04',
    ],
    ['its beginning, where a position stays one', [[], []], '04'],
    ['its beginning, where what it makes is written anew', [[appealing('a')], [appealing('b')]], '04'],
    ['the version that decides on something else', [[revoking('caisse')], [revoking('presse')]], '05'],
    ['the version that decides on more', [[], [revoking('caisse')], [revoking('caisse')]], '05'],
    ['the version that came back to it', [[revoking('caisse')], [], [revoking('caisse')]], '06'],
    ['the version that does something else to it', [[appealing('a')], [revoking('caisse')]], '05'],
  ] as const)('was deliberated since %s', (_since, versions, day) => {
    expect(since(...versions)).toBe(`2026-05-${day}`);
  });
});
