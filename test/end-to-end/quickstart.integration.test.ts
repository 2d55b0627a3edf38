import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import type { RunView } from "../../src/cli/run/read-run-view.ts";
import { readStackStatus } from "../../src/stack/read-stack-status.ts";
import { makeProject, removeProject } from "../stack/supervisor.ts";

jest.setTimeout(300_000);

const MAIN = resolve("src/cli/main.ts");

let projectDir: string;

beforeAll(() => {
  projectDir = makeProject();
  // A stack belongs to the nearest folder that has one.
  mkdirSync(join(projectDir, ".autotts"));
});

afterAll(() => removeProject(projectDir));

/** Runs the quickstart as a person would, with pipes for streams. */
async function quickstart(...args: readonly string[]) {
  const child = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", MAIN, "quickstart", "--exit", ...args],
    {
      cwd: projectDir,
      env: { ...process.env, LANG: "C.UTF-8" },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  return { exitCode, stdout, stderr };
}

test("quickstart goes from nothing to a verdict, and the next one finds its run", async () => {
  const first = await quickstart();
  expect(first.stderr).toContain("round 5   done, candidate 1 scores 0.");
  expect(first.exitCode).toBe(0);
  const [, runId] = /^Run (\S+) completed \(rounds\)/mu.exec(first.stdout) ?? [];
  for (const shown of [
    /^frontier +β +accuracy % +tokens +critical path$/mu,
    /^sc@64 +- /mu,
    /^cmc +0 /mu,
    /accuracy over mean tokens[^]*● lead-\w+ \(best\) {3}▲ sc@64 {3}■ cmc/u,
    /^Held out: lead-\w+ beside cmc on synthetic-0[.]6B[/]held-out[^]*look 1 at these data/mu,
    /^Where to look next$/mu,
  ]) {
    expect(first.stdout).toMatch(shown);
  }
  const source = join(projectDir, ".autotts/winners", `${runId}.ts`);
  expect(existsSync(source) && readFileSync(source, "utf8")).toContain("defineController");
  const { supervisorPid, children } = await readStackStatus(projectDir);
  expect([supervisorPid, children.map(({ pid }) => pid)]).toEqual([null, children.map(() => null)]);

  const second = await quickstart("--rounds", "1", "--json");
  expect(second.exitCode).toBe(0);
  const document = JSON.parse(second.stdout) as QuickstartDocument;
  expect(document.earlierRuns).toMatchObject([{ id: runId, state: "completed" }]);
  expect(document.run).toMatchObject({ state: "completed", spentUsd: 0 });
  expect(document.heldOut).toMatchObject({ state: "completed", look: 2 });
});

interface QuickstartDocument extends RunView {
  readonly earlierRuns: readonly { readonly id: string; readonly state: string }[];
}
