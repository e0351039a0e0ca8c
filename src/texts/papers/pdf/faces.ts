import { createRequire } from 'node:module';

/** A typeface of the document, in the four shapes of words and in that of code. */
export type FaceName = 'REGULAR' | 'BOLD' | 'OBLIQUE' | 'BOLD_OBLIQUE' | 'MONO';

const FILES: Readonly<Record<FaceName, string>> = {
  REGULAR: 'DejaVuSansCondensed',
  BOLD: 'DejaVuSansCondensed-Bold',
  OBLIQUE: 'DejaVuSansCondensed-Oblique',
  BOLD_OBLIQUE: 'DejaVuSansCondensed-BoldOblique',
  MONO: 'DejaVuSansMono',
};

/**
 * Letters that stand from right to left, or change with their neighbours: drawn one after the other as they are here,
 * they would be no words.
 */
const OTHER_ORDER =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Tibetan}\p{Script=Myanmar}\p{Script=Mongolian}]/u;

/** Leaves no ink anywhere. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u;

/** A piece of words that one face can draw; `lost` is what no face has, said by its number. */
export interface Drawable {
  readonly text: string;
  readonly face: FaceName;
  readonly lost: string | null;
}

/** What a typeface can be asked: as the library read it. */
interface Font {
  hasGlyphForCodePoint(code: number): boolean;
}

/** The typefaces of a document, each read once and only where words need it. */
export class Faces {
  private readonly read = new Map<FaceName, Font>();

  constructor(private readonly pdf: PDFKit.PDFDocument) {}

  /** Whatever is drawn or measured next is in this face. */
  use(face: FaceName, size: number): void {
    this.of(face);
    this.pdf.font(face).fontSize(size);
  }

  /** Words in pieces, each with a face that has all of its characters. */
  drawable(text: string, wished: FaceName): Drawable[] {
    const pieces: { text: string; face: FaceName; lost: string | null }[] = [];
    for (const sign of text) {
      const face = this.faceOf(sign, wished);
      if (face === null && INVISIBLE.test(sign)) continue;
      const last = pieces.at(-1);
      if (face === null) pieces.push({ text: numberOf(sign), face: wished, lost: sign });
      else if (last?.lost === null && last.face === face) last.text += sign;
      else pieces.push({ text: sign, face, lost: null });
    }
    return pieces;
  }

  /** Whether every character can be drawn. */
  canDraw(text: string): boolean {
    for (const sign of new Set(text))
      if (sign >= ' ' && this.faceOf(sign, 'REGULAR') === null && !INVISIBLE.test(sign)) return false;
    return true;
  }

  private faceOf(sign: string, wished: FaceName): FaceName | null {
    if (OTHER_ORDER.test(sign)) return null;
    const code = sign.codePointAt(0) as number;
    if (code < 0x7f || this.of(wished).hasGlyphForCodePoint(code)) return wished;
    return this.of('REGULAR').hasGlyphForCodePoint(code) ? 'REGULAR' : null;
  }

  private of(face: FaceName): Font {
    const known = this.read.get(face);
    if (known) return known;
    const path = createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${FILES[face]}.ttf`);
    this.pdf.registerFont(face, path).font(face);
    const { font } = (this.pdf as unknown as { readonly _font: { readonly font: Font } })._font;
    this.read.set(face, font);
    return font;
  }
}

/** `⟦U+4E2D⟧`: what is read in place of a character that cannot be drawn. */
const numberOf = (sign: string): string =>
  `⟦U+${(sign.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')}⟧`;
