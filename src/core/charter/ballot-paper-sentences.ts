import type { Locale } from '../kernel/actors.js';
import type { BallotPaper, EqualRanks, LeftOut } from './ballot-paper.js';
import type { Adoption, TieRule } from './clause.js';

/** What a paper says to whoever fills it in, a sentence or two for each question that they may have. */
export interface PaperInWords {
  readonly howTo: string;
  readonly blankMeans: string;
  readonly tieMeans: string | null;
}

/** How to fill in a ballot, what a blank one means and what becomes of a tie, in words that name no method. */
export const paperInWords = (paper: BallotPaper, locale: Locale): PaperInWords => ({
  howTo: [
    MARK[locale](paper),
    paper.equalRanks && paper.kind === 'RANKING' && EQUAL[locale][paper.equalRanks],
    paper.leftOut && paper.mostMarked !== 1 && LEFT[locale](paper, paper.leftOut),
    AGAINST_STATUS_QUO[locale](paper),
    SEATS[locale](paper),
    paper.adopts && paper.adopts !== 'THRESHOLD' && THEN[locale][paper.adopts],
  ]
    .filter((sentence) => typeof sentence === 'string' && sentence !== '')
    .join(' '),
  blankMeans: BLANK[locale](paper),
  tieMeans: paper.onTie && TIE[locale][paper.onTie],
});

type Say = Readonly<Record<Locale, (paper: BallotPaper) => string>>;

const MARK: Say = {
  fr: (paper) => {
    const most = paper.mostMarked;
    switch (paper.kind) {
      case 'YES_NO':
        return 'Répondez pour ou contre.';
      case 'CONSENT':
        return 'Dites si vous consentez ; si vous objectez, dites pourquoi. Une objection maintenue arrête la proposition.';
      case 'ONE_CHOICE':
        return 'Choisissez une option : elle seule reçoit votre voix.';
      case 'RANKING':
        return `Classez les options, la préférée d’abord.${most === null ? '' : ` Seuls vos ${most} premiers rangs sont lus.`}`;
      case 'APPROVAL':
        return `Cochez ${paper.budget === null ? 'toutes les options qui vous conviennent' : `ce que vous voulez financer ; budget : ${paper.budget}`}.${most === null ? '' : ` ${most} au plus : un bulletin qui en coche davantage n’est pas compté.`}`;
      case 'SCORES':
        return `Notez chaque option de ${paper.leastScore} à ${paper.greatestScore}, la plus haute note à la meilleure.`;
      case 'GRADES':
        return `Donnez à chaque option une mention : ${paper.grades.join(' ; ')}, de la plus basse à la plus haute.`;
      case 'DOTS':
        return `Gommettes à répartir : ${paper.dots}, sur une ou plusieurs options ; vous pouvez en garder.`;
    }
  },
  en: (paper) => {
    const most = paper.mostMarked;
    switch (paper.kind) {
      case 'YES_NO':
        return 'Answer for or against.';
      case 'CONSENT':
        return 'Say whether you consent; if you object, say why. An objection that stands stops the proposal.';
      case 'ONE_CHOICE':
        return 'Choose one option: it alone gets your voice.';
      case 'RANKING':
        return `Rank the options, the one you like best first.${most === null ? '' : ` Only your first ${most} ranks are read.`}`;
      case 'APPROVAL':
        return `Tick ${paper.budget === null ? 'every option that suits you' : `what you want to be paid for; budget: ${paper.budget}`}.${most === null ? '' : ` At most ${most}: a ballot that ticks more is not counted.`}`;
      case 'SCORES':
        return `Score each option from ${paper.leastScore} to ${paper.greatestScore}, the highest for the best.`;
      case 'GRADES':
        return `Give each option a grade: ${paper.grades.join('; ')}, from the lowest to the highest.`;
      case 'DOTS':
        return `Dots to spread: ${paper.dots}, on one option or several; you may keep some.`;
    }
  },
};

const EQUAL: Readonly<Record<Locale, Readonly<Record<EqualRanks, string>>>> = {
  fr: {
    COUNTED: 'Vous pouvez en mettre plusieurs à égalité.',
    UNREAD:
      'Pas d’options à égalité : un rang qui en met plusieurs ensemble peut ne donner de voix à aucune.',
    REFUSED: 'Pas d’options à égalité : un tel bulletin est refusé.',
  },
  en: {
    COUNTED: 'You may put several together as equal.',
    UNREAD: 'Put none together as equal: a rank that holds several may give its voice to none of them.',
    REFUSED: 'Put none together as equal: such a ballot is refused.',
  },
};

const LEFT: Readonly<Record<Locale, (paper: BallotPaper, leftOut: LeftOut) => string>> = {
  fr: ({ defaultGrade, kind }, leftOut) =>
    ({
      BELOW:
        kind === 'APPROVAL'
          ? 'Une option non cochée n’a pas votre voix.'
          : 'Vous pouvez en laisser : elles passent après les autres.',
      LEAST: kind === 'DOTS' ? '' : 'Une option sans note compte comme la plus basse.',
      AVERAGE:
        'Une option laissée de côté compte comme la moyenne, ou la mention médiane, que les autres lui donnent.',
      DEFAULT_GRADE: `Une option laissée de côté compte comme « ${defaultGrade ?? ''} ».`,
      NOT_JUDGED: 'Une option laissée de côté n’est pas jugée par vous.',
      NOT_ALLOWED: 'Il en faut une pour chaque option.',
    })[leftOut],
  en: ({ defaultGrade, kind }, leftOut) =>
    ({
      BELOW:
        kind === 'APPROVAL'
          ? 'An option not ticked does not get your voice.'
          : 'You may leave some out: they come after the others.',
      LEAST: kind === 'DOTS' ? '' : 'An option without a score counts as the lowest.',
      AVERAGE: 'An option left out counts as the average, or the middle grade, that others give it.',
      DEFAULT_GRADE: `An option left out counts as “${defaultGrade ?? ''}”.`,
      NOT_JUDGED: 'An option left out is not judged by you.',
      NOT_ALLOWED: 'Each option needs one.',
    })[leftOut],
};

const AGAINST_STATUS_QUO: Say = {
  fr: ({ adopts, kind }) => {
    if (adopts !== 'THRESHOLD') return '';
    const also =
      kind === 'ONE_CHOICE'
        ? 'Les rangs suivants disent seulement ce que vous préférez à « rien ne change ». '
        : '';
    return `${also}L’option élue n’est adoptée que si assez de bulletins la mettent au-dessus de « rien ne change ».`;
  },
  en: ({ adopts, kind }) => {
    if (adopts !== 'THRESHOLD') return '';
    const also = kind === 'ONE_CHOICE' ? 'Further ranks only say what you prefer to “nothing changes”. ' : '';
    return `${also}The option elected is adopted only if enough ballots put it above “nothing changes”.`;
  },
};

const SEATS: Say = {
  fr: ({ seats, adopts }) => {
    if (seats === 1) return '';
    const empty =
      adopts === 'THRESHOLD' ? ' « Rien ne change » peut en obtenir une, qui reste alors vide.' : '';
    return `Places à pourvoir : ${seats}.${empty}`;
  },
  en: ({ seats, adopts }) => {
    if (seats === 1) return '';
    const empty = adopts === 'THRESHOLD' ? ' “Nothing changes” may take one, which then stays empty.' : '';
    return `Places to fill: ${seats}.${empty}`;
  },
};

const THEN: Readonly<Record<Locale, Readonly<Record<Exclude<Adoption, 'THRESHOLD'>, string>>>> = {
  fr: {
    NOTHING: 'C’est un avis : rien n’en découle.',
    CONFIRMING_POLL: 'Ce qui est choisi est ensuite adopté, ou non, par un scrutin par oui ou non.',
  },
  en: {
    NOTHING: 'This asks for a preference: nothing follows from it.',
    CONFIRMING_POLL: 'What is chosen is then adopted, or not, by a poll of yes and no.',
  },
};

const BLANK: Say = {
  fr: ({ kind, blankWeighs }) => {
    if (kind === 'CONSENT')
      return 'Vous abstenir, c’est vous tenir à l’écart : ni consentement, ni objection.';
    const said =
      'Un bulletin blanc, ou une abstention, dit que vous votez sans choisir : il compte parmi les votants';
    return blankWeighs
      ? `${said}, et pèse contre une adoption, car la part demandée se calcule aussi sur vous.`
      : `${said}, pour le quorum s’il y en a un, et ne change rien au résultat.`;
  },
  en: ({ kind, blankWeighs }) => {
    if (kind === 'CONSENT') return 'To abstain is to stand aside: neither consent nor objection.';
    const said =
      'A blank ballot, or an abstention, says that you vote without choosing: it counts among those who voted';
    return blankWeighs
      ? `${said}, and weighs against an adoption, for the share asked is of you too.`
      : `${said}, for the quorum if there is one, and changes nothing in the result.`;
  },
};

const TIE: Readonly<Record<Locale, Readonly<Record<TieRule, string>>>> = {
  fr: {
    STATUS_QUO: 'En cas d’égalité, rien n’est adopté.',
    FURTHER_POLL: 'En cas d’égalité, rien n’est décidé : un autre scrutin peut être ouvert.',
    LOT: 'En cas d’égalité, un tirage au sort que chacun peut refaire tranche, une fois l’urne fermée.',
  },
  en: {
    STATUS_QUO: 'On a tie, nothing is adopted.',
    FURTHER_POLL: 'On a tie, nothing is decided: another poll may be opened.',
    LOT: 'On a tie, a lot that anybody can redo decides, once the box is shut.',
  },
};
