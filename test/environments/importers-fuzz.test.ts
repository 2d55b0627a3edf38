import { expect, test } from "@jest/globals";
import { fuzzCase } from "./fuzz/fuzz-case.ts";
import { judgeCase } from "./fuzz/judge-case.ts";

const FILES = 500;
const SEED = 20_261_122;

/** `npm run fuzz:importers` does the same on many more, on bombs, and with memory and time watched. */
test(`importEnvironment() imports or refuses ${FILES} damaged files, seed ${SEED}`, async () => {
  const kinds = { imported: 0, refused: 0 };
  for (let index = 0; index < FILES; index += 1) {
    const damaged = fuzzCase(SEED, index, false);
    const verdict = await judgeCase(damaged);
    if (verdict.kind === "fault") {
      throw new Error(`File ${index} of seed ${SEED} (${damaged.story}): ${verdict.reason}`);
    }
    kinds[verdict.kind] += 1;
  }
  // Damage that always or never matters would test nothing.
  expect(kinds.imported).toBeGreaterThan(FILES / 10);
  expect(kinds.refused).toBeGreaterThan(FILES / 10);
});
