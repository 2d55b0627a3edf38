import type { Tool } from "@anthropic-ai/sdk/resources/messages";
import { z } from "zod";
import {
  EXPECTED_EFFECTS_MAX,
  HYPOTHESIS_CHARACTERS_MAX,
  SOURCE_BYTES_MAX,
  type Candidate,
} from "../candidate.ts";
import type { History } from "../history.ts";
import { toolOf } from "../model/tool-of.ts";

const source = z
  .string()
  .min(1)
  .refine((text) => Buffer.byteLength(text) <= SOURCE_BYTES_MAX, {
    error: `must have at most ${SOURCE_BYTES_MAX} bytes`,
  })
  .describe("The whole TypeScript module.");

const effect = z.strictObject({
  reference: z
    .string()
    .describe('A baseline by name, or "round N" for the best candidate of that round.'),
  environments: z.array(z.string()).min(1),
  betas: z
    .array(z.number().min(0).max(1))
    .describe("βs of the grid; empty for a controller without knobs."),
  accuracyPoints: z
    .number()
    .min(-100)
    .max(100)
    .describe("Candidate minus reference, in percentage points."),
  tokenRatio: z.number().positive().describe("Candidate's tokens over the reference's."),
});

const checkDraftInput = z.strictObject({ source });
const submitInput = z.strictObject({
  source,
  hypothesis: z.string().min(1).max(HYPOTHESIS_CHARACTERS_MAX),
  expected: z.array(effect).min(1).max(EXPECTED_EFFECTS_MAX),
});

/** The tools that an author has. */
export const PROPOSER_TOOLS: Tool[] = [
  toolOf(
    "check_draft",
    "Compiles a draft and runs it on a few questions. Tells what is wrong with it; costs a turn.",
    checkDraftInput,
  ),
  toolOf("submit", "Hands in the round's candidate. The only call of its turn.", submitInput),
];

/** What the model asked for with one call; `problem` says what to mend in a call that cannot be served. */
export type ProposerCall =
  | { readonly kind: "check-draft"; readonly id: string; readonly source: string }
  | { readonly kind: "submit"; readonly id: string; readonly candidate: Candidate }
  | { readonly kind: "problem"; readonly id: string; readonly problem: string };

/** Reads one tool call. What a model writes is data: anything out of form comes back as a problem. */
export function readProposerCall(
  call: { readonly id: string; readonly name: string; readonly input: unknown },
  history: History,
): ProposerCall {
  const { id } = call;
  switch (call.name) {
    case "check_draft": {
      const input = checkDraftInput.safeParse(call.input);
      return input.success
        ? { kind: "check-draft", id, source: input.data.source }
        : { kind: "problem", id, problem: z.prettifyError(input.error) };
    }
    case "submit": {
      const input = submitInput.safeParse(call.input);
      if (!input.success) return { kind: "problem", id, problem: z.prettifyError(input.error) };
      const problem = unknownName(input.data, history);
      return problem === null
        ? { kind: "submit", id, candidate: input.data }
        : { kind: "problem", id, problem };
    }
    default: {
      const problem = `There is no tool ${JSON.stringify(call.name.slice(0, 64))}; there are check_draft and submit.`;
      return { kind: "problem", id, problem };
    }
  }
}

/** Predictions about names that do not exist could never be scored. */
function unknownName({ expected }: Candidate, history: History): string | null {
  const rounds = history.rounds.filter(({ candidates }) =>
    candidates.some(({ score }) => score !== null),
  );
  const known = {
    reference: [
      ...history.baselines.map(({ name }) => name),
      ...rounds.map(({ round }) => `round ${round}`),
    ],
    environment: history.environments,
    β: history.betas,
  };
  for (const { reference, environments, betas } of expected) {
    if (!known.reference.includes(reference))
      return noSuch("reference", reference, known.reference);
    const environment = environments.find((name) => !known.environment.includes(name));
    if (environment !== undefined) return noSuch("environment", environment, known.environment);
    const beta = betas.find((value) => !known.β.includes(value));
    if (beta !== undefined) return noSuch("β", beta, known.β);
  }
  return null;
}

function noSuch(what: string, value: unknown, known: readonly unknown[]): string {
  return `expected: there is no ${what} ${JSON.stringify(value)}; there are ${known.join(", ")}.`;
}
