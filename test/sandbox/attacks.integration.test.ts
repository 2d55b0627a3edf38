import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { buildPeeled } from "./attacks/build-peeled.ts";
import { heldBy } from "./attacks/held-by.ts";
import type { Host } from "./attacks/host.ts";
import { loadAttacks } from "./attacks/load-attacks.ts";
import { openNaiveHost } from "./attacks/naive-host.ts";
import { openOurHost } from "./attacks/our-host.ts";
import { PEELS } from "./attacks/peeled-layers.ts";
import { removeSources, SOURCES } from "./attacks/sources.ts";

/*
 * The short version of `npm run attacks`: a sample of them, another one each time. What takes its time on
 * purpose is left out.
 */

/** So many are to be contained, and so many of these to be real. */
const CONTAINED = 50;
const REAL = 5;

const attacks = (await loadAttacks()).filter(({ goal }) => goal !== "7-resources");
const seed = Math.floor(Math.random() * 2 ** 31);
const [sample = []] = fc.sample(
  fc.shuffledSubarray(attacks, { minLength: CONTAINED, maxLength: CONTAINED }),
  { numRuns: 1, seed },
);

let ours: Host;

beforeAll(async () => {
  ours = await openOurHost(SOURCES);
});

afterAll(() => ours.close());

test.each(sample.map((named) => [named.id, named.attack] as const))(
  `the sandbox holds %s, and serves the next one as before (seed ${seed})`,
  async (_, attack) => {
    const observation = await ours.run(attack);
    const { hostDown, poisoned, touched } = observation;
    const layer = heldBy(attack, observation).layer;
    expect({ layer, succeeded: attack.succeeded(observation), hostDown, poisoned }).toEqual({
      layer,
      succeeded: false,
      hostDown: false,
      poisoned: false,
    });
    expect(touched).toMatchObject({ wroteFile: false, killedVictim: false, leftProcesses: 0 });
  },
);

test.each(sample.slice(0, REAL).map((named) => [named.id, named.attack] as const))(
  `a host without defences falls to %s (seed ${seed})`,
  async (_, attack) => {
    const observation = await openNaiveHost().run(attack);
    expect(attack.succeeded(observation) ? "falls" : observation).toBe("falls");
  },
);

test("buildPeeled() finds the place of every change by which it takes layers away", () => {
  removeSources(buildPeeled(PEELS.length));
});
