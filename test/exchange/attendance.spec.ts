import { openBook } from '../../src/core/verify/book.js';
import type { Bundle } from '../../src/core/verify/bundle.js';
import { checkAssemblies } from '../../src/core/verify/check-people.js';
import { draftOf, type Draft } from './forger.js';
import { faultsOf, liveThrough } from './lived.js';
import { takenHome } from './taken-home.js';

type Stay = Draft['tables'][string][number];

describe('the attendance of an assembly', () => {
  let bundle: Bundle;

  beforeAll(async () => {
    bundle = (await takenHome(liveThrough)).full;
  }, 120_000);

  const said = (forge: (stays: Stay[]) => void): string[] => {
    const draft = draftOf(bundle);
    forge(draft.tables['attendance'] as Stay[]);
    return faultsOf([checkAssemblies(openBook(draft as Bundle))]).map((fault) =>
      fault.replace(/ [^ ]*$/, ''),
    );
  };

  it('holds as it is', () => {
    expect(said(() => undefined)).toEqual([]);
  });

  it.each(['assemblyId', 'memberId', 'checkedInBy'])(
    'is of nobody and of nothing unknown, by its %s',
    (who) => {
      expect(
        said((stays) => {
          (stays.at(-1) as Stay)[who] = bundle.collective;
        }),
      ).toContain('ASSEMBLIES ATTENDANCE_DISAGREES');
    },
  );

  it.each([
    ['somebody there after the end', (stay: Stay) => ({ ...stay, leftAt: null })],
    ['somebody who left before they came', (stay: Stay) => ({ ...stay, leftAt: '2000-01-01T00:00:00.000Z' })],
  ])('has not %s', (_what, forged) => {
    expect(said((stays) => stays.splice(-1, 1, forged(stays.at(-1) as Stay)))).toEqual([
      'ASSEMBLIES ATTENDANCE_DISAGREES',
    ]);
  });

  it('has nobody twice at once', () => {
    expect(said((stays) => stays.push({ ...(stays.at(-1) as Stay) }))).toEqual([
      'ASSEMBLIES ATTENDANCE_DISAGREES',
    ]);
  });

  it('has whoever started it', () => {
    expect(said((stays) => stays.splice(0))).toEqual(['ASSEMBLIES ATTENDANCE_DISAGREES']);
  });
});
