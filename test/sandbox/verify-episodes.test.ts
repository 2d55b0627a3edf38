import { describe, expect, test } from "@jest/globals";
import type { UnjudgedColumns } from "../../src/replay/episode-columns.ts";
import { BEGIN_EPISODE, createKernel } from "../../src/replay/kernel.ts";
import { ordersOf } from "../../src/replay/orders-of.ts";
import { emptyColumns } from "../../src/replay/play-episodes.ts";
import type { Traced } from "../../src/sandbox/protocol.ts";
import { createVerifier } from "../../src/sandbox/verify-episodes.ts";
import { requestOf } from "./small-request.ts";

const { tables, rules } = requestOf([]);
const shard = { tables, rules, firstQuestion: 20, permutations: [10, 15] as const };

/** Three episodes from the fourth on: two branches each, advanced and probed until the first is finished. */
function played(): Traced & { columns: UnjudgedColumns } {
  const orders = ordersOf(tables, shard.permutations);
  const kernel = createKernel(tables, orders, rules, 20, 10, 1_000);
  const columns = emptyColumns(3);
  for (let k = 0; k < 3; k++) {
    const { leaves } = kernel;
    kernel.begin(Math.floor((3 + k) / 5), (3 + k) % 5);
    leaves.open(false);
    leaves.open(true);
    while (!leaves.finished(0)) leaves.advance(0, true);
    columns.answerIds[k] = kernel.answerIdOf(leaves.answer(0));
    const { digest, ...costs } = kernel.end();
    columns.digests[k] = digest;
    for (const [name, cost] of Object.entries(costs)) {
      columns[name as keyof typeof costs][k] = cost;
    }
  }
  return { traces: kernel.takeTraces(), columns };
}

test("createVerifier() finds nothing to say of what was played", () => {
  expect(createVerifier(shard)(3, played())).toBeUndefined();
});

describe("createVerifier() gives evidence of", () => {
  test.each([
    "tokens",
    "criticalPathTokens",
    "longestBranchTokens",
    "probes",
    "branchesOpened",
    "branchesPruned",
    "digests",
  ] as const)("%s that are not those of the trace", (column) => {
    const forged = played();
    const paid = forged.columns[column][1]!;
    forged.columns[column][1] = paid + 1;
    expect(createVerifier(shard)(3, forged)).toBe(
      `What was played is not what was reported (question 20, permutation 14): it reports ${paid + 1} for ${column}, its trace comes to ${paid}.`,
    );
  });

  test("an answer that the episode had not seen", () => {
    const forged = played();
    forged.columns.answerIds[2] = 77;
    expect(createVerifier(shard)(3, forged)).toMatch(
      /question 21, permutation 10\): action \d+ of its trace: Cannot ANSWER with answer 77: /,
    );
  });

  test("an action that cannot have been done", () => {
    const forged = played();
    forged.traces[1] = 0x9000;
    expect(createVerifier(shard)(3, forged)).toMatch(
      /question 20, permutation 13\): action 0 of its trace: Cannot do 0x9000: /,
    );
  });

  test.each([
    ["too few traces", (traces: Uint16Array) => traces.slice(0, traces.lastIndexOf(BEGIN_EPISODE))],
    ["a trace without a beginning", (traces: Uint16Array) => traces.slice(1)],
    ["no traces", () => new Uint16Array()],
  ])("%s", (_, change) => {
    const { traces, columns } = played();
    expect(createVerifier(shard)(3, { traces: change(traces), columns })).toMatch(
      /there is no trace of it[.]$/,
    );
  });

  test("a trace too many, which belongs to the last episode then", () => {
    const { traces, columns } = played();
    const longer = Uint16Array.from([...traces, BEGIN_EPISODE]);
    expect(createVerifier(shard)(3, { traces: longer, columns })).toMatch(
      /permutation 10\): action \d+ of its trace: Cannot do 0xf000: no action has this code/,
    );
  });
});
