import type { FaceName } from './faces.js';

/** A role that words have in the tree of a document: a link, a change, what stands for a lost character. */
export interface Role {
  readonly kind: 'LINK' | 'INSERTED' | 'DELETED' | 'INSTEAD';
  /** Where a link leads. */
  readonly href?: string;
  /** What is read aloud in place of the words. */
  readonly actual?: string;
}

/** Words of one look, in one place of the tree. */
export interface Run {
  readonly text: string;
  readonly face: FaceName;
  readonly size: number;
  readonly struck: boolean;
  /** From the paragraph inwards. */
  readonly roles: readonly Role[];
}

/** Words of one look in a line, and where they begin. */
export interface Placed extends Run {
  readonly x: number;
  readonly width: number;
}

export type Line = readonly Placed[];

type Measure = (text: string, face: FaceName, size: number) => number;

interface Piece extends Run {
  readonly width: number;
}

/** Between words, after hyphens and at line ends: where a line may end. */
const PIECES = /\n| +|[^ \n-]*-+|[^ \n-]+/g;

/** Breaks words into lines of a width; a word that is wider than that is broken where it must be. */
export function linesOf(runs: readonly Run[], width: number, measure: Measure): Line[] {
  const breaking = new Breaking(width, measure);
  let word: Piece[] = [];
  const endWord = (): void => {
    breaking.add(word);
    word = [];
  };
  for (const run of runs)
    for (const text of run.text.match(PIECES) ?? []) {
      const piece = { ...run, text, width: text === '\n' ? 0 : measure(text, run.face, run.size) };
      if (text === '\n') {
        endWord();
        breaking.endLine();
      } else if (text.startsWith(' ')) {
        endWord();
        breaking.addSpace(piece);
      } else {
        word.push(piece);
        if (text.endsWith('-')) endWord();
      }
    }
  endWord();
  breaking.endLine();
  return breaking.lines;
}

class Breaking {
  readonly lines: Line[] = [];
  private line: Placed[] = [];
  private x = 0;

  constructor(
    private readonly width: number,
    private readonly measure: Measure,
  ) {}

  add(word: readonly Piece[]): void {
    const needed = word.reduce((sum, piece) => sum + piece.width, 0);
    if (needed > this.width) {
      for (const piece of word) this.addLetters(piece);
      return;
    }
    if (this.x + needed > this.width) this.endLine();
    for (const piece of word) this.place(piece);
  }

  /** A space at the end of a line stays there, beyond its width: it parts words for whoever copies them. */
  addSpace(piece: Piece): void {
    if (this.line.length > 0) this.place(piece);
  }

  endLine(): void {
    this.lines.push(this.line);
    this.line = [];
    this.x = 0;
  }

  private addLetters(piece: Piece): void {
    for (const { segment } of new Intl.Segmenter('fr').segment(piece.text)) {
      const width = this.measure(segment, piece.face, piece.size);
      if (this.x + width > this.width && this.line.length > 0) this.endLine();
      this.place({ ...piece, text: segment, width });
    }
  }

  private place(piece: Piece): void {
    const last = this.line.at(-1);
    const { x } = this;
    this.x += piece.width;
    if (!last || last.face !== piece.face || last.roles !== piece.roles || last.struck !== piece.struck)
      this.line.push({ ...piece, x });
    else
      this.line[this.line.length - 1] = {
        ...last,
        text: last.text + piece.text,
        width: last.width + piece.width,
      };
  }
}
