import { defineController, majority } from "autotts";

/** Chains to read; `sc@16` sets 16. */
const CHAINS = 64;

export default defineController({
  name: "sc@64",
  idea: `Self-consistency: read ${CHAINS} chains at once and answer with their majority.`,
  solve(question) {
    return majority(question.read(CHAINS).map((branch) => branch.answer));
  },
});
