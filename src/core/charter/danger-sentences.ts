import type { Locale } from '../kernel/actors.js';
import type { Matter } from './clause.js';
import type { Danger } from './dangers.js';

/** What the rule of a matter is called within a sentence. */
const OF: Readonly<Record<Locale, Readonly<Record<Matter, string>>>> = {
  fr: {
    ROUTINE: 'Questions courantes',
    DEEP: 'Questions de fond',
    GOVERNANCE: 'Gouvernance',
    MANDATE: 'Mandats',
    EXCLUSION: 'Exclusions',
  },
  en: {
    ROUTINE: 'Routine questions',
    DEEP: 'Questions that need thought',
    GOVERNANCE: 'Governance',
    MANDATE: 'Mandates',
    EXCLUSION: 'Exclusions',
  },
};

const WARNINGS: Readonly<Record<Locale, Readonly<Record<Danger, string>>>> = {
  fr: {
    FEW_DECIDE: 'pas de quorum : deux personnes qui votent décident pour toutes les autres.',
    FEW_EXCLUDE: 'pas de quorum : deux personnes peuvent en exclure une troisième.',
    EXCLUSION_AS_DEEP:
      'les exclusions n’ont pas de règle à elles : on exclut quelqu’un comme on tranche une question de fond.',
    ONE_ABSENT_BLOCKS: 'il faut tout le monde : une seule personne absente empêche de décider.',
    ONE_AGAINST_BLOCKS: 'il faut toutes les voix : une seule personne empêche de décider.',
    MINORITY_ADOPTS:
      'la moitié des voix suffit, ou moins : une proposition passe avec autant de voix contre que pour.',
    RULES_AS_EASY_AS_REST:
      'changer les règles ne demande pas plus que le quotidien : qui l’emporte un soir peut les garder.',
    ONLY_IN_ONE_FORM:
      'une seule forme d’assemblée peut en décider : le jour où elle ne peut pas se tenir, rien ne peut changer.',
    NO_VOTING_TIME:
      'aucune durée de vote en ligne : un scrutin peut s’ouvrir et se clore pendant que les autres dorment.',
    NO_NOTICE:
      'aucun délai de convocation : une assemblée peut être convoquée pour tout de suite, entre quelques personnes.',
    NO_CONTEST: 'aucun délai de contestation : personne ne peut demander qu’un résultat soit revu.',
    SILENCE_ADOPTS: 'le silence vaut accord : si personne ne répond, c’est adopté.',
    QUORUM_OF_ALL: 'le quorum est de tout le monde : une seule personne absente empêche de décider.',
  },
  en: {
    FEW_DECIDE: 'no quorum: two people who vote decide for everyone else.',
    FEW_EXCLUDE: 'no quorum: two people can exclude a third.',
    EXCLUSION_AS_DEEP:
      'exclusions have no rule of their own: somebody is excluded as any question that needs thought is settled.',
    ONE_ABSENT_BLOCKS: 'everyone is needed: one person who is absent keeps it from being decided.',
    ONE_AGAINST_BLOCKS: 'every voice is needed: one person keeps it from being decided.',
    MINORITY_ADOPTS:
      'half of the voices are enough, or fewer: a proposal passes with as many voices against as for.',
    RULES_AS_EASY_AS_REST:
      'changing the rules asks no more than everyday questions: whoever wins one evening may keep them.',
    ONLY_IN_ONE_FORM:
      'one form of assembly alone may decide it: on the day when it cannot be held, nothing can change.',
    NO_VOTING_TIME: 'no time to vote online: a poll can be opened and closed while the others sleep.',
    NO_NOTICE: 'no notice: an assembly can be convened for this very minute, among a few.',
    NO_CONTEST: 'no time to contest: nobody can ask for an outcome to be looked at again.',
    SILENCE_ADOPTS: 'silence is consent: when nobody answers, it is adopted.',
    QUORUM_OF_ALL: 'the quorum is everyone: one person who is absent keeps it from being decided.',
  },
};

/** `Exclusions : pas de quorum…`, as each language puts its colon. */
export const sentenceOfDanger = (code: Danger, matter: Matter, locale: Locale): string =>
  `${OF[locale][matter]}${locale === 'fr' ? ' : ' : ': '}${WARNINGS[locale][code]}`;
