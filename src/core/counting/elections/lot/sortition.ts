/**
 * sortition/hmac@1: as many options as there are seats, drawn by lot, each with the same chance. It counts no ballot.
 *
 * The value is drawn after the list is closed, from a source named before; without one nothing is counted. Who is drawn
 * follows from it alone: HMAC-SHA-256 (RFC 2104) of each name, keyed with the value, digests rising, the first ones win
 * (`orderByLot`), the way of RFC 3797 with a keyed hash: nobody who does not know the value can choose a name for it.
 */
import { electionMethod } from '../method.js';
import { placesOf, type Level } from '../ranking.js';

export const sortitionHmac = electionMethod({
  id: 'sortition/hmac@1',
  family: 'LOT',
  counts: 'APPROVED',
  seats: 'SEVERAL',
  draws: true,
  options: {},
  about: {
    fr: 'Tirage au sort, sans bulletins : ordre des empreintes HMAC-SHA-256 des noms, avec la valeur tirée pour clé.',
    en: 'Sortition, without ballots: order of the HMAC-SHA-256 of the names, keyed with the value drawn.',
  },
  count({ slate }, seats, _options, sheet) {
    const all = placesOf(slate.options);
    const filled = Math.min(seats, all.length);
    sheet.write({ code: 'SORTITION', data: { options: slate.options, seats: String(filled) } });
    // All are tied for each seat, and the lot that settles ties settles this one.
    return {
      seats: new Array<Level>(filled).fill(all),
      ranking: [all],
    };
  },
});
