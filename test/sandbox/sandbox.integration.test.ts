import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { checkFacts, FINE_GRID } from "../../src/sandbox/check-facts.ts";
import { openSandbox, type Sandbox } from "../../src/sandbox/sandbox.ts";
import { playInProcess } from "../replay/play-in-process.ts";
import { controllerSource } from "./controller-source.ts";
import { codeOf, requestOf } from "./small-request.ts";

const DEADLINE_MS = 1_500;
const RESIDENT_MAX = 400 * 2 ** 20;

let sandbox: Sandbox;

beforeAll(() => {
  sandbox = openSandbox({
    children: 1,
    deadlineMs: DEADLINE_MS,
    residentBytesMax: RESIDENT_MAX,
  });
});

afterAll(() => sandbox.close());

const GOOD = controllerSource("");
const LOOPS = controllerSource("for (;;) void 0;");
const THROWS = controllerSource('throw new Error("given up");');

/** Pids of this process's children that run a sandbox; Linux shows them. */
function sandboxChildren(): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const status = readFileSync(`/proc/${pid}/status`, "utf8");
        const command = readFileSync(`/proc/${pid}/cmdline`, "utf8");
        const isOurs = status.includes(`PPid:\t${process.pid}\n`) && !/State:\tZ/.test(status);
        return isOurs && /sandbox\/child[.]ts/.test(command);
      } catch {
        return false;
      }
    });
}

describe("sandbox.play()", () => {
  test("gives the bits that playing the same source in this process gives", async () => {
    for (const name of ["cmc", "lead-cut", "sc"]) {
      const source = readFileSync(`src/controllers/${name}.ts`, "utf8");
      const betas = [0, 0.35, 1];
      const results = await sandbox.play(requestOf([source], betas));
      const request = requestOf([source]);
      for (const [k, beta] of betas.entries()) {
        const columns = playInProcess(request, beta);
        expect(results[k]).toEqual({ kind: "played", columns });
      }
    }
  });

  test("plays the draws of an episode again, whatever shard it is in", async () => {
    const random = controllerSource(
      "for (const chain of question.read(6)) if (question.draw() < 0.4) return chain.answer;",
    );
    const whole = requestOf([random]);
    const [first, again] = [await sandbox.play(whole), await sandbox.play(whole)];
    expect(again).toEqual(first);
    const [late] = await sandbox.play({ ...whole, permutations: [3, 5] });
    if (first[0]?.kind !== "played" || late?.kind !== "played") throw new Error("not played");
    const { answerIds } = first[0].columns;
    const lateOnes = [3, 4, 8, 9, 13, 14].map((episode) => answerIds[episode]);
    expect([...late.columns.answerIds]).toEqual(lateOnes);
  });

  test("ends what loops, says what throws, and still plays the others, in order", async () => {
    let entries = 0;
    const results = await sandbox.play(requestOf([GOOD, LOOPS, THROWS, GOOD]), {
      onEntry: () => entries++,
    });
    expect(results).toMatchObject([
      { kind: "played" },
      { kind: "timed-out", reason: "It took longer than 1.5 s." },
      { kind: "crashed", reason: "given up (question 0, permutation 0)" },
      { kind: "played" },
    ]);
    expect(results[3]).toEqual(results[0]);
    expect(entries).toBe(3);
  });

  test("tells what was thrown without what no database and no terminal should get", async () => {
    const unseen = controllerSource('throw new Error("a\\0b\\u001b[2J\\nc\\ud83d");');
    expect(await sandbox.play(requestOf([unseen]))).toEqual([
      {
        kind: "crashed",
        reason: "a\\u{0}b\\u{1b}[2J\nc\\u{d83d} (question 0, permutation 0)",
      },
    ]);
  });

  test("does not hold it against a child that this process was too busy to hear it", async () => {
    const [known] = await sandbox.play(requestOf([GOOD]));
    const request = requestOf([GOOD]);
    const results = sandbox.play(request, { deadlineMs: 300 });
    // Lending takes a few turns of the event loop; then the clock runs, and nobody listens.
    await new Promise((resolve) => setImmediate(resolve));
    const until = performance.now() + 1_000;
    while (performance.now() < until);
    expect(await results).toEqual([known]);
  });

  test("ends with the first failure when its caller wants no more", async () => {
    const results = await sandbox.play(requestOf([GOOD, THROWS, GOOD]), { untilFailure: true });
    expect(results.map(({ kind }) => kind)).toEqual(["played", "crashed"]);
  });

  test.each([
    ["objects", "const kept: object[] = []; for (;;) kept.push({ a: [1, 2, 3] });"],
    [
      "arrays that V8 does not count",
      "const kept: number[][] = []; for (;;) kept.push(new Array(1000).fill(1.5));",
    ],
    ["a string too long to split", "void 'x'.repeat(2 ** 29 - 24).split('');"],
  ])(
    "survives a controller that fills memory with %s, and so does the next entry",
    async (_, body) => {
      const generous = openSandbox({
        children: 1,
        deadlineMs: 20_000,
        residentBytesMax: RESIDENT_MAX,
      });
      try {
        const results = await generous.play(requestOf([controllerSource(body), GOOD]));
        expect(results.map(({ kind }) => kind)).toEqual(["crashed", "played"]);
      } finally {
        await generous.close();
      }
    },
  );

  test("counts a stack that overflows as a crash", async () => {
    const falls = controllerSource(
      "return down(1);",
      "function down(n: number): never { return down(n + 1); }",
    );
    expect(await sandbox.play(requestOf([falls]))).toEqual([
      {
        kind: "crashed",
        reason: "Maximum call stack size exceeded (question 0, permutation 0)",
      },
    ]);
  });

  test("rejects with the reason when it is cancelled, at work or waiting", async () => {
    const cancel = new AbortController();
    const reason = new Error("enough");
    const { signal } = cancel;
    const working = sandbox.play(requestOf([LOOPS]), { signal });
    const waiting = sandbox.play(requestOf([GOOD]), { signal });
    cancel.abort(reason);
    await expect(working).rejects.toBe(reason);
    await expect(waiting).rejects.toBe(reason);
    await expect(sandbox.play(requestOf([GOOD]), { signal })).rejects.toBe(reason);
    expect(await sandbox.play(requestOf([GOOD]))).toMatchObject([{ kind: "played" }]);
  });

  test("reuses its child as long as it behaves", async () => {
    await sandbox.play(requestOf([GOOD]));
    const before = sandboxChildren();
    const jobs = Array.from({ length: 100 }, () => sandbox.play(requestOf([GOOD])));
    const results = (await Promise.all(jobs)).flat();
    expect(new Set(results.map(({ kind }) => kind))).toEqual(new Set(["played"]));
    expect(sandboxChildren()).toEqual(before);
  });

  test("tells of a child that somebody killed, and goes on with another", async () => {
    await sandbox.play(requestOf([GOOD]));
    const [pid] = sandboxChildren();
    const working = sandbox.play(requestOf([LOOPS]));
    process.kill(pid!, "SIGKILL");
    expect(await working).toEqual([
      { kind: "crashed", reason: "Its process ended with signal SIGKILL." },
    ]);
    expect(await sandbox.play(requestOf([GOOD]))).toMatchObject([{ kind: "played" }]);
    expect(sandboxChildren()).not.toContain(pid);
  });
});

test("sandbox.describe() hands on no more of a description than can be right", async () => {
  const top = "const many: unknown[] = new Array(100_000).fill([]);";
  const source = controllerSource("", top).replace("1 + beta", "many as never");
  const described = await sandbox.describe(codeOf(source), FINE_GRID);
  if (typeof described !== "string") throw new Error(described.reason);
  expect(described.length).toBeLessThan(10_000);
  expect(checkFacts(described)).toMatchObject({ diagnostics: [{ code: "shape/table" }] });
});

describe("sandbox.audit()", () => {
  /** What no source comes to that has passed the gate: an instance for all episodes, which counts them. */
  const remembering = `(() => { let episodes = 0; const controller = {
    name: "counts", idea: "",
    solve(question) { episodes++; return question.read(1 + (episodes > 7 ? 1 : 0)).at(-1).answer; },
  }; return () => controller; })()`;
  const request = { ...requestOf([GOOD]), codes: [remembering] };

  test("finds what depends on the episodes before it, in a share of what was played", async () => {
    expect(await sandbox.play(request, { auditShare: 1 })).toEqual([
      {
        kind: "cheated",
        reason: expect.stringMatching(
          /^Played again in another order, it acted otherwise \(question \d, permutation \d, β = 0[.]5\)[.] Each episode must depend on .* keep all state inside `solve`/,
        ),
      },
    ]);
  });

  test("has nothing against what was played in truth, and something against what was not", async () => {
    const honest = requestOf([controllerSource("question.read(3);")]);
    const [played] = await sandbox.play(honest);
    if (played?.kind !== "played") throw new Error(JSON.stringify(played));
    const { codes, entries: _, ...shard } = honest;
    const audit = (columns: (typeof played)["columns"]) =>
      sandbox.audit({ ...shard, code: codes[0]!, betas: [0.5], columns: [columns], share: 1 });
    expect(await audit(played.columns)).toBeUndefined();
    const digests = played.columns.digests.slice();
    digests[8]! ^= 1;
    expect(await audit({ ...played.columns, digests })).toMatchObject({
      kind: "cheated",
      reason: expect.stringContaining("it acted otherwise (question 1, permutation 3, β = 0.5)"),
    });
    const answerIds = played.columns.answerIds.slice();
    answerIds[14]! += 1;
    expect(await audit({ ...played.columns, answerIds })).toMatchObject({
      kind: "cheated",
      reason: expect.stringContaining("it answered otherwise (question 2, permutation 4, β = 0.5)"),
    });
    // The child that was contradicted is not asked again.
    expect(await sandbox.play(honest)).toEqual([played]);
  });
});

test("sandbox.close() ends every child and refuses what waited", async () => {
  const others = sandboxChildren();
  const closing = openSandbox({ children: 1, deadlineMs: 60_000, residentBytesMax: RESIDENT_MAX });
  const working = closing.play(requestOf([LOOPS]), { untilFailure: true });
  const waiting = closing.play(requestOf([GOOD]));
  const [ended] = await Promise.allSettled([working, waiting, closing.close()]);
  expect(ended).toMatchObject({ value: [{ kind: "crashed" }] });
  await expect(waiting).rejects.toThrow("The sandbox was closed");
  expect(sandboxChildren()).toEqual(others);
  await expect(closing.play(requestOf([GOOD]))).rejects.toThrow("The sandbox is closed");
});

test("a child is started without environment, and may read its own code alone", () => {
  const [pid] = sandboxChildren();
  if (process.platform !== "linux" || pid === undefined) return;
  expect(readFileSync(`/proc/${pid}/environ`, "utf8")).toBe("");
  const options = readFileSync(`/proc/${pid}/cmdline`, "utf8")
    .split("\0")
    .filter((option) => option.startsWith("--") && !option.startsWith("--disable-warning"));
  // The same options with another program: what they forbid is what they forbid a child.
  const attempts = `
    import { createServer } from "node:net";
    const tried = (name, work) => { try { work(); return [name, "done"]; } catch (error) { return [name, error.code]; } };
    const { readFileSync, writeFileSync, readdirSync } = await import("node:fs");
    const { spawnSync } = await import("node:child_process");
    const { Worker } = await import("node:worker_threads");
    console.log(JSON.stringify(Object.fromEntries([
      tried("passwd", () => readFileSync("/etc/passwd")),
      tried("tests", () => readFileSync(${JSON.stringify(import.meta.filename)})),
      tried("checkout", () => readdirSync(${JSON.stringify(process.cwd())})),
      tried("write", () => writeFileSync(${JSON.stringify(`${process.cwd()}/src/forged.ts`)}, "")),
      tried("process", () => spawnSync("true")),
      tried("thread", () => new Worker("0", { eval: true })),
      ["environment", Object.keys(process.env).length],
    ])));`;
  const said = execFileSync(
    process.execPath,
    [...options, "--input-type=module", "--eval", attempts],
    { env: {}, encoding: "utf8", cwd: "/" },
  );
  expect(JSON.parse(said)).toEqual({
    passwd: "ERR_ACCESS_DENIED",
    tests: "ERR_ACCESS_DENIED",
    checkout: "ERR_ACCESS_DENIED",
    write: "ERR_ACCESS_DENIED",
    process: "ERR_ACCESS_DENIED",
    thread: "ERR_ACCESS_DENIED",
    environment: 0,
  });
});
