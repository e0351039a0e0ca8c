/** Names or figures one after the other; semicolons, for a name may hold a comma. */
export const list = (items: readonly string[]): string => items.join(' ; ');

/** Winners, a list a seat: those tied for a seat are joined by a sign. */
export const seatsInWords = (seats: readonly (readonly string[])[]): string =>
  seats.length === 0 ? '—' : list(seats.map((seat) => seat.join(' = ')));
