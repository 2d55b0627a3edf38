import { z } from "zod";
import { questionCountOf } from "../replay/environment.ts";
import type { EpisodeCosts } from "../replay/kernel.ts";
import { permutations } from "../replay/permutations.ts";
import { createTraceReader, type TraceStep } from "../replay/read-trace.ts";
import {
  type Note,
  NOTES_MAX,
  REASON_LENGTH_MAX,
  VALUE_LENGTH_MAX,
  VALUES_MAX,
} from "../replay/take-notes.ts";
import type { ChildEnd } from "./sandbox-child.ts";
import type { Sandbox, TraceRequest } from "./sandbox.ts";
import { reportedOtherwise } from "./verify-episodes.ts";

/** One episode, action by action, as the tables have it. */
export interface EpisodeTrace {
  readonly kind: "traced";
  readonly steps: readonly TraceStep[];
  readonly costs: Readonly<EpisodeCosts>;
  /** Id of the answer that was returned; −1 = none. */
  readonly answerId: number;
  readonly notes: readonly Note[];
  /** Notes beyond those that are kept of one episode. */
  readonly notesLeftOut: number;
  /** What the controller threw, if it did; the steps then end there. */
  readonly fault: string | undefined;
}

/** An episode, or why there is none: its child was ended, or told something that cannot have been. */
export type TraceOutcome =
  EpisodeTrace | ChildEnd | { readonly kind: "mismatched"; readonly reason: string };

/** A controller's own words come out of a sandbox: they are parsed like everything else. */
const ReportSchema = z.object({
  fault: z.string().max(500).nullable(),
  notes: z.object({
    kept: z
      .array(
        z.object({
          at: z.int().min(0),
          reason: z.string().max(REASON_LENGTH_MAX),
          values: z
            .array(
              z.tuple([
                z.string().max(VALUE_LENGTH_MAX),
                z.union([z.number(), z.string().max(VALUE_LENGTH_MAX), z.boolean(), z.null()]),
              ]),
            )
            .max(VALUES_MAX),
        }),
      )
      .max(NOTES_MAX),
    leftOut: z.int().min(0),
  }),
});

/**
 * Plays one episode in the sandbox and reads its trace on this side: costs, answers and digest are
 * computed from the tables, and a child that reports others is not believed.
 *
 * @param request its tables have the one question only.
 */
export async function traceEpisode(
  sandbox: Sandbox,
  request: TraceRequest,
  signal: AbortSignal,
): Promise<TraceOutcome> {
  if (questionCountOf(request.tables) !== 1) {
    throw new RangeError(
      `Cannot trace an episode: its tables must have 1 question, they have ${questionCountOf(request.tables)}.`,
    );
  }
  const played = await sandbox.trace(request, { signal });
  if (played.kind !== "traced") return played;
  const report = parseReport(played.report);
  if (report === undefined) return mismatched("its process sent a report without a form");
  const { tables, permutation, rules } = request;
  const branchCount = tables.branchOffsets[1]!;
  const orders = { [branchCount]: permutations([permutation, permutation + 1], branchCount) };
  const read = createTraceReader(tables, orders, rules);
  const { trace, columns } = played;
  const answerId = columns.answerIds[0]!;
  const steps: TraceStep[] = [];
  const episode = { question: 0, permutation: 0, trace, answerId };
  const reading = read(episode, (step) => void steps.push(step));
  if (!reading.ok) return mismatched(`action ${reading.at} of its trace: ${reading.reason}`);
  const { costs } = reading;
  const difference = reportedOtherwise(costs, columns, 0);
  if (difference !== undefined) return mismatched(difference);
  const { kept: notes, leftOut: notesLeftOut } = report.notes;
  const fault = report.fault ?? undefined;
  return { kind: "traced", steps, costs, answerId, notes, notesLeftOut, fault };
}

function mismatched(why: string): TraceOutcome {
  return { kind: "mismatched", reason: `What was played is not what was reported: ${why}` };
}

function parseReport(text: string): z.infer<typeof ReportSchema> | undefined {
  try {
    return ReportSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
