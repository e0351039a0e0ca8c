import type { WrittenRows } from '../bearings.js';
import type { SentencesOf } from '../steps.js';
import { list } from '../words.js';
import type { BudgetFacts } from './facts.js';

type Why = BudgetFacts['ENDOWMENT_KEPT']['why'];

const WHY_IN_FRENCH: Readonly<Record<Why, string>> = {
  WITHOUT_COMPLETION: 'sans complément',
  NOTHING_MORE_FITS: 'aucune autre option ne tient dans le reste du budget',
  NEXT_OVERSPENDS: 'l’augmentation suivante dépasserait le budget',
};
const WHY_IN_ENGLISH: Readonly<Record<Why, string>> = {
  WITHOUT_COMPLETION: 'without completion',
  NOTHING_MORE_FITS: 'no other option fits in what is left of the budget',
  NEXT_OVERSPENDS: 'the next raise would overspend the budget',
};

export const BUDGET_SENTENCES: SentencesOf<BudgetFacts> = {
  BUDGET: {
    fr: ({ budget, costs, voters, approvals, endowment, tooDear, unsupported }) =>
      `Budget : ${budget} ; pour chacun des ${voters} bulletins : ${endowment.rounded}. Coûts : ${inFigures(costs)}. ` +
      `Approbations : ${inFigures(approvals)}.` +
      (tooDear.length === 0 ? '' : ` Au-dessus du budget : ${list(tooDear)}.`) +
      (unsupported.length === 0 ? '' : ` Approuvées par personne : ${list(unsupported)}.`),
    en: ({ budget, costs, voters, approvals, endowment, tooDear, unsupported }) =>
      `Budget: ${budget}; for each of ${voters} ballots: ${endowment.rounded}. Costs: ${inFigures(costs)}. ` +
      `Approvals: ${inFigures(approvals)}.` +
      (tooDear.length === 0 ? '' : ` Above the budget: ${list(tooDear)}.`) +
      (unsupported.length === 0 ? '' : ` Approved by nobody: ${list(unsupported)}.`),
  },
  ENDOWMENT_TRIED: {
    fr: ({ raises, endowment, bought, cost }) =>
      `Avec ${endowment.rounded} par bulletin (augmentations : ${raises}), achetées : ${orNone(bought)} ; coût : ${cost}.`,
    en: ({ raises, endowment, bought, cost }) =>
      `With ${endowment.rounded} a ballot (raises: ${raises}), bought: ${orNone(bought)}; cost: ${cost}.`,
  },
  ENDOWMENT_KEPT: {
    fr: ({ why, raises, endowment }) =>
      `On garde ${endowment.rounded} par bulletin (augmentations : ${raises}) : ${WHY_IN_FRENCH[why]}.`,
    en: ({ why, raises, endowment }) =>
      `${endowment.rounded} a ballot is kept (raises: ${raises}): ${WHY_IN_ENGLISH[why]}.`,
  },
  OFFERS: {
    fr: ({ round, offers }) =>
      `Achat ${round}, prix pour chaque bulletin d’une unité de coût : ` +
      offersInWords(offers, ' : ', 'trop peu d’argent', 'bulletins à qui il reste'),
    en: ({ round, offers }) =>
      `Purchase ${round}, price for each ballot of a unit of cost: ` +
      offersInWords(offers, ': ', 'too little money', 'ballots left with'),
  },
  BOUGHT: {
    fr: ({ round, option, rate, share, shared }) =>
      `Achat ${round} : ${option}, au prix le plus bas (${rate.rounded}) ; chaque bulletin qui l’approuve paie ` +
      `${share.rounded}, ou tout ce qui lui reste.` +
      sharedInWords(
        shared,
        ' Bulletins qui approuvent aussi une autre option, par ce qu’ils avaient : ',
        ' : ',
      ),
    en: ({ round, option, rate, share, shared }) =>
      `Purchase ${round}: ${option}, at the lowest price (${rate.rounded}); each ballot that approves it pays ` +
      `${share.rounded}, or all that it has left.` +
      sharedInWords(shared, ' Ballots that approve another option too, by what they had: ', ': '),
  },
  TOPPED_UP: {
    fr: ({ added, left }) =>
      (added.length === 0
        ? 'Rien de plus ne tient dans le budget.'
        : `Ajoutées, les plus approuvées d’abord : `) +
      list(
        added.map(({ option, approvals, cost }) => `${option} (approbations : ${approvals}, coût : ${cost})`),
      ) +
      (added.length === 0 ? '' : '.') +
      ` Reste du budget : ${left}.`,
    en: ({ added, left }) =>
      (added.length === 0 ? 'Nothing more fits in the budget.' : `Added, the most approved first: `) +
      list(added.map(({ option, approvals, cost }) => `${option} (approvals: ${approvals}, cost: ${cost})`)) +
      (added.length === 0 ? '' : '.') +
      ` Left of the budget: ${left}.`,
  },
};

const orNone = (names: readonly string[]): string => (names.length === 0 ? '—' : list(names));

const inFigures = (numbers: { readonly [option: string]: string }): string =>
  orNone(Object.entries(numbers).map(([option, number]) => `${option} ${number}`));

const rowsInWords = (rows: WrittenRows, ballotsWith: string): string =>
  list(rows.map(({ bears, ballots }) => `${ballots} ${ballotsWith} ${bears.rounded}`));

const offersInWords = (
  offers: BudgetFacts['OFFERS']['offers'],
  colon: string,
  tooLittle: string,
  ballotsWith: string,
): string =>
  Object.entries(offers)
    .map(
      ([option, { rows, rate }]) =>
        `${option}${colon}${rate?.rounded ?? tooLittle} (${rowsInWords(rows, ballotsWith)}).`,
    )
    .join(' ');

const sharedInWords = (shared: BudgetFacts['BOUGHT']['shared'], intro: string, colon: string): string =>
  Object.keys(shared).length === 0
    ? ''
    : intro +
      Object.entries(shared)
        .map(([option, rows]) => `${option}${colon}${rowsInWords(rows, '×')}.`)
        .join(' ');
