import type { Locale } from '../../core/kernel/actors.js';
import type { AwaitedThing } from './home.page.js';

type Reason = AwaitedThing['reason'];

interface Words {
  readonly title: string;
  readonly what: string;
  readonly enter: string;
  readonly entered: string;
  readonly open: string;
  readonly texts: (collective: string) => string;
  readonly feed: string;
  readonly enterIt: string;
  readonly appeal: (title: string | null) => string;
  readonly hello: (name: string, collective: string) => string;
  readonly awaits: string;
  readonly nothing: string;
  readonly more: string;
  readonly yours: string;
  readonly reasons: { readonly [R in Reason]: (count: number) => string };
  readonly about: (sentence: string, title: string) => string;
  readonly due: { readonly [K in 'until' | 'for']: (when: string) => string };
  readonly places: string;
  readonly textsHere: string;
  readonly threadsHere: string;
  readonly whoDoesWhat: string;
  readonly groupsHere: string;
  readonly api: string;
  readonly letters: string;
  readonly rhythm: { readonly DAILY: string; readonly WEEKLY: string; readonly NONE: string };
  readonly save: string;
  readonly lost: string;
  readonly gone: string;
  readonly leave: string;
}

/** What the first page says. */
export const WORDS: { readonly [L in Locale]: Words } = {
  fr: {
    title: 'Ormée',
    what: 'Ici, un collectif délibère, vote et garde ses textes. Personne n’y commande : ce qui a été décidé se lit, se recompte et se change par la même voie.',
    enter: 'Entrer',
    entered: 'Vous êtes déjà entré·e sur cet appareil ?',
    open: 'Ouvrir ma page',
    texts: (collective) => `Les textes de ${collective}`,
    feed: 'à suivre par un lecteur de flux',
    enterIt: 'y entrer',
    appeal: (title) =>
      title === null ? 'Un appel à lire et à signer' : `Appel à lire et à signer : ${title}`,
    hello: (name, collective) => `Bonjour ${name}. Vous êtes membre de ${collective}.`,
    awaits: 'Ce qui vous attend',
    nothing: 'Rien ne vous attend en ce moment.',
    more: 'Il y en a d’autres : celles-ci viennent d’abord.',
    yours: 'Vos mandats et vos groupes',
    reasons: {
      ON_ROLL: () => 'Voter',
      CONSENT_ASKED: () => 'Dire si vous consentez',
      OBJECTION_INTEGRATED: () => 'Dire si vous consentez à la nouvelle version, qui intègre votre objection',
      EXCLUSION_ASKED: () => 'Répondre : votre exclusion est demandée',
      LAST_WORD: () => 'Dire le dernier mot, sur la demande de votre exclusion',
      CONSENT_PHASE: () => 'Poser vos questions, ou dire votre ressenti',
      OBJECTION_STANDS: () => 'Votre objection tient, et l’on cherche ce qui l’intégrerait',
      CONCERN_DUE: () => 'Regarder à nouveau une préoccupation, dont la date est venue',
      NOMINATION_ASKED: () => 'Dire à qui vous confieriez ce rôle, et pourquoi',
      REASONS_TO_READ: () => 'Lire les raisons des autres, et changer d’avis si elles vous convainquent',
      WORDS_HIDDEN: () =>
        'Des mots de vous ont été masqués par une personne mandatée. Vous pouvez lire pourquoi, et contester',
      HIDING_UPHELD: () => 'Vous avez contesté : une autre personne mandatée a maintenu vos mots masqués',
      UNREAD: (count) => (count === 1 ? 'Une contribution à lire' : `${count} contributions à lire`),
      REPORT_OVERDUE: () => 'Compte rendu de mandat en retard',
      REPORT_DUE: () => 'Compte rendu de mandat à rendre',
      HOLDS: () => 'Mandat',
      IN_GROUP: (count) =>
        count === 0
          ? 'Groupe de travail'
          : `Groupe de travail (${count} scrutins ouverts ou tâches à prendre)`,
      GROUP_ASLEEP: () => 'Groupe de travail qui dort, et que vous pouvez réveiller',
    },
    about: (sentence, title) => `${sentence} : ${title}`,
    due: { until: (when) => `jusqu’au ${when}`, for: (when) => `pour le ${when}` },
    places: 'Aller à',
    textsHere: 'Les textes',
    threadsHere: 'Les fils, où l’on parle',
    whoDoesWhat: 'Qui fait quoi : tâches à prendre, mandats, suites des décisions',
    groupsHere: 'Les groupes de travail',
    api: 'Toutes les opérations (demande un navigateur récent)',
    letters: 'Lettres qui disent ce qui vous attend',
    rhythm: { DAILY: 'chaque matin', WEEKLY: 'chaque lundi', NONE: 'jamais' },
    save: 'Enregistrer',
    lost: 'Nos lettres n’arrivent plus à votre adresse : ce qui vous attend se lit ici.',
    gone: 'Vous n’êtes plus membre de ce collectif.',
    leave: 'Sortir (sur cet appareil)',
  },
  en: {
    title: 'Ormée',
    what: 'Here a collective deliberates, votes and keeps its texts. Nobody is in command: what was decided can be read, counted again and changed in the same way.',
    enter: 'Enter',
    entered: 'You have entered on this device already?',
    open: 'Open my page',
    texts: (collective) => `The texts of ${collective}`,
    feed: 'to follow in a feed reader',
    enterIt: 'enter it',
    appeal: (title) => (title === null ? 'An appeal to read and sign' : `Appeal to read and sign: ${title}`),
    hello: (name, collective) => `Hello ${name}. You are a member of ${collective}.`,
    awaits: 'What awaits you',
    nothing: 'Nothing awaits you at the moment.',
    more: 'There are more: these come first.',
    yours: 'Your mandates and your groups',
    reasons: {
      ON_ROLL: () => 'Vote',
      CONSENT_ASKED: () => 'Say whether you consent',
      OBJECTION_INTEGRATED: () =>
        'Say whether you consent to the new version, which integrates your objection',
      EXCLUSION_ASKED: () => 'Answer: your exclusion is asked for',
      LAST_WORD: () => 'Say the last word, on the request for your exclusion',
      CONSENT_PHASE: () => 'Ask your questions, or say how you feel about it',
      OBJECTION_STANDS: () => 'Your objection stands, and the others look for what would integrate it',
      CONCERN_DUE: () => 'Look again at a concern, whose date has come',
      NOMINATION_ASKED: () => 'Say whom you would give this role, and why',
      REASONS_TO_READ: () => 'Read the reasons of others, and change your mind if they convince you',
      WORDS_HIDDEN: () => 'Words of yours were hidden under a mandate. You may read why, and appeal',
      HIDING_UPHELD: () => 'You appealed: somebody else with a mandate upheld that your words stay hidden',
      UNREAD: (count) => (count === 1 ? 'One contribution to read' : `${count} contributions to read`),
      REPORT_OVERDUE: () => 'Report on a mandate, overdue',
      REPORT_DUE: () => 'Report on a mandate',
      HOLDS: () => 'Mandate',
      IN_GROUP: (count) =>
        count === 0 ? 'Working group' : `Working group (${count} open polls or tasks to take)`,
      GROUP_ASLEEP: () => 'Working group that sleeps, and that you may wake',
    },
    about: (sentence, title) => `${sentence}: ${title}`,
    due: { until: (when) => `until ${when}`, for: (when) => `by ${when}` },
    places: 'Go to',
    textsHere: 'The texts',
    threadsHere: 'The threads, where people talk',
    whoDoesWhat: 'Who does what: tasks to take, mandates, what became of decisions',
    groupsHere: 'The working groups',
    api: 'All operations (needs a recent browser)',
    letters: 'Letters that say what awaits you',
    rhythm: { DAILY: 'every morning', WEEKLY: 'every Monday', NONE: 'never' },
    save: 'Save',
    lost: 'Our letters no longer reach your address: what awaits you is read here.',
    gone: 'You are no longer a member of this collective.',
    leave: 'Leave (on this device)',
  },
};
