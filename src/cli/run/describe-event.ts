import * as z from "zod";
import type { RunEvent } from "../../schemas/event.ts";
import { selectionSchema } from "../../schemas/run.ts";
import { intervalSchema } from "../../schemas/wire-types.ts";
import { formatScore } from "../render/format-score.ts";
import { candidateName, describeSelection } from "./describe-selection.ts";

/** One event as words for people, without its time and place; `null` for what only counts. */
export function describeEvent({ type, stage, payload }: RunEvent): string | null {
  const describe = DESCRIPTIONS[type];
  return describe === undefined ? type : describe(payload, stage ?? "");
}

const candidateShape = { index: z.int() };

/** By type. An event of an unknown type, or of another form than expected, is told by its type alone. */
const DESCRIPTIONS: Readonly<
  Record<string, (payload: RunEvent["payload"], stage: string) => string | null>
> = {
  "run.queued": () => "queued",
  "run.resumed": () => "queued again, to go on after the rounds it has done",
  "run.started": () => "started",
  "round.started": () => "starts from the template",
  "shard.stored": () => null,
  "stage.entered": told("stage.entered", z.object({ attempt: z.int() }), ({ attempt }, stage) =>
    attempt === 0 ? stage : `${stage} again (revision ${attempt})`,
  ),
  "candidate.proposed": told(
    "candidate.proposed",
    z.object({ ...candidateShape, hypothesis: z.string() }),
    ({ index, hypothesis }) => `candidate ${index + 1} proposed: ${firstLine(hypothesis)}`,
  ),
  "candidate.reviewed": told(
    "candidate.reviewed",
    z.object({
      ...candidateShape,
      verdict: z.string(),
      findings: z.array(z.object({ text: z.string() })),
    }),
    ({ index, verdict, findings }) => {
      const [first] = findings;
      const count = findings.length === 1 ? "1 finding" : `${findings.length} findings`;
      const head = `candidate ${index + 1} reviewed: ${verdict}, ${count}`;
      return first === undefined ? head : `${head}: ${firstLine(first.text)}`;
    },
  ),
  "candidate.compiled": told(
    "candidate.compiled",
    z.object(candidateShape),
    ({ index }) => `candidate ${index + 1} compiles`,
  ),
  "candidate.refused": told(
    "candidate.refused",
    z.object({
      ...candidateShape,
      diagnostics: z.array(
        z.object({ line: z.int().nullable(), code: z.string().optional(), message: z.string() }),
      ),
    }),
    ({ index, diagnostics }) => {
      const [first] = diagnostics;
      const head = `candidate ${index + 1} does not compile`;
      if (first === undefined) return head;
      const at = first.line ? `line ${first.line}: ` : "";
      return `${head}: ${at}${firstLine(first.message)}`;
    },
  ),
  "candidate.rejected": told(
    "candidate.rejected",
    z.object({ ...candidateShape, state: z.string(), reason: z.string() }),
    ({ index, state, reason }) =>
      `candidate ${index + 1} loses its score (${state}): ${firstLine(reason)}`,
  ),
  "round.finished": told(
    "round.finished",
    z.object({
      outcome: z.string(),
      reason: z.string().nullable(),
      candidates: z.array(
        z.object({
          ...candidateShape,
          state: z.string(),
          score: z.number().nullable(),
          scoreInterval: intervalSchema.nullable(),
        }),
      ),
    }),
    ({ outcome, reason, candidates }) => {
      const ends = candidates.map(({ index, state, score: value, scoreInterval: interval }) =>
        value === null
          ? `candidate ${index + 1} ${state}`
          : `candidate ${index + 1} scores ${formatScore({ value, interval })}`,
      );
      return [outcome, ...ends, ...(reason === null ? [] : [firstLine(reason)])].join(", ");
    },
  ),
  "run.selected": told(
    "run.selected",
    selectionSchema,
    (selection) => `selected ${candidateName(selection.winner)}: ${describeSelection(selection)}`,
  ),
  "held-out.requested": told(
    "held-out.requested",
    z.object({ evaluationId: z.string(), baseline: z.string(), environments: z.array(z.string()) }),
    ({ evaluationId, baseline, environments }) =>
      `held-out evaluation ${evaluationId} beside ${baseline} on ${environments.join(", ")}`,
  ),
  "run.completed": ended("completed"),
  "run.failed": ended("failed"),
  "run.cancelled": ended("cancelled"),
};

function told<T>(
  type: string,
  schema: z.ZodType<T>,
  describe: (payload: T, stage: string) => string,
): (payload: RunEvent["payload"], stage: string) => string {
  return (payload, stage) => {
    const parsed = schema.safeParse(payload);
    return parsed.success ? describe(parsed.data, stage) : type;
  };
}

function ended(state: string) {
  return told(
    `run.${state}`,
    z.object({ reason: z.string() }),
    ({ reason }) => `${state}: ${reason}`,
  );
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}
