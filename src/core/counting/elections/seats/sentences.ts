import type { WrittenRows } from '../bearings.js';
import type { SentencesOf } from '../steps.js';
import { list } from '../words.js';
import type { PavCommittee, SeatFacts } from './facts.js';

export const SEAT_SENTENCES: SentencesOf<SeatFacts> = {
  SEAT_WEIGHED: {
    fr: ({ rule, seat, options }) =>
      rule === 'LOAD'
        ? `Siège ${seat} : charge de chaque bulletin si l’option l’obtient, (1 + charges déjà portées) / bulletins. ` +
          weighed(options, 'bulletins chargés de', ' : ')
        : `Siège ${seat} : ce que chaque option apporte, un bulletin comptant 1 / (options déjà élues + 1). ` +
          weighed(options, 'bulletins avec élues :', ' : '),
    en: ({ rule, seat, options }) =>
      rule === 'LOAD'
        ? `Seat ${seat}: load of each ballot if the option has it, (1 + loads already borne) / ballots. ` +
          weighed(options, 'ballots that bear', ': ')
        : `Seat ${seat}: what each option adds, a ballot counting 1 / (options already elected + 1). ` +
          weighed(options, 'ballots with elected:', ': '),
  },
  SEAT_FILLED: {
    fr: ({ rule, seat, option, value, shared }) =>
      `Siège ${seat} : ${option}, ${rule === 'LOAD' ? 'charge la plus légère' : 'plus grand apport'} ` +
      `(${value.rounded}).` +
      sharedInWords(
        shared,
        ` Bulletins qui l’approuvent et approuvent aussi une autre option, avant ce siège. `,
        ' : ',
      ),
    en: ({ rule, seat, option, value, shared }) =>
      `Seat ${seat}: ${option}, ${rule === 'LOAD' ? 'the lightest load' : 'the most added'} ` +
      `(${value.rounded}).` +
      sharedInWords(shared, ` Ballots that approve it and another option too, before this seat. `, ': '),
  },
  NOBODY_APPROVES: {
    fr: ({ options, seats }) => `Sièges restants : ${seats}. Aucun bulletin n’approuve : ${list(options)}.`,
    en: ({ options, seats }) => `Seats left: ${seats}. No ballot approves: ${list(options)}.`,
  },
  COMMITTEES_TIED: {
    fr: ({ number, committees }) => `Équipes à égalité : ${number}. ${committeesInWords(committees)}`.trim(),
    en: ({ number, committees }) => `Committees tied: ${number}. ${committeesInWords(committees)}`.trim(),
  },
  COMMITTEES_NOT_FOLLOWED: {
    fr: ({ limit }) => `Trop d’égalités pour dire toutes les équipes possibles (plus de ${limit} états).`,
    en: ({ limit }) => `Too many ties to say every committee that is possible (more than ${limit} states).`,
  },
  PAV_BEST: {
    fr: ({ options, seats, examined, score, best }) =>
      `Équipes de ${seats} examinées, parmi ${list(options)} : ${examined}. Meilleur score : ${score.rounded}, ` +
      `un bulletin comptant 1 + 1/2 + 1/3… ` +
      best
        .map(
          ({ members, rows }) =>
            `${list(members)} (${rowsOfMembers(rows, 'approuvées par bulletin', 'bulletins')}).`,
        )
        .join(' '),
    en: ({ options, seats, examined, score, best }) =>
      `Committees of ${seats} looked at, of ${list(options)}: ${examined}. Best score: ${score.rounded}, ` +
      `a ballot counting 1 + 1/2 + 1/3… ` +
      best
        .map(
          ({ members, rows }) =>
            `${list(members)} (${rowsOfMembers(rows, 'approved by a ballot', 'ballots')}).`,
        )
        .join(' '),
  },
  PAV_ELECTED: {
    fr: ({ members }) => `Équipe élue : ${list(members)}.`,
    en: ({ members }) => `Committee elected: ${list(members)}.`,
  },
};

const rowsInWords = (rows: WrittenRows, ballotsBearing: string): string =>
  list(rows.map(({ bears, ballots }) => `${ballots} ${ballotsBearing} ${bears.rounded}`));

const weighed = (
  options: SeatFacts['SEAT_WEIGHED']['options'],
  ballotsBearing: string,
  colon: string,
): string =>
  Object.entries(options)
    .map(
      ([option, { rows, value }]) =>
        `${option}${colon}${value.rounded} (${rowsInWords(rows, ballotsBearing)}).`,
    )
    .join(' ');

const sharedInWords = (shared: SeatFacts['SEAT_FILLED']['shared'], intro: string, colon: string): string => {
  const entries = Object.entries(shared);
  if (entries.length === 0) return '';
  return (
    intro +
    entries
      .map(
        ([option, rows]) =>
          `${option}${colon}${list(rows.map((row) => `${row.ballots} × ${row.bears.rounded}`))}.`,
      )
      .join(' ')
  );
};

const committeesInWords = (committees: readonly (readonly string[])[]): string =>
  committees.map((committee) => `${list(committee)}.`).join(' ');

const rowsOfMembers = (rows: PavCommittee['rows'], approved: string, ballotsInWords: string): string =>
  `${approved} : ${list(rows.map(({ members, ballots }) => `${members} × ${ballots} ${ballotsInWords}`))}`;
