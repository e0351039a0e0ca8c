/** One of the files that an office document is made of. Its name is ours: nothing of a text is in it. */
export interface PaperPart {
  readonly name: string;
  readonly content: string;
}

/** How words stand in a paragraph. */
export interface RunStyle {
  readonly strong?: boolean;
  readonly emphasis?: boolean;
  readonly struck?: boolean;
  readonly code?: boolean;
  readonly link?: boolean;
  readonly mark?: Mark;
}

export type Mark = 'INSERTED' | 'DELETED';

/** Languages with the country that spell checkers ask for. */
export const REGIONS = { fr: 'fr-FR', en: 'en-GB' } as const;
