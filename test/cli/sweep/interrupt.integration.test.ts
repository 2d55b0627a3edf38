import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "@jest/globals";
import { inScratchDir } from "../command-line.ts";

const MAIN = resolve("src/cli/main.ts");
const TINY = resolve("fixtures/environments/tiny.json");
const LOOPS = `import { defineController } from "autotts";
export default defineController({
  name: "loops",
  idea: "Never answers.",
  solve(question) {
    for (;;) question.openable;
  },
});
`;

test("Ctrl-C ends a replay and every sandbox process with it", () =>
  inScratchDir(async (dir) => {
    writeFileSync(join(dir, "loops.ts"), LOOPS);
    const args = ["--disable-warning=ExperimentalWarning", MAIN];
    const replay = spawn(
      process.execPath,
      [...args, "replay", "loops.ts", "--environment", TINY, "--deadline", "600"],
      { cwd: dir, stdio: ["ignore", "pipe", "pipe"] },
    );
    let said = "";
    for (const stream of [replay.stdout, replay.stderr]) {
      stream.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")));
    }
    const ended = once(replay, "close");
    const sandboxed = await childrenOf(replay.pid ?? 0);
    replay.kill("SIGINT");
    expect(await ended).toEqual([130, null]);
    expect(said).toBe("");
    expect(sandboxed.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([]);
  }));

/** The processes that a process has started, as soon as there are any. */
async function childrenOf(pid: number): Promise<readonly number[]> {
  for (;;) {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
    if (children !== "") return children.split(" ").map(Number);
    await pause(20);
  }
}
