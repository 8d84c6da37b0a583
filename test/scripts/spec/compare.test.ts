import { beforeAll, describe, expect, it } from 'vitest';
import { type Change, comparePairs } from '../../../scripts/spec/compare.js';
import { specMutations } from '../../support/spec-mutations.js';

describe('comparing the bundle with itself after a single change', () => {
  let told: Change[][];
  // One run of Redocly for all of them.
  beforeAll(async () => {
    told = await comparePairs(specMutations.map(({ before, after }) => [before, after] as const));
  }, 60_000);

  it('tells what each change means, without a miss or a false alarm', () => {
    expect(specMutations.length).toBeGreaterThanOrEqual(60);
    const outcomes = specMutations.map(({ title, verdicts }, index) => {
      const given = (told[index] ?? []).map(({ kind, subject, name }) => `${kind} | ${subject} | ${name}`);
      return {
        misses: withoutEach(verdicts, given).map((verdict) => `${title}: ${verdict}`),
        falseAlarms: withoutEach(given, verdicts).map((verdict) => `${title}: ${verdict}`),
      };
    });
    const misses = outcomes.flatMap((each) => each.misses);
    const falseAlarms = outcomes.flatMap((each) => each.falseAlarms);
    console.log(`${specMutations.length} mutations: ${misses.length} misses, ${falseAlarms.length} false alarms`);
    expect({ misses, falseAlarms }).toEqual({ misses: [], falseAlarms: [] });
  });
});

/** The items of a list but for one of each in another. */
function withoutEach(list: string[], taken: string[]): string[] {
  const left = [...taken];
  return list.filter((item) => {
    const index = left.indexOf(item);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}
