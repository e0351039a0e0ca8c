/**
 * sortition/rfc3797@1: the draw of RFC 3797, "Publicly Verifiable Nominations Committee (NomCom) Random Selection"
 * (Eastlake 2004), to check draws made elsewhere and to take them over. It counts no ballot.
 *
 * The pool is numbered from 1. For the selections 0, 1, 2, … MD5 of the index in two bytes, the key, and the index again
 * is one large number; its remainder by how many are left says which of them, by rising number, is selected (section 5).
 * The key is the string of section 4.2, with its last slash. Numbers that are not given are those of the sorted names.
 */
import { bytesToHex, md5, utf8ToBytes } from '../../../kernel/hash.js';
import { refuse } from '../../../kernel/refusals.js';
import { electionMethod } from '../method.js';
import type { Place, Slate } from '../profile.js';
import { placesOf } from '../ranking.js';

function digestOf(index: number, key: Uint8Array): string {
  const twoBytes = [index >> 8, index & 255];
  return bytesToHex(md5(Uint8Array.from([...twoBytes, ...key, ...twoBytes])));
}

/** The number of each place. METHOD_OPTION_INVALID is thrown unless each option has one, and one of its own. */
function numbersOf({ options }: Slate, given: { readonly [name: string]: string } | null): readonly bigint[] {
  if (given === null) return options.map((_, place) => BigInt(place + 1));
  const isWhole =
    Object.keys(given).length === options.length && options.every((name) => Object.hasOwn(given, name));
  const numbers = isWhole ? options.map((name) => BigInt(given[name] as string)) : [];
  if (!isWhole || new Set(numbers).size !== numbers.length)
    throw refuse('METHOD_OPTION_INVALID', { option: 'numbers', reason: 'NOT_ONE_NUMBER_AN_OPTION' });
  return numbers;
}

export const sortitionRfc3797 = electionMethod({
  id: 'sortition/rfc3797@1',
  family: 'LOT',
  counts: 'APPROVED',
  seats: 'SEVERAL',
  options: {
    key: { is: 'NAME', otherwise: null },
    numbers: { is: 'NUMBER_BY_NAME', otherwise: null },
  },
  about: {
    fr: 'Tirage au sort de la RFC 3797 (MD5), sans bulletins, pour vérifier un tirage fait ailleurs ; option : la clé.',
    en: 'The draw of RFC 3797 (MD5), without ballots, to check one made elsewhere; option: the key.',
  },
  count({ slate }, seats, { key, numbers: given }, sheet) {
    if (key === null) throw refuse('METHOD_OPTION_INVALID', { option: 'key', reason: 'NOTHING_DRAWN' });
    const numbers = numbersOf(slate, given);
    const names = slate.options;
    let left = [...placesOf(names)].sort((a, b) =>
      (numbers[a] as bigint) < (numbers[b] as bigint) ? -1 : 1,
    );
    sheet.write({
      code: 'RFC3797_POOL',
      data: {
        key,
        numbers: Object.fromEntries(left.map((place) => [names[place] as string, String(numbers[place])])),
      },
    });
    const drawn: Place[] = [];
    for (let index = 0; index < seats && left.length > 0; index += 1) {
      const digest = digestOf(index, utf8ToBytes(key));
      const remainder = Number(BigInt(`0x${digest}`) % BigInt(left.length));
      const place = left[remainder] as Place;
      const option = names[place] as string;
      sheet.write({
        code: 'RFC3797_SELECTED',
        data: {
          index: String(index),
          digest,
          left: String(left.length),
          remainder: String(remainder),
          option,
        },
      });
      drawn.push(place);
      left = left.filter((one) => one !== place);
    }
    const rest = [...left].sort((a, b) => a - b);
    return {
      seats: drawn.map((place) => [place]),
      ranking: [...drawn.map((place) => [place]), rest],
    };
  },
});
