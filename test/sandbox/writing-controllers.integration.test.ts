import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { DEFAULT_RULES, type EpisodeRules } from "../../src/domain/episode-rules.ts";
import type { UnjudgedColumns } from "../../src/replay/episode-columns.ts";
import { sliceTables } from "../../src/replay/slice-tables.ts";
import { inspectController } from "../../src/sandbox/inspect-controller.ts";
import { openSandbox, type Sandbox } from "../../src/sandbox/sandbox.ts";
import { traceEpisode } from "../../src/sandbox/trace-episode.ts";
import { requestOf } from "./small-request.ts";

const GUIDE = readFileSync("docs/writing-controllers.md", "utf8");
const EXAMPLES = new Map(
  [...GUIDE.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, source]) => [
    /name: "(.*)"/.exec(source!)![1]!,
    source!,
  ]),
);

let sandbox: Sandbox;

beforeAll(() => {
  sandbox = openSandbox({ children: 1, deadlineMs: 10_000, residentBytesMax: 2 ** 30 });
});

afterAll(() => sandbox.close());

/** What an example of the guide comes to on three small questions of eight chains each. */
async function played(
  name: string,
  beta: number | null = null,
  rules: EpisodeRules = DEFAULT_RULES,
): Promise<UnjudgedColumns> {
  const request = requestOf([EXAMPLES.get(name)!]);
  const [result] = await sandbox.play({ ...request, entries: [{ controller: 0, beta }], rules });
  if (result?.kind !== "played") throw new Error(result?.reason);
  return result.columns;
}

function sum(values: Iterable<number>): number {
  return [...values].reduce((a, b) => a + b, 0);
}

test("docs/writing-controllers.md has ten examples, and the gate lets each of them through", async () => {
  expect(EXAMPLES.size).toBe(10);
  for (const [name, source] of EXAMPLES) {
    const inspected = await inspectController(sandbox, source);
    expect({ name, refused: inspected.ok ? [] : inspected.diagnostics }).toEqual({
      name,
      refused: [],
    });
  }
});

describe("an example of docs/writing-controllers.md does what the sentence above it says:", () => {
  test("five reads five chains and waits for the longest", async () => {
    const { branchesOpened, criticalPathTokens, longestBranchTokens } = await played("five");
    expect(new Set(branchesOpened)).toEqual(new Set([5]));
    expect(criticalPathTokens).toEqual(longestBranchTokens);
  });

  test("width reads one chain at β = 0 and eight at β = 1", async () => {
    expect(new Set((await played("width", 0)).branchesOpened)).toEqual(new Set([1]));
    expect(new Set((await played("width", 1)).branchesOpened)).toEqual(new Set([8]));
  });

  test("uncatchable never reads more than width and often less, and answers the same", async () => {
    const all = await played("width", 1);
    const some = await played("uncatchable", 1);
    const less = [...some.tokens].filter((tokens, episode) => tokens < all.tokens[episode]!);
    expect(less.length).toBeGreaterThan(0);
    expect([...some.tokens].every((tokens, e) => tokens <= all.tokens[e]!)).toBe(true);
    expect(some.answerIds).toEqual(all.answerIds);
  });

  test("uncatchable-in-batches differs from uncatchable in the wait alone", async () => {
    for (const beta of [0, 0.3, 0.7, 1]) {
      const one = await played("uncatchable", beta);
      const batches = await played("uncatchable-in-batches", beta);
      expect(batches.answerIds).toEqual(one.answerIds);
      expect(batches.tokens).toEqual(one.tokens);
      const waits = [...batches.criticalPathTokens];
      expect(waits.every((wait, episode) => wait <= one.criticalPathTokens[episode]!)).toBe(true);
    }
    const [one, batches] = [
      await played("uncatchable", 1),
      await played("uncatchable-in-batches", 1),
    ];
    expect(sum(batches.criticalPathTokens)).toBeLessThan(0.6 * sum(one.criticalPathTokens));
  });

  test("settled costs less than reading the same four chains", async () => {
    const { branchesOpened, tokens } = await played("settled");
    expect(new Set(branchesOpened)).toEqual(new Set([4]));
    // At β = 0.4, width reads 4 chains.
    const read = await played("width", 0.4);
    expect(read.branchesOpened).toEqual(branchesOpened);
    expect([...tokens].every((spent, episode) => spent <= read.tokens[episode]!)).toBe(true);
  });

  test("prune-dissent prunes some of its six chains", async () => {
    const { branchesOpened, branchesPruned } = await played("prune-dissent");
    expect(new Set(branchesOpened)).toEqual(new Set([6]));
    expect(sum(branchesPruned)).toBeGreaterThan(0);
  });

  test("sure reads four chains at least", async () => {
    const { branchesOpened } = await played("sure", 0);
    expect(Math.min(...branchesOpened)).toBeGreaterThanOrEqual(4);
    expect(new Set((await played("sure", 1)).branchesOpened)).toEqual(new Set([8]));
  });

  test("long-thoughts weighs a vote by the intervals that its chain took", async () => {
    const { answerIds, branchesOpened } = await played("long-thoughts");
    expect(new Set(branchesOpened)).toEqual(new Set([8]));
    const { branchOffsets, probeOffsets, finals } = requestOf([]).tables;
    for (const [episode, answerId] of answerIds.entries()) {
      const question = Math.floor(episode / 5);
      const weights: number[] = [0, 0, 0];
      for (let b = branchOffsets[question]!; b < branchOffsets[question + 1]!; b++) {
        weights[finals[b]!]! += probeOffsets[b + 1]! - probeOffsets[b]! + 1;
      }
      expect(weights[answerId]).toBe(Math.max(...weights));
    }
  });

  test("four-fifths opens four fifths, and keeps within a budget that ends early", async () => {
    expect(new Set((await played("four-fifths")).branchesOpened)).toEqual(new Set([7]));
    const rules = { ...DEFAULT_RULES, episodeBudgetIntervals: 10 };
    const { branchesOpened, tokens } = await played("four-fifths", null, rules);
    expect(new Set(branchesOpened)).toEqual(new Set([7]));
    const free = await played("four-fifths");
    expect([...tokens].every((spent, episode) => spent < free.tokens[episode]!)).toBe(true);
  });

  test("now-and-then stops at the same place again, and notes why", async () => {
    const first = await played("now-and-then", 0);
    expect(new Set(first.branchesOpened).size).toBeGreaterThan(1);
    expect(await played("now-and-then", 0)).toEqual(first);
    const { codes, tables, rules } = requestOf([EXAMPLES.get("now-and-then")!]);
    const early = first.branchesOpened.findIndex((opened) => opened < 8);
    const question = Math.floor(early / 5);
    const episode = { code: codes[0]!, beta: 0, permutation: early % 5, question, rules };
    const traced = await traceEpisode(
      sandbox,
      { ...episode, tables: sliceTables(tables, [question, question + 1]) },
      new AbortController().signal,
    );
    expect(traced).toMatchObject({ notes: [{ reason: "chance said stop" }] });
  });
});
