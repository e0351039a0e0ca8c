import { ToldText, words } from '../render/told-text.js';

const TABLE = '| A | B |\n|---|---|\n| t1 | t2 |\n| t3 | t4 |';

/** A text in which paragraphs, lists, tables and whole articles came and went. */
export function changes(): ToldText {
  const text = new ToldText();
  const list = '1. a\n2. b\n3. c';
  text.decide('2026-05-01', [
    text.insert(1, words('Article 1', `Un.\n\nParti.\n\n- puce\n- autre puce\n\nReste.\n\n${list}`, 'Un')),
    text.insert(2, words('Article 2', `Deux.\n\n${TABLE}\n\nFin.`), null, 1),
    text.insert(3, words('Article 3', `${TABLE}\n\n1. x\n   - y\n     1) z`), null, 2),
    text.insert(6, words('Article 6', 'Seul.', 'Ancien nom'), null, 3),
  ]);
  text.decide('2026-05-20', [text.insert(7, words('Article 7', 'Bref.'), null, 6)]);
  text.decide('2026-06-01', [
    text.replace(
      1,
      words('Article 1', 'Un.\n\nReste.\n\nNouveau.\n\n1. n un\n2. n deux\n\n1. a\n2. b bis\n3. c', 'Un'),
    ),
    text.replace(2, words('Article 2', 'Deux.\n\nFin.')),
    text.insert(4, words('Article 4', `Neuf.\n\n${TABLE}\n\n> Cité.\n\n---\n\nFin neuve.`), null, 3),
    text.insert(5, words('Article 5', TABLE), null, 4),
    text.repeal(7),
  ]);
  text.decide('2026-06-02', [text.replace(6, words('Article 6', 'Seul.', 'Nouveau nom')), text.repeal(3)]);
  text.decide('2026-06-03', [text.repeal(6)]);
  return text;
}

/** The days before and after all of it. */
export const BEFORE = '2026-05-15';
export const AFTER = '2027-01-01';
