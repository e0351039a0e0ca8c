import type { Uuid } from '../kernel/ids.js';
import { groupBy, type Book } from './book.js';
import type { Notes } from './notes.js';

/** Items of an agenda follow each other; which were taken up, and where the sitting is, follows from the leaves. */
export function checkAgendas(book: Book, notes: Notes): void {
  if (book.kind === 'PUBLIC') return notes.miss('LEAF_HIDDEN', book.rows('agenda_item').length);
  const agendas = groupBy(book.rows('agenda_item'), ({ assemblyId }) => assemblyId);
  const asked = groupBy(book.leaves('assembly.item-asked'), ({ body }) => body['assembly'] as Uuid);
  for (const { id } of book.rows('assembly')) {
    const items = (agendas.get(id) ?? []).toSorted((a, b) => a.place - b.place);
    agendas.delete(id);
    const taken = book.leavesAbout('assembly.item-taken-up', 'assembly', id).map(({ body }) => body['place']);
    const isOver = book.leavesAbout('assembly.ended', 'assembly', id).length > 0;
    const stands = items.every(({ place, state, takenUpAt, leftAt }, index) => {
      const isCurrent = taken.at(-1) === place && !isOver;
      const wanted = isCurrent ? 'CURRENT' : taken.includes(place) ? 'DONE' : 'PLANNED';
      return (
        place === index + 1 &&
        state === wanted &&
        (takenUpAt === null) === (wanted === 'PLANNED') &&
        (leftAt === null) === (wanted !== 'DONE')
      );
    });
    const places = (asked.get(id) ?? []).map(({ body }) => body['place'] as number);
    const isWhole = [...places, ...(taken as number[])].every((place) => place <= items.length);
    notes.hold(stands && isWhole, 'AGENDA_DISAGREES', id);
  }
  for (const id of agendas.keys()) notes.hold(false, 'AGENDA_DISAGREES', id);
}
