import { spawnSync } from "node:child_process";
import { expect, test } from "@jest/globals";

/*
 * The short version of `npm run soak`. In a process of its own, for what jest holds would count as the sandbox's.
 */

const CANDIDATES = 300;
/** For a machine that does much else. */
const PATIENCE_MS = 180_000;

test(
  "a sandbox leaves no memory, descriptor or process behind, and tells each candidate's own end",
  () => {
    const seed = Math.floor(Math.random() * 2 ** 31);
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        "--expose-gc",
        "--disable-warning=ExperimentalWarning",
        "bench/soak-candidates.ts",
        String(CANDIDATES),
        String(seed),
      ],
      { encoding: "utf8" },
    );
    // What it printed is what says which bound is broken, and by which seed.
    expect({ status, said: stdout + stderr }).toEqual({
      status: 0,
      said: expect.stringContaining("Every bound holds."),
    });
    const ends = [
      ...stdout.matchAll(/^\S[a-z ]*? {2,}(\d+) {2}(?:played|crashed|timed-out|refused): /gm),
    ];
    expect(ends).toHaveLength(10);
    expect(ends.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(CANDIDATES);
  },
  PATIENCE_MS,
);
