import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Range } from "../../src/domain/cell.ts";
import {
  betasOf,
  planShards,
  type Shard,
  SHARD_EPISODES_MAX,
  SHARD_TABLE_BYTES_MAX,
} from "../../src/domain/sweep.ts";

const sweep = fc.record({
  betas: fc.uniqueArray(fc.double({ min: 0, max: 1, noNaN: true }), {
    minLength: 1,
    maxLength: 5,
  }),
  questionCount: fc.integer({ min: 1, max: 200 }),
  branchesEach: fc.oneof(fc.constant(128), fc.integer({ min: 1, max: 100_000 })),
  permutations: fc
    .tuple(
      fc.nat(200),
      fc.oneof(fc.integer({ min: 1, max: 2_000 }), fc.constantFrom(16_000, 40_000)),
    )
    .map(([from, count]) => [from, from + count] as const),
});

interface Part {
  readonly betas: readonly number[];
  readonly questionCount: number;
  readonly branchesEach: number;
  readonly permutations: Range;
}

/** Plans a sweep of questions with so many branches each, and a probe a branch. */
function plan({ questionCount, branchesEach, ...part }: Part) {
  const branchCount = questionCount * branchesEach;
  const sizes = { questionCount, branchCount, probeCount: branchCount };
  return planShards({ controllerHash: "c", environment: { contentHash: "e", ...sizes }, ...part });
}

test("planShards() has every β × question × permutation in exactly one shard", () => {
  fc.assert(
    fc.property(sweep, (part) => {
      // Shards are rectangles: where no two of a β overlap and the areas add up, nothing is missing.
      for (const beta of part.betas) {
        const own = plan(part).filter(({ betas }) => betas.includes(beta));
        const area = own.reduce((sum, shard) => sum + episodesOf(shard), 0);
        const [from, to] = part.permutations;
        expect(area).toBe(part.questionCount * (to - from));
        const overlaps = own.flatMap((a, k) => own.slice(k + 1).filter((b) => overlap(a, b)));
        expect(overlaps).toEqual([]);
        const outside = own.filter(
          ({ questions, permutations }) =>
            questions[0] < 0 ||
            questions[1] > part.questionCount ||
            permutations[0] < from ||
            permutations[1] > to,
        );
        expect(outside).toEqual([]);
      }
    }),
  );
});

function episodesOf({ questions, permutations }: Shard): number {
  return (questions[1] - questions[0]) * (permutations[1] - permutations[0]);
}

function overlap(a: Shard, b: Shard): boolean {
  return meet(a.questions, b.questions) && meet(a.permutations, b.permutations);
}

function meet(a: Range, b: Range): boolean {
  return a[0] < b[1] && b[0] < a[1];
}

test("planShards() makes no shard larger than one second's work", () => {
  fc.assert(
    fc.property(sweep, (part) => {
      const sizes = plan(part).map((shard) => shard.betas.length * episodesOf(shard));
      expect(Math.max(...sizes)).toBeLessThanOrEqual(SHARD_EPISODES_MAX);
      expect(Math.min(...sizes)).toBeGreaterThan(0);
    }),
  );
});

test("planShards() gives a child no more questions than fit, where it can", () => {
  fc.assert(
    fc.property(sweep, (part) => {
      for (const { questions } of plan(part)) {
        const count = questions[1] - questions[0];
        const fits = 12 * part.branchesEach * count <= SHARD_TABLE_BYTES_MAX;
        expect(count === 1 || fits).toBe(true);
      }
    }),
  );
});

test("planShards() cuts questions and permutations alike, whichever βs are left", () => {
  fc.assert(
    fc.property(sweep, fc.nat(), (part, pick) => {
      const cuts = (betas: readonly number[]) => [
        ...new Set(
          plan({ ...part, betas }).map((shard) =>
            JSON.stringify([shard.questions, shard.permutations]),
          ),
        ),
      ];
      expect(cuts([part.betas[pick % part.betas.length]!])).toEqual(cuts(part.betas));
    }),
  );
});

test("planShards() plans nothing where nothing is missing", () => {
  expect(plan({ betas: [], questionCount: 30, branchesEach: 128, permutations: [0, 100] })).toEqual(
    [],
  );
});

test("betasOf() gives a controller without knobs one cell", () => {
  expect(betasOf({ hasKnobs: false }, [0, 0.5])).toEqual([null]);
  expect(betasOf({ hasKnobs: true }, [0, 0.5])).toEqual([0, 0.5]);
});
