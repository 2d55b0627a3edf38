/**
 * A controller in the contract's form that runs `body` in its `solve` and then answers with the majority of
 * three chains.
 *
 * @param top stands before the default export, from the second line on.
 */
export function controllerSource(body: string, top = ""): string {
  return `import { defineController, majority, rises, tally, type Branch } from "autotts";
${top}
export default defineController({
  name: "sample",
  idea: "A source for tests.",
  knobs: (beta) => ({ chains: rises(1 + beta) }),
  solve(question, knobs) {
    ${body}
    return majority(question.read(3).map((chain) => chain.answer));
  },
});
`;
}

/** Where `body` begins in a source without a `top`. */
export const BODY_AT = "8:5";
