import type { Locale } from '../core/kernel/actors.js';
import type { ConsentPhase } from '../core/charter/consent.js';
import type { ConsentState } from './consent.entity.js';
import type { ConsentRecord } from './consent.queries.js';
import { isForGood, sayHeldBy } from './held-words.js';

type Words = Readonly<Record<Locale, string>>;

const PHASES: Readonly<Record<ConsentPhase, Words>> = {
  PRESENTATION: {
    fr: 'Lisez la proposition ; les questions viennent ensuite.',
    en: 'Read the proposal; questions come next.',
  },
  CLARIFICATION: {
    fr: 'Demandez ce qui n’est pas clair. On n’argumente pas encore.',
    en: 'Ask what is not clear. Nobody argues yet.',
  },
  REACTION: {
    fr: 'Dites ce que la proposition vous fait. On ne se répond pas encore.',
    en: 'Say what the proposal does to you. Nobody answers each other yet.',
  },
  INTEGRATION: {
    fr: 'La proposition s’amende d’après ce qui s’est dit.',
    en: 'The proposal is amended after what was said.',
  },
  OBJECTION: {
    fr: 'Dites si vous objectez, et pourquoi. Le texte ne bouge plus.',
    en: 'Say whether you object, and why. The words do not move any more.',
  },
};

const MEETING: Words = {
  fr: 'Des objections tiennent : leurs auteurs les retirent, ou une nouvelle version les intègre et la question est reposée.',
  en: 'Objections stand: their authors withdraw them, or a new version integrates them and the question is asked again.',
};

const LAST_MEETING: Readonly<Record<'REJECTED' | 'POLL', Words>> = {
  REJECTED: {
    fr: 'C’était le dernier tour. Si une objection tient encore à la fin de cette étape, la proposition est rejetée.',
    en: 'That was the last round. If an objection still stands when this step ends, the proposal is rejected.',
  },
  POLL: {
    fr: 'C’était le dernier tour. Si une objection tient encore à la fin de cette étape, on vote.',
    en: 'That was the last round. If an objection still stands when this step ends, there is a vote.',
  },
};

const ENDS: Readonly<Record<Exclude<ConsentState, 'RUNNING'>, Words>> = {
  ADOPTED: { fr: 'Personne n’objecte : c’est adopté.', en: 'Nobody objects: it is adopted.' },
  REJECTED: {
    fr: 'Des objections ont tenu jusqu’au bout : c’est rejeté.',
    en: 'Objections stood to the end: it is rejected.',
  },
  FALLEN_BACK: {
    fr: 'Des objections ont tenu jusqu’au bout : la règle prévoit un vote.',
    en: 'Objections stood to the end: the rule has a vote.',
  },
  UNDECIDED: {
    fr: 'Trop peu de réponses : rien n’est décidé. On peut recommencer.',
    en: 'Too few answers: nothing is decided. One may begin again.',
  },
  SUPERSEDED: {
    fr: 'Une assemblée s’en est saisie, ou la question a été tranchée ailleurs entre-temps.',
    en: 'An assembly took it over, or the question was decided elsewhere meanwhile.',
  },
  WITHDRAWN: {
    fr: 'La démarche a été retirée avant toute réponse.',
    en: 'It was taken back before anybody answered.',
  },
};

/** What else is true where consent is sought to somebody whom nominations chose. */
const OF_ELECTION: Readonly<Record<'LAST_MEETING' | 'REJECTED' | 'WITHDRAWN', Words>> = {
  LAST_MEETING: {
    fr: 'C’était le dernier tour. Si une objection tient encore à la fin de cette étape, le tour passe à la personne suivante.',
    en: 'That was the last round. If an objection still stands when this step ends, it is the next person’s turn.',
  },
  REJECTED: {
    fr: 'Des objections ont tenu jusqu’au bout : le tour passe à la personne suivante.',
    en: 'Objections stood to the end: it is the next person’s turn.',
  },
  WITHDRAWN: {
    fr: 'La personne a décliné, est partie, ou l’élection a été retirée : on ne demande plus rien.',
    en: 'The person declined or is gone, or the election was taken back: nothing is asked any more.',
  },
};

type Held = Readonly<Record<Locale, (because: string) => string>>;

const HELD: Held = {
  fr: (because) =>
    `Le tour n’a pas pu s’ouvrir : ${because}. Une fois cela levé, n’importe quel membre le relance.`,
  en: (because) => `The round could not be asked: ${because}. Once that is gone, any member moves it on.`,
};

const VOTE_HELD: Held = {
  fr: (because) =>
    `Des objections ont tenu jusqu’au bout : la règle prévoit un vote. Il n’a pas encore pu s’ouvrir : ${because}. Il est retenté chaque jour, et n’importe quel membre peut l’ouvrir.`,
  en: (because) =>
    `Objections stood to the end: the rule has a vote. It could not be opened yet: ${because}. It is tried again every day, and any member may open it.`,
};

const VOTE_REFUSED: Held = {
  fr: (because) =>
    `Des objections ont tenu jusqu’au bout : la règle prévoyait un vote. Il ne s’ouvrira pas de lui-même : ${because}. N’importe quel membre peut porter la question devant le collectif.`,
  en: (because) =>
    `Objections stood to the end: the rule had a vote. It will not be opened by itself: ${because}. Any member may put the question to the collective.`,
};

const WAITS: Held = {
  fr: (because) => `La suite attend : ${because}. Ensuite, la démarche reprend d’elle-même.`,
  en: (because) => `What follows waits: ${because}. After that, the search goes on by itself.`,
};

const AGAIN: Words = {
  fr: 'Des amendements ont changé le texte : les réponses déjà données ne valent plus, et la question est reposée sur le nouveau texte à la fin de cette étape.',
  en: 'Amendments changed the words: the answers given so far count no more, and the question is asked again on the new words when this step ends.',
};

/** Where a search for consent stands and what can be done now, in one sentence. */
export function sayConsent(
  {
    state,
    phase,
    round,
    rule,
    counted,
    isCalledOff,
    heldBy,
    ofElection,
  }: Pick<
    ConsentRecord,
    'state' | 'phase' | 'round' | 'rule' | 'counted' | 'isCalledOff' | 'heldBy' | 'ofElection'
  >,
  locale: Locale,
): string {
  const because = heldBy === null ? null : sayHeldBy(heldBy, locale);
  if (state === 'FALLEN_BACK' && heldBy !== null && because !== null)
    return (isForGood(heldBy) ? VOTE_REFUSED : VOTE_HELD)[locale](because);
  if (ofElection && (state === 'REJECTED' || state === 'WITHDRAWN')) return OF_ELECTION[state][locale];
  if (state !== 'RUNNING') return ENDS[state][locale];
  if (because !== null) return (heldBy === 'ASSEMBLY_VOTES_FIRST' ? WAITS : HELD)[locale](because);
  if (phase !== 'INTEGRATION' || round === 0) return PHASES[phase][locale];
  if (isCalledOff) return AGAIN[locale];
  if (counted < rule.rounds) return MEETING[locale];
  return (ofElection ? OF_ELECTION.LAST_MEETING : LAST_MEETING[rule.fallback])[locale];
}
