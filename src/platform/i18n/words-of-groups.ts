/** What the facts of refusals about working groups are called. */
export const WORDS_OF_GROUPS = {
  NOT_IN_GROUP: {
    fr: 'vous n’étiez pas dans ce groupe de travail à l’ouverture',
    en: 'you were not in this working group when it opened',
  },
  // What goes beyond a group
  PATCH_TEXT: { fr: 'modifier un texte', en: 'changing a text' },
  CHANGE_CHARTER: { fr: 'changer les règles de fonctionnement', en: 'changing the decision rules' },
  ADMIT_MEMBER: { fr: 'admettre un membre', en: 'admitting a member' },
  PUBLISH_APPEAL: { fr: 'publier un appel', en: 'publishing an appeal' },
  EXCLUDE_MEMBER: { fr: 'exclure quelqu’un', en: 'excluding somebody' },
  REINSTATE_MEMBER: { fr: 'revenir sur une exclusion', en: 'taking an exclusion back' },
  SETTLE_CHALLENGE: { fr: 'trancher une contestation', en: 'settling a challenge' },
  REOPEN_DECISION: { fr: 'rouvrir une décision', en: 'opening a decision again' },
  ADOPT_TEXT: { fr: 'adopter un texte', en: 'adopting a text' },
  TAKE_OVER_TEXT: { fr: 'reprendre un texte', en: 'taking a text over' },
  COSIGN_TEXT: { fr: 'cosigner un texte', en: 'co-signing a text' },
  AGREE_MAJORITY: { fr: 'convenir d’une majorité', en: 'agreeing on a majority' },
  CREATE_GROUP: { fr: 'créer un groupe', en: 'making a group' },
  RESCOPE_GROUP: { fr: 'changer le périmètre d’un groupe', en: 'changing what a group is for' },
  END_GROUP: { fr: 'mettre fin à un groupe', en: 'ending a group' },
  MANDATE_BEYOND_GROUP: {
    fr: 'un mandat hors de son périmètre',
    en: 'a mandate beyond its scope',
  },
  DECISION_OF_OTHERS: {
    fr: 'revenir sur une décision qu’il n’a pas prise',
    en: 'taking back a decision that it did not take',
  },
  IN_ASSEMBLY: { fr: 'un vote en assemblée', en: 'a poll in an assembly' },
  // What may be amiss with an input
  WITHOUT_GROUP: { fr: 'un avis est celui d’un groupe', en: 'advice is of a group' },
  NOT_OF_THE_COLLECTIVE: {
    fr: 'cette proposition n’est pas devant le collectif',
    en: 'this proposal is not before the collective',
  },
  ADVICE_DOES_NOTHING: { fr: 'un avis n’a aucun effet', en: 'advice has no effects' },
  NOT_ROUTINE: {
    fr: 'les groupes relèvent de la règle des questions courantes',
    en: 'groups are under the rule for routine questions',
  },
} as const;
