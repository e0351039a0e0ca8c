import { byKey, type Book } from './book.js';
import type { Notes } from './notes.js';
import type { AttendanceInBundle } from './rows.js';

/**
 * Each stay is of a member, in an assembly that is here, whoever checked them in is one too, and nobody is there twice at once or
 * after the end; whoever started an assembly was there. That somebody else was has no leaf: only the rolls of its polls say it.
 */
export function checkAttendance(book: Book, notes: Notes): void {
  if (book.kind === 'PUBLIC') return; // none of it leaves in one
  const assemblies = byKey(book.rows('assembly'), ({ id }) => id);
  const members = new Set(book.rows('member').map(({ id }) => id));
  const stays = book.rows('attendance');
  for (const [place, stay] of stays.entries()) {
    const { assemblyId, memberId, checkedInBy, arrivedAt, leftAt } = stay;
    const assembly = assemblies.get(assemblyId);
    const isSo =
      assembly !== undefined &&
      members.has(memberId) &&
      members.has(checkedInBy) &&
      (leftAt === null ? assembly.state !== 'ENDED' : arrivedAt <= leftAt) &&
      isAfter(stays[place - 1], stay);
    notes.hold(isSo, 'ATTENDANCE_DISAGREES', assemblyId);
  }
  const wasThere = new Set(stays.map(stayOf));
  for (const leaf of book.leaves('assembly.started')) {
    const memberId = book.opening(leaf, 'by');
    const assemblyId = leaf.body['assembly'] as string;
    if (memberId === null || !assemblies.has(assemblyId)) continue;
    notes.hold(wasThere.has(stayOf({ assemblyId, memberId })), 'ATTENDANCE_DISAGREES', assemblyId);
  }
}

/** Stays of a member in an assembly follow each other in a bundle. */
const isAfter = (before: AttendanceInBundle | undefined, stay: AttendanceInBundle): boolean =>
  before === undefined ||
  stayOf(before) !== stayOf(stay) ||
  (before.leftAt !== null && before.leftAt <= stay.arrivedAt);

const stayOf = ({ assemblyId, memberId }: Pick<AttendanceInBundle, 'assemblyId' | 'memberId'>): string =>
  `${assemblyId} ${memberId}`;
