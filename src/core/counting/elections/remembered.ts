/**
 * A count is made again for each way of a tie. What all of them compute alike, from the same profile and the same key, is
 * computed once and kept as long as the profile is.
 */
export class Remembered<T> {
  private readonly known = new WeakMap<object, Map<string, T>>();

  of(profile: object, key: string, compute: () => T): T {
    const ofProfile = this.known.get(profile) ?? new Map<string, T>();
    this.known.set(profile, ofProfile);
    const known = ofProfile.get(key);
    if (known !== undefined) return known;
    const computed = compute();
    ofProfile.set(key, computed);
    return computed;
  }
}
