import {
  electWithoutCandidates,
  type NominationElection,
} from '../../src/core/counting/without-candidates/elect.js';
import type { Circle, Consent, Nomination } from '../../src/core/counting/without-candidates/circle.js';
import type { Json } from '../../src/core/kernel/canonical-json.js';

/** `Ada Ada Bé -`: one unsigned paper a word, a dash for a blank one. */
export const papers = (written: string): readonly Nomination[] =>
  written
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => ({ for: word === '-' ? null : word }));

/** `Ada`: consent; `Ada!2`: two objections stand; `Ada+2`: two were integrated; `Ada-`: declined. */
export const consents = (written: string): readonly Consent[] =>
  written
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => {
      const [, person, standing, integrated, declined] = /^([^!+-]+)(?:!(\d+))?(?:\+(\d+))?(-)?$/.exec(
        word,
      ) as RegExpExecArray;
      return {
        person: person as string,
        objections: Number(standing ?? 0),
        integrated: Number(integrated ?? 0),
        declined: declined !== undefined,
      };
    });

export interface Told {
  readonly persons?: string;
  readonly first?: string;
  /** `Ada>Bé`: an unsigned paper that changes. */
  readonly changes?: string;
  readonly further?: readonly string[];
  readonly consent?: string;
}

export const circle = ({
  persons = 'Ada Bé Cléo Dan',
  first = '',
  changes = '',
  further = [],
  consent = '',
}: Told): Circle => ({
  persons: persons.split(' '),
  nominations: papers(first),
  changes: changes
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => {
      const [from, to] = papers(word.replace('>', ' ')).map(({ for: name }) => name);
      return { from: from as string | null, for: to as string | null };
    }),
  further: further.map(papers),
  consent: consents(consent),
});

export const choose = (
  told: Told,
  { options = {}, drawn = null }: { readonly options?: Json; readonly drawn?: string | null } = {},
): NominationElection => electWithoutCandidates({ circle: circle(told), options, drawn });
