import {
  CHANGE_ROUND,
  circleOf,
  turnOf,
  type ElectionPhase,
  type ElectionState,
} from '../core/charter/circle-election.js';
import { sentenceOfNominationStep } from '../core/counting/without-candidates/sentences.js';
import type { Locale } from '../core/kernel/actors.js';
import { roundsOver } from './election.rules.js';
import type { ElectionRow } from './election.entity.js';
import type { CircleRecord } from './elections.queries.js';

type Words = Readonly<Record<Locale, string>>;

const PHASES: Readonly<Record<ElectionPhase, Words>> = {
  NOMINATION: {
    fr: 'Désignez la personne à qui confier ce rôle, et dites pourquoi. Personne ne lit rien avant la fin du tour.',
    en: 'Nominate the person to give this role to, and say why. Nobody reads anything before the round is over.',
  },
  CHANGE: {
    fr: 'Lisez les raisons ; si elles vous ont fait changer d’avis, désignez quelqu’un d’autre.',
    en: 'Read the reasons; if they changed your mind, nominate somebody else.',
  },
  FURTHER: {
    fr: 'Plusieurs personnes sont à égalité : désignez l’une d’elles.',
    en: 'Several persons are equal: nominate one of them.',
  },
  CONSENT: {
    fr: 'La personne la plus désignée est soumise au consentement.',
    en: 'Whoever has most nominations is being put to consent.',
  },
};

const ENDS: Readonly<Record<Exclude<ElectionState, 'RUNNING'>, Words>> = {
  ELECTED: {
    fr: 'Personne n’objecte : le rôle est confié.',
    en: 'Nobody objects: the role is given.',
  },
  NOT_APPLIED: {
    fr: 'Personne n’objecte, mais le rôle n’a pas pu être confié : la décision dit pourquoi. On peut recommencer, ou décider autrement.',
    en: 'Nobody objects, and the role could not be given: the decision says why. One may begin again, or decide in another way.',
  },
  NO_DECISION: {
    fr: 'Personne n’est élu : rien n’est décidé. On peut recommencer, ou décider autrement.',
    en: 'Nobody is elected: nothing is decided. One may begin again, or decide in another way.',
  },
  SUPERSEDED: {
    fr: 'La question a été tranchée ailleurs entre-temps.',
    en: 'The question was decided elsewhere meanwhile.',
  },
  WITHDRAWN: { fr: 'L’élection a été retirée.', en: 'The election was taken back.' },
};

const HELD: Words = {
  fr: 'La personne suivante n’a pas pu être soumise au consentement : quand ce qui l’empêche est levé, n’importe quel membre relance, ou retire l’élection.',
  en: 'The next person could not be put to consent: once what holds it up is gone, any member moves on, or takes the election back.',
};

/** Where an election stands and what can be done now, in one sentence. */
export function sayElection(
  { state, phase, heldBy }: Pick<ElectionRow, 'state' | 'phase' | 'heldBy'>,
  locale: Locale,
): string {
  if (state !== 'RUNNING') return ENDS[state][locale];
  return (heldBy === null ? PHASES[phase] : HELD)[locale];
}

/**
 * The working of an election, line by line, as far as its rounds are over; empty before the first is. Persons are named, those
 * who nominate are not.
 */
export function explainElection(
  election: Pick<ElectionRow, 'phase' | 'round' | 'state'>,
  { nominations, nominees, names }: CircleRecord,
  locale: Locale,
): string[] {
  const rounds = roundsOver(election);
  if (rounds === 0) return [];
  const { steps } = turnOf(circleOf(nominations, nominees, rounds)).election;
  // Before the round to change is over, nominations are no order yet.
  const shown = rounds < CHANGE_ROUND ? steps.slice(0, 1) : steps;
  const called = new RegExp(Object.keys(names).join('|') || '(?!)', 'g');
  return shown.map((step) => sentenceOfNominationStep(step, locale).replace(called, (id) => names[id] ?? id));
}
