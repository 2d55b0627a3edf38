import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { DEFAULT_RULES } from "../../src/domain/episode-rules.ts";
import { sliceTables } from "../../src/replay/slice-tables.ts";
import { BRANCH, PROBE } from "../../src/replay/kernel.ts";
import { openSandbox, type Sandbox, type TraceResult } from "../../src/sandbox/sandbox.ts";
import { type EpisodeTrace, traceEpisode } from "../../src/sandbox/trace-episode.ts";
import { controllerSource } from "./controller-source.ts";
import { codeOf, requestOf } from "./small-request.ts";

let sandbox: Sandbox;

beforeAll(() => {
  sandbox = openSandbox({ children: 1, deadlineMs: 1_500, residentBytesMax: 2 ** 30 });
});

afterAll(() => sandbox.close());

const { signal } = new AbortController();

/** The episode of a source on one of the small questions. */
function episodeOf(source: string, { beta = 0.5, question = 1, permutation = 3 } = {}) {
  const { tables } = requestOf([]);
  return {
    code: codeOf(source),
    beta,
    tables: sliceTables(tables, [question, question + 1]),
    question,
    permutation,
    rules: DEFAULT_RULES,
  };
}

async function traced(source: string): Promise<EpisodeTrace> {
  const outcome = await traceEpisode(sandbox, episodeOf(source), signal);
  if (outcome.kind !== "traced") throw new Error(outcome.reason);
  return outcome;
}

describe("traceEpisode()", () => {
  test("is the episode that a sweep has played", async () => {
    for (const name of ["cmc", "lead", "sc"]) {
      const source = readFileSync(`src/controllers/${name}.ts`, "utf8");
      const [result] = await sandbox.play(requestOf([source]));
      if (result?.kind !== "played") throw new Error(result?.reason);
      for (const [question, permutation] of [
        [0, 0],
        [1, 3],
        [2, 4],
      ] as const) {
        const episode = question * 5 + permutation;
        const request = episodeOf(source, { question, permutation });
        const outcome = await traceEpisode(sandbox, request, signal);
        expect(outcome).toMatchObject({
          kind: "traced",
          answerId: result.columns.answerIds[episode],
          costs: {
            digest: result.columns.digests[episode],
            tokens: result.columns.tokens[episode],
            criticalPathTokens: result.columns.criticalPathTokens[episode],
          },
        });
      }
    }
  });

  test("draws as the sweep does", async () => {
    const source = controllerSource("return question.read(1 + 7 * question.draw())[0]?.answer;");
    const [result] = await sandbox.play(requestOf([source]));
    if (result?.kind !== "played") throw new Error(result?.reason);
    expect((await traced(source)).costs.digest).toBe(result.columns.digests[5 + 3]);
  });

  test("keeps notes where they were made, as plain values of bounded size, and plays on as without", async () => {
    const acts = ["question.openAndProbe(2);", "question.advance(question.branches);"] as const;
    const plain = await traced(controllerSource(`${acts[0]} ${acts[1]}`));
    const noted = await traced(
      controllerSource(`${acts[0]}
        question.note("opened \\u001b[31m" + "x".repeat(300), { leader: question.branches[0]?.answer, none: undefined, nan: NaN });
        ${acts[1]}
        const many: Record<string, number> = {};
        for (let k = 0; k < 30; k++) many["v" + k] = k;
        question.note("many", many);
        const odd: any = { toString() { throw new Error("run"); } };
        question.note(odd, { odd, text: "y".repeat(100) });
        for (let k = 0; k < 1000; k++) question.note("again");`),
    );
    expect(noted).toMatchObject({ steps: plain.steps, costs: plain.costs, notesLeftOut: 3 });
    const [opened, many, odd] = noted.notes;
    const next = noted.steps.find(({ action }) => action === "CONTINUE");
    // Between them stands the mark of the batch.
    expect(opened?.at).toBe(next!.at - 1);
    expect(opened?.reason).toHaveLength(200);
    expect(opened?.values).toEqual([
      ["leader", expect.any(Number)],
      ["none", null],
      ["nan", "NaN"],
    ]);
    expect(many?.values).toHaveLength(16);
    expect(odd).toMatchObject({
      reason: "object",
      values: [
        ["odd", "object"],
        ["text", `${"y".repeat(79)}…`],
      ],
    });
  });

  test("shows what was done before a controller threw", async () => {
    const source = controllerSource('question.openAndProbe(1); throw new Error("no idea");');
    expect(await traced(source)).toMatchObject({
      fault: "no idea",
      answerId: -1,
      steps: [{ action: "BRANCH" }, { action: "PROBE" }],
    });
  });

  test("says why there is no trace of a controller that never ends", async () => {
    const loops = episodeOf(controllerSource("for (;;) question.openable;"));
    const ended = await traceEpisode(sandbox, loops, signal);
    expect(ended).toMatchObject({ kind: "timed-out", reason: "It took longer than 1.5 s." });
  });

  const lies: Record<string, (told: TraceResult & { kind: "traced" }) => Partial<typeof told>> = {
    "action 1 of its trace: Cannot PROBE branch 7: it was never opened": ({ trace }) => ({
      trace: Uint16Array.of(trace[0]!, PROBE | 7),
    }),
    "action 2 of its trace: Cannot ANSWER with answer 77": ({ columns }) => ({
      trace: Uint16Array.of(BRANCH, BRANCH | 1),
      columns: { ...columns, answerIds: Int32Array.of(77) },
    }),
    "it reports 1 for tokens, its trace comes to": ({ columns }) => ({
      columns: { ...columns, tokens: Float64Array.of(1) },
    }),
    "it reports 9 for digests": ({ columns }) => ({
      columns: { ...columns, digests: Uint32Array.of(9) },
    }),
    "its process sent a report without a form": () => ({ report: '{"fault":7}' }),
  };
  test.each(Object.entries(lies))("does not believe its child: %s", async (reason, lie) => {
    const lying: Sandbox = {
      ...sandbox,
      trace: async (...request) => {
        const told = await sandbox.trace(...request);
        return told.kind === "traced" ? { ...told, ...lie(told) } : told;
      },
    };
    const source = controllerSource("return question.read(3)[0]?.answer;");
    const outcome = await traceEpisode(lying, episodeOf(source), signal);
    expect(outcome).toMatchObject({ kind: "mismatched", reason: expect.stringContaining(reason) });
  });
});
