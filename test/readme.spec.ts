import { readFileSync } from 'node:fs';

/** What two languages of one page must have in common: how it is built, what may be typed, what is named. */
function frameOf(file: string) {
  const page = readFileSync(file, 'utf8');
  const blocks = [...page.matchAll(/^```\n([\s\S]*?)^```/gm)].map(([, block]) => block as string);
  const prose = page.replaceAll(/^```[\s\S]*?^```/gm, '').replace(/^\[(Français|English)\].*$/m, '');
  return {
    headings: [...prose.matchAll(/^(#+) /gm)].map(([, level]) => level),
    commands: blocks.map((block) => block.split('\n').map((line) => (line.split(/ +# /)[0] ?? '').trim())),
    code: [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code).sort(),
    links: [...prose.matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link).sort(),
    rows: [...prose.matchAll(/^\| (\d+) \| (.*?) \|/gm)].map(([, place, operation]) => [place, operation]),
  };
}

describe('the page that people read first', () => {
  it('says the same in French and in English: its parts, commands, operations and links', () => {
    const french = frameOf('README.fr.md');
    expect(french).toEqual(frameOf('README.md'));
    expect(french.rows).toHaveLength(10);
    expect(french.commands.flat()).toContain('npm start');
  });

  it('leads from each language to the other', () => {
    expect(readFileSync('README.md', 'utf8')).toContain('[Français](README.fr.md)');
    expect(readFileSync('README.fr.md', 'utf8')).toContain('[English](README.md)');
  });
});
