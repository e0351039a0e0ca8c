import type { Locale } from '../kernel/actors.js';
import { EACH, type Share } from '../counting/elections/quotas/read-quotas.js';
import type { CalendarDuration } from '../kernel/instants.js';
import {
  isElectionMethod,
  type Adoption,
  type AssemblyForm,
  type Base,
  type Clause,
  type ElectionRule,
  type LateRule,
  type Matter,
  type Threshold,
  type TieRule,
} from './clause.js';

interface Words {
  readonly matters: Readonly<Record<Matter, string>>;
  readonly forms: Readonly<Record<AssemblyForm, string>>;
  readonly bases: Readonly<Record<Base, string>>;
  readonly ties: Readonly<Record<TieRule, string>>;
  readonly late: Readonly<Record<LateRule, string>>;
  readonly units: readonly (readonly [one: string, many: string])[];
  readonly nothing: string;
  readonly or: string;
}

const FR: Words = {
  matters: {
    ROUTINE: 'Questions courantes',
    DEEP: 'Questions de fond',
    GOVERNANCE: 'Gouvernance',
    MANDATE: 'Mandats',
    EXCLUSION: 'Exclusions',
  },
  forms: { PHYSICAL: 'en présence', HYBRID: 'en salle et à distance', REMOTE: 'à distance' },
  bases: {
    ROLL: 'des inscrits',
    PRESENT: 'des présents',
    TURNOUT: 'des votants (pour, contre, abstentions et blancs)',
    EXPRESSED: 'des exprimés (pour et contre)',
  },
  ties: {
    STATUS_QUO: 'À égalité, rien ne change.',
    FURTHER_POLL: 'À égalité, on revote.',
    LOT: 'À égalité, on tire au sort.',
  },
  late: {
    KEEP: 'Qui part pendant un scrutin le termine.',
    STRIKE_UNCAST: 'Qui part pendant un scrutin en est retiré, sauf si son bulletin est dans l’urne.',
  },
  units: [
    ['an', 'ans'],
    ['mois', 'mois'],
    ['semaine', 'semaines'],
    ['jour', 'jours'],
    ['heure', 'heures'],
    ['minute', 'minutes'],
    ['seconde', 'secondes'],
  ],
  nothing: 'aucun délai',
  or: ' ou ',
};

const EN: Words = {
  matters: {
    ROUTINE: 'Routine questions',
    DEEP: 'Questions that need thought',
    GOVERNANCE: 'Governance',
    MANDATE: 'Mandates',
    EXCLUSION: 'Exclusions',
  },
  forms: { PHYSICAL: 'in person', HYBRID: 'in rooms and remote', REMOTE: 'remote' },
  bases: {
    ROLL: 'everyone on the roll',
    PRESENT: 'those present',
    TURNOUT: 'those who vote (for, against, abstaining and blank)',
    EXPRESSED: 'the votes for and against',
  },
  ties: {
    STATUS_QUO: 'On a tie, nothing changes.',
    FURTHER_POLL: 'On a tie, there is another poll.',
    LOT: 'On a tie, a lot is drawn.',
  },
  late: {
    KEEP: 'Whoever leaves during a poll finishes it.',
    STRIKE_UNCAST: 'Whoever leaves during a poll is struck off, unless their ballot is in the box.',
  },
  units: [
    ['year', 'years'],
    ['month', 'months'],
    ['week', 'weeks'],
    ['day', 'days'],
    ['hour', 'hours'],
    ['minute', 'minutes'],
    ['second', 'seconds'],
  ],
  nothing: 'no time',
  or: ' or ',
};

/** What a clause means, in sentences: the first names it, the others are one rule each. */
export const describeClause = (clause: Clause, locale: Locale): readonly string[] =>
  locale === 'fr' ? inFrench(clause) : inEnglish(clause);

function inFrench(clause: Clause): string[] {
  const { quorum, threshold } = clause;
  const prevailing = clause.prevailingForms.map((form) => FR.forms[form]).join(' ou ');
  const consent = clause.allowedMethods.includes('consent@1');
  const plus = threshold.plus > 0 ? `, et ${threshold.plus} voix de plus` : '';
  return [
    FR.matters[clause.matter],
    `Se décide ${placesOf(clause, FR, 'en ligne', 'en assemblée')}.`,
    prevailing
      ? `Ce qu’une assemblée ${prevailing} décide ne se défait pas en ligne.`
      : 'Ce qu’une assemblée décide peut se défaire en ligne.',
    clause.method === 'consent@1'
      ? 'Adopté par consentement : quand aucune objection argumentée ne tient.'
      : `Adopté quand les voix pour ${threshold.strict ? 'dépassent' : 'atteignent au moins'} ${threshold.fraction} ${FR.bases[clause.base]}${plus}.`,
    ...(consent && clause.method !== 'consent@1'
      ? ['On peut choisir le consentement à la place du vote.']
      : []),
    ...consentInFrench(clause),
    ...electionInFrench(clause),
    quorum
      ? `Quorum : le nombre ${FR.bases[quorum.counts]} doit atteindre ${quorum.fraction} ${FR.bases[quorum.of]}.`
      : 'Sans quorum.',
    timesOf(clause, FR, ['Discussion avant le vote : ', 'vote en ligne : ', 'convocation : '], ' ; '),
    ...longerIn(
      clause,
      FR,
      (time) =>
        `Si des personnes inscrites n’ont pas d’adresse électronique, le vote en ligne dure ${time}, à moins que chacune n’ait été prévenue.`,
    ),
    `Soutiens nécessaires : ${clause.supportNeeded} ; ${clause.mayPropose === 'ANY_MEMBER' ? 'tout membre propose, personnes morales comprises' : 'seules les personnes physiques proposent'}.`,
    FR.ties[clause.tieRule],
    FR.late[clause.lateRule],
    clause.ballotMayChange
      ? 'Un bulletin se change jusqu’à la clôture.'
      : 'Un bulletin déposé ne se change pas.',
    `Les bulletins portent un nom ; ${clause.ballotsVisibleTo === 'NOBODY' ? 'personne ne les voit' : 'les membres les voient ensuite'}. Le résultat est ${clause.resultVisibility === 'PUBLIC' ? 'public' : 'pour les membres'}.`,
    `Contestation : ${lasting(clause.contestPeriod, FR)}.`,
    ...groupsInFrench(clause),
    ...clause.interpretations.map(({ question, choice }) => `Choix : ${question} ${choice}`),
  ];
}

function inEnglish(clause: Clause): string[] {
  const { quorum, threshold } = clause;
  const prevailing = clause.prevailingForms.map((form) => EN.forms[form]).join(' or ');
  const consent = clause.allowedMethods.includes('consent@1');
  const plus = threshold.plus > 0 ? `, and ${threshold.plus} more` : '';
  return [
    EN.matters[clause.matter],
    `Decided ${placesOf(clause, EN, 'online', 'in assembly')}.`,
    prevailing
      ? `What an assembly ${prevailing} decides is not undone online.`
      : 'What an assembly decides may be undone online.',
    clause.method === 'consent@1'
      ? 'Adopted by consent: when no argued objection stands.'
      : `Adopted when the votes for ${threshold.strict ? 'are more than' : 'are at least'} ${threshold.fraction} of ${EN.bases[clause.base]}${plus}.`,
    ...(consent && clause.method !== 'consent@1' ? ['Consent may be chosen instead of a vote.'] : []),
    ...consentInEnglish(clause),
    ...electionInEnglish(clause),
    quorum
      ? `Quorum: ${EN.bases[quorum.counts]} must be at least ${quorum.fraction} of ${EN.bases[quorum.of]}.`
      : 'No quorum.',
    timesOf(clause, EN, ['Discussion before voting: ', 'voting online: ', 'notice: '], '; '),
    ...longerIn(
      clause,
      EN,
      (time) =>
        `Where somebody on the roll has no e-mail address, voting online lasts ${time}, unless each of them was told.`,
    ),
    `Support needed: ${clause.supportNeeded}; ${clause.mayPropose === 'ANY_MEMBER' ? 'any member proposes, legal persons too' : 'natural persons alone propose'}.`,
    EN.ties[clause.tieRule],
    EN.late[clause.lateRule],
    clause.ballotMayChange
      ? 'A ballot may be changed until closing.'
      : 'A ballot in the box is not changed any more.',
    `Ballots bear names; ${clause.ballotsVisibleTo === 'NOBODY' ? 'nobody sees them' : 'members see them afterwards'}. The result is ${clause.resultVisibility === 'PUBLIC' ? 'public' : 'for members'}.`,
    `Contesting: ${lasting(clause.contestPeriod, EN)}.`,
    ...groupsInEnglish(clause),
    ...clause.interpretations.map(({ question, choice }) => `Choice: ${question} ${choice}`),
  ];
}

function consentInFrench({ consent }: Clause): string[] {
  if (!consent) return [];
  const { rounds, fallback, setAside } = consent;
  return [
    `Le consentement se cherche en ${rounds} tour(s) au plus ; en ligne : présentation ${lasting(consent.presentation, FR)}, clarification ${lasting(consent.clarification, FR)}, réactions ${lasting(consent.reaction, FR)}, puis ${lasting(consent.integration, FR)} pour intégrer les objections, chaque fois.`,
    fallback === 'POLL'
      ? 'Si des objections tiennent encore ensuite, on vote.'
      : 'Si des objections tiennent encore ensuite, la proposition est rejetée.',
    setAside
      ? `Une objection est écartée quand elle est dite sans argument par ${shareOf(setAside, 'plus de ', 'au moins ')} des autres personnes interrogées.`
      : 'Seul son auteur retire une objection.',
  ];
}

function consentInEnglish({ consent }: Clause): string[] {
  if (!consent) return [];
  const { rounds, fallback, setAside } = consent;
  return [
    `Consent is sought in ${rounds} round(s) at most; online: presentation ${lasting(consent.presentation, EN)}, clarification ${lasting(consent.clarification, EN)}, reactions ${lasting(consent.reaction, EN)}, then ${lasting(consent.integration, EN)} to integrate objections, each time.`,
    fallback === 'POLL'
      ? 'If objections still stand then, there is a vote.'
      : 'If objections still stand then, the proposal is rejected.',
    setAside
      ? `An objection is set aside when ${shareOf(setAside, 'more than ', 'at least ')} of the others who were asked find it without argument.`
      : 'Nobody but its author withdraws an objection.',
  ];
}

const shareOf = ({ fraction, strict, plus }: Threshold, more: string, least: string): string =>
  `${strict ? more : least}${fraction}${plus > 0 ? ` + ${plus}` : ''}`;

function groupsInFrench({ groups }: Clause): string[] {
  if (!groups) return [];
  const { freeCreation, dormantAfter } = groups;
  return [
    `Groupes de travail : ${freeCreation ? 'tout membre qui peut proposer peut en créer un' : 'une décision crée chacun d’eux'} ; sans activité, un groupe peut être mis en sommeil après ${lasting(dormantAfter, FR)}.`,
  ];
}

function groupsInEnglish({ groups }: Clause): string[] {
  if (!groups) return [];
  const { freeCreation, dormantAfter } = groups;
  return [
    `Working groups: ${freeCreation ? 'any member who may propose may make one' : 'a decision makes each'}; one in which nothing happens may be put to sleep after ${lasting(dormantAfter, EN)}.`,
  ];
}

const ADOPTIONS: Readonly<Record<Locale, Readonly<Record<Adoption, string>>>> = {
  fr: {
    NOTHING: 'C’est alors une préférence, sans effet.',
    THRESHOLD:
      'L’option élue est adoptée si les bulletins qui la mettent au-dessus de « rien ne change » atteignent le même seuil.',
    CONFIRMING_POLL: 'L’option élue est ensuite confirmée, ou non, par oui ou non.',
  },
  en: {
    NOTHING: 'That is a preference then, without effect.',
    THRESHOLD:
      'The option elected is adopted if the ballots that put it above “nothing changes” reach the same threshold.',
    CONFIRMING_POLL: 'The option elected is then confirmed, or not, by yes or no.',
  },
};

function electionInFrench({ election, allowedMethods }: Clause): string[] {
  if (!election) return [];
  const methods = allowedMethods.filter(isElectionMethod).length;
  return [
    `On peut aussi choisir entre des options (méthodes permises : ${methods}). ${ADOPTIONS.fr[election.adopts]}`,
    election.ballotsPublished
      ? 'Tous les classements sont montrés avec le résultat, sans les noms : un classement rare peut trahir qui l’a fait.'
      : 'Les classements ne sont pas montrés : le détail du dépouillement l’est.',
    ...quotasIn(election, ' : ', {
      all: 'Parmi les options élues ensemble : ',
      least: (share) => `${share} au moins`,
      most: (share) => `${share} au plus`,
      each: (kind) => `chaque groupe « ${kind} »`,
      of: (share) => `${share} des sièges`,
      from: (seats) => ` (à partir de ${seats} sièges)`,
    }),
  ];
}

function electionInEnglish({ election, allowedMethods }: Clause): string[] {
  if (!election) return [];
  const methods = allowedMethods.filter(isElectionMethod).length;
  return [
    `One may also choose among options (methods allowed: ${methods}). ${ADOPTIONS.en[election.adopts]}`,
    election.ballotsPublished
      ? 'All rankings are shown with the result, without names: a rare ranking may tell whose it is.'
      : 'Rankings are not shown: how they were counted is.',
    ...quotasIn(election, ': ', {
      all: 'Among the options elected together: ',
      least: (share) => `${share} at least`,
      most: (share) => `${share} at most`,
      each: (kind) => `each group “${kind}”`,
      of: (share) => `${share} of the seats`,
      from: (seats) => ` (from ${seats} seats on)`,
    }),
  ];
}

interface QuotaWords {
  readonly all: string;
  readonly least: (share: string) => string;
  readonly most: (share: string) => string;
  readonly each: (kind: string) => string;
  readonly of: (share: string) => string;
  readonly from: (seats: number) => string;
}

function quotasIn({ quotas = [] }: ElectionRule, colon: string, words: QuotaWords): string[] {
  if (quotas.length === 0) return [];
  const share = (given: Share): string => (typeof given === 'number' ? String(given) : words.of(given));
  const said = quotas.map(({ group, least, most, from }) => {
    const bounds = [
      ...(least == null ? [] : [words.least(share(least))]),
      ...(most == null ? [] : [words.most(share(most))]),
    ];
    const whom = group.endsWith(EACH) ? words.each(group.slice(0, -1)) : group;
    return `${whom}${colon}${bounds.join(', ')}${from == null ? '' : words.from(from)}`;
  });
  return [`${words.all}${said.join(' ; ')}.`];
}

function placesOf({ venues, forms }: Clause, words: Words, online: string, assembly: string): string {
  const named = forms.map((form) => words.forms[form]).join(' ; ');
  const places = venues.map((venue) => (venue === 'ONLINE' ? online : `${assembly} (${named})`));
  return places.join(words.or);
}

/** The waiting times that the clause's venues have. */
function timesOf(
  { venues, minimumDeliberation, minimumVoting, notice }: Clause,
  words: Words,
  [deliberation, voting, convening]: readonly [string, string, string],
  separator: string,
): string {
  const times = [
    deliberation + lasting(minimumDeliberation, words),
    ...(venues.includes('ONLINE') ? [voting + lasting(minimumVoting, words)] : []),
    ...(venues.includes('ASSEMBLY') ? [convening + lasting(notice, words)] : []),
  ];
  return `${times.join(separator)}.`;
}

const longerIn = (
  { minimumVotingUnreached: longer }: Clause,
  words: Words,
  said: (time: string) => string,
): string[] => (longer === undefined ? [] : [said(lasting(longer, words))]);

const PARTS = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** `7 jours`, `1 hour 30 minutes`; a duration in other parts stays as it is written. */
function lasting(duration: CalendarDuration, { units, nothing }: Words): string {
  const parts = PARTS.exec(duration)?.slice(1);
  if (!parts) return duration;
  const said = units.flatMap(([one, many], place) => {
    const count = Number(parts[place] ?? 0);
    return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
  });
  return said.length === 0 ? nothing : said.join(' ');
}
