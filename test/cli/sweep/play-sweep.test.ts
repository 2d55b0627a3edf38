import { expect, test } from "@jest/globals";
import { shippedController } from "../../../src/activities/shipped-controllers.ts";
import { admitControllers } from "../../../src/cli/sweep/admit-controllers.ts";
import { playSweep } from "../../../src/cli/sweep/play-sweep.ts";
import { DEFAULT_RULES } from "../../../src/domain/episode-rules.ts";
import { SHARD_EPISODES_MAX } from "../../../src/domain/sweep.ts";
import { openEnvironment } from "../../../src/environments/open-environment.ts";
import { DEFAULT_LIMITS, openSandbox } from "../../../src/sandbox/sandbox.ts";

test("playSweep() holds no more shards at once than it may, however many there are", async () => {
  const { name, reader } = await openEnvironment("fixtures/environments/tiny.json", undefined);
  const sandbox = openSandbox({ ...DEFAULT_LIMITS, children: 1 });
  let [held, heldMost, shards] = [0, 0, 0];
  const watched = {
    ...reader,
    readTables: async (range: readonly [number, number]) => {
      shards += 1;
      heldMost = Math.max(heldMost, (held += 1));
      return reader.readTables(range);
    },
    // Golds are read to judge a shard, once it was played.
    readGolds: async (range: readonly [number, number]) => {
      held -= 1;
      return reader.readGolds(range);
    },
  };
  try {
    const source = shippedController("sc@1");
    const controllers = await admitControllers(sandbox, [{ argument: "sc@1", source }]);
    const environments = [
      { ...reader, name, answers: "exact" as const, fullCostTokens: 1, reader: watched },
    ];
    const outcome = await playSweep(sandbox, {
      controllers,
      environments,
      betas: [0.5],
      // Each question is a shard and a part of one.
      permutations: [0, SHARD_EPISODES_MAX + 1],
      rules: DEFAULT_RULES,
      shardsAtOnce: 2,
      signal: new AbortController().signal,
      showProgress: () => ({ update: () => {}, finish: () => {} }),
    });
    expect(outcome.kind).toBe("played");
    expect({ shards, heldMost, held }).toEqual({ shards: 8, heldMost: 2, held: 0 });
  } finally {
    await sandbox.close();
    await reader.close();
  }
});
