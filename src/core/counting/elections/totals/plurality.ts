/**
 * plurality@1 and majority@1: each ballot gives one voice, to the option that it puts first.
 *
 * Plurality seats those with the most voices; majority seats one option that more than half of the ballots put first, or
 * none. A ballot that puts several options first cannot be read as one voice: it is in the base and gives none. Two
 * options: May, "A Set of Independent Necessary and Sufficient Conditions for Simple Majority Decision", Econometrica 20
 * (1952).
 */
import { amount, type Amounts } from '../amounts.js';
import { electionMethod, seatsFrom, type Sheet } from '../method.js';
import { votersOf, type Ballots, type Place } from '../profile.js';
import { levelsOf, orderBy, placesOf, type Level } from '../ranking.js';

interface FirstVoices {
  readonly ranking: readonly Level[];
  readonly voices: readonly bigint[];
  readonly voters: bigint;
}

function countFirst({ piles, slate }: Ballots<'RANKED'>, sheet: Sheet): FirstVoices {
  const voices = slate.options.map(() => 0n);
  let several = 0n;
  for (const { marks, weight } of piles) {
    const [first] = levelsOf(marks);
    if (first?.length === 1) voices[first[0] as Place] = (voices[first[0] as Place] as bigint) + weight;
    else several += weight;
  }
  const voters = votersOf(piles);
  const totals: Amounts = Object.fromEntries(
    slate.options.map((option, place) => [option, amount(voices[place] as bigint)]),
  );
  sheet.write({ code: 'TOTALS', data: { unit: 'VOICES', totals, voters: String(voters) } });
  if (several > 0n) sheet.write({ code: 'SEVERAL_FIRST', data: { ballots: String(several) } });
  return {
    ranking: orderBy(placesOf(slate.options), (place) => voices[place] as bigint),
    voices,
    voters,
  };
}

export const plurality = electionMethod({
  id: 'plurality@1',
  family: 'TOTALS',
  counts: 'RANKED',
  seats: 'SEVERAL',
  quotas: 'DOWN_THE_RANKING',
  options: {},
  about: {
    fr: 'Pluralité : chaque bulletin donne une voix à l’option qu’il met en premier.',
    en: 'Plurality: each ballot gives one voice to the option that it puts first.',
  },
  count(profile, seats, _options, sheet) {
    const { ranking } = countFirst(profile, sheet);
    return { seats: seatsFrom(ranking, seats), ranking };
  },
});

export const majority = electionMethod({
  id: 'majority@1',
  family: 'TOTALS',
  counts: 'RANKED',
  seats: 'ONE',
  options: {},
  about: {
    fr: 'Majorité absolue : l’option mise en premier par plus de la moitié des bulletins, ou aucune.',
    en: 'Absolute majority: the option put first by more than half of the ballots, or none.',
  },
  count(profile, _seats, _options, sheet) {
    const { ranking, voices, voters } = countFirst(profile, sheet);
    const [first] = ranking;
    const most = first === undefined ? 0n : (voices[first[0] as Place] as bigint);
    const needed = String(voters / 2n + 1n);
    if (first === undefined || 2n * most <= voters) {
      sheet.write({ code: 'MAJORITY_MISSED', data: { most: amount(most), needed } });
      return { seats: [], ranking };
    }
    const option = profile.slate.options[first[0] as Place] as string;
    sheet.write({ code: 'MAJORITY_FOUND', data: { option, votes: amount(most), needed } });
    return { seats: [first], ranking };
  },
});
