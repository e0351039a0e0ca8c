import { exhaustive } from '../../../core/kernel/exhaustive.js';
import { unturned } from '../../../core/text/render/characters.js';
import type { Inlines, MarkdownInline } from '../../../core/text/render/markdown-tree.js';
import type { Mark, RunStyle } from '../../../core/text/render/paper-part.js';
import type { FaceName, Faces } from './faces.js';
import type { Role, Run } from './lines.js';

/** What is said aloud of a change: underlines and strokes are not. */
export interface SaidOfChanges {
  readonly insertion: { readonly start: string; readonly end: string };
  readonly deletion: { readonly start: string; readonly end: string };
}

interface Look extends RunStyle {
  readonly size: number;
  readonly roles: readonly Role[];
}

const NO_ROLES: readonly Role[] = [];

/** Words as runs, each of a look and in a place of the tree. */
export class Runs {
  constructor(
    private readonly faces: Faces,
    private readonly said: SaidOfChanges,
  ) {}

  of(inlines: Inlines, size: number, style: RunStyle = {}): Run[] {
    const { mark, ...look } = style;
    const roles = mark ? [this.roleOf(mark, inlines)] : NO_ROLES;
    return this.all(inlines, { ...look, size, roles });
  }

  private all(inlines: Inlines, look: Look): Run[] {
    return inlines.flatMap((inline) => this.one(inline, look));
  }

  private one(inline: MarkdownInline, look: Look): Run[] {
    switch (inline.kind) {
      case 'TEXT':
        return this.words(withTiedSigns(inline.text.replace(/\n/g, ' ')), look);
      case 'CODE':
        return this.words(inline.text.replace(/\t/g, '    '), { ...look, code: true });
      case 'BREAK':
        return this.words('\n', look);
      case 'EMPHASIS':
        return this.all(inline.inlines, { ...look, emphasis: true });
      case 'STRONG':
        return this.all(inline.inlines, { ...look, strong: true });
      case 'STRUCK':
        return this.all(inline.inlines, { ...look, struck: true });
      case 'LINK':
        return this.all(inline.inlines, within(look, { kind: 'LINK', href: inline.href }));
      case 'INSERTED':
      case 'DELETED':
        return this.all(inline.inlines, within(look, this.roleOf(inline.kind, inline.inlines)));
      default:
        return exhaustive(inline);
    }
  }

  private words(text: string, look: Look): Run[] {
    const { size, roles, struck = false } = look;
    return this.faces.drawable(unturned(text), faceOf(look)).map(({ text: drawn, face, lost }) => ({
      text: drawn,
      face,
      size,
      struck,
      roles: lost === null ? roles : [...roles, { kind: 'INSTEAD', actual: lost }],
    }));
  }

  private roleOf(mark: Mark, inlines: Inlines): Role {
    const { start, end } = mark === 'INSERTED' ? this.said.insertion : this.said.deletion;
    return { kind: mark, actual: `[${start}] ${plainWords(inlines)} [${end}]` };
  }
}

const within = (look: Look, role: Role): Look => ({ ...look, roles: [...look.roles, role] });

function faceOf({ code, strong, emphasis }: Look): FaceName {
  if (code) return 'MONO';
  if (strong) return emphasis ? 'BOLD_OBLIQUE' : 'BOLD';
  return emphasis ? 'OBLIQUE' : 'REGULAR';
}

/** French sets a space before these signs, and no line may begin with one. */
const withTiedSigns = (text: string): string =>
  text
    .replace(/ (?=[;:!?»%€])/g, '\u00a0')
    .replace(/« /g, '«\u00a0')
    .replace(/\t/g, ' ');

const plainWords = (inlines: Inlines): string =>
  inlines
    .map((inline) => {
      if (inline.kind === 'BREAK') return ' ';
      return 'text' in inline ? unturned(inline.text) : plainWords(inline.inlines);
    })
    .join('');
