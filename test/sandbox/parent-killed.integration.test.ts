import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "@jest/globals";
import { eventually } from "../end-to-end/eventually.ts";
import { processesBelow, stillRunning } from "../end-to-end/processes.ts";

const SPINS = `import { defineController } from "autotts";

export default defineController({
  name: "spins",
  idea: "Never answers.",
  solve(question) {
    for (;;) question.draw();
  },
});
`;

const PARENT = `
import { compileController } from "${urlOf("src/sandbox/compile-controller.ts")}";
import { DEFAULT_LIMITS, openSandbox } from "${urlOf("src/sandbox/sandbox.ts")}";
const compiled = compileController(${JSON.stringify(SPINS)});
if (!compiled.ok) throw new Error(JSON.stringify(compiled));
const sandbox = openSandbox({ children: 1, ...DEFAULT_LIMITS });
console.log("asked");
// Played, not described: that may take the 30 s which a busy machine needs to let it spin.
await sandbox.play({
  codes: [compiled.code],
  entries: [{ controller: 0, beta: null }],
  tables: {
    branchOffsets: Uint32Array.of(0, 1),
    probeOffsets: Uint32Array.of(0, 0),
    probes: Uint16Array.of(),
    finals: Uint16Array.of(0),
    branchTokens: Uint32Array.of(100),
    intervalTokens: Uint32Array.of(500),
  },
  firstQuestion: 0,
  permutations: [0, 1],
  rules: { branchesMax: 64, probeCostIntervals: 0, episodeBudgetIntervals: null },
});
`;

test("a sandbox's child ends itself soon after its parent was killed, even while a controller spins in it", async () => {
  const parent = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", "--input-type=module", "--eval", PARENT],
    { stdio: ["ignore", "pipe", "inherit"], env: {} },
  );
  await once(parent.stdout, "data");
  const [child] = await eventually("a child that spins", 20_000, () => {
    const children = processesBelow(parent.pid!);
    return children.some(({ cpuSeconds }) => cpuSeconds > 2) ? children : undefined;
  });
  parent.kill("SIGKILL");
  await eventually("the end of the child", 5_000, () =>
    stillRunning([child!]).length === 0 ? true : undefined,
  );
  expect(child!.command).toContain("src/sandbox/child.ts");
});

function urlOf(path: string): string {
  return pathToFileURL(resolve(path)).href;
}
