import { expect, test } from "@jest/globals";
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { loadEnvironment } from "../../../src/environments/load-environment.ts";
import { inScratchDir, runCommandLine } from "../command-line.ts";
import { withRecordedApi } from "../recorded-api.ts";
import { at } from "../run/sample-run.ts";

const TINY = resolve("fixtures/environments/tiny.json");

async function imported(name: string) {
  const { environment, report } = await loadEnvironment(TINY);
  const body = {
    created: true,
    environment: {
      name,
      contentHash: environment.contentHash,
      synthetic: false,
      questionCount: report.questionCount,
      branchCount: report.branchCount,
      probeCount: report.probeCount,
      intervalTokensMin: 500,
      intervalTokensMax: 500,
      report: { ...report },
      importedAt: at(0),
    },
  };
  return { body };
}

/** Runs in a folder with `toy/good.json` and the broken `toy/bad.json`. */
async function withFiles(work: (dir: string) => Promise<void>): Promise<void> {
  await inScratchDir(async (dir) => {
    await writeFile(join(dir, "package.json"), "{}");
    await mkdir(join(dir, "toy"));
    await copyFile(TINY, join(dir, "toy/good.json"));
    await writeFile(join(dir, "toy/bad.json"), '[{"question": "cut of');
    await work(dir);
  });
}

test("environment import sends each file as it is, under its folder's name", async () => {
  await withFiles(async (dir) => {
    const line = "POST /v1/environments?name=toy%2Fgood";
    await withRecordedApi({ [line]: await imported("toy/good") }, async (url, received) => {
      const { exitCode, stdout } = await runCommandLine(
        ["environment", "import", "toy/good.json"],
        {
          workingDir: dir,
          environment: { AUTOTTS_API: url },
        },
      );
      expect(exitCode).toBe(0);
      expect(stdout).toMatch(
        /^toy[/]good[.]json {2}imported as toy[/]good \(\d questions, [0-9a-f]{12}\)\n {2}4 questions × 8 branches, 64 probes/,
      );
      expect(received.map((request) => request.line)).toEqual([line]);
      expect(JSON.parse(received[0]?.body ?? "")).toHaveLength(4);
    });
  });
});

test("environment import imports none of several files when one is broken, and says so of each", async () => {
  await withFiles(async (dir) => {
    await withRecordedApi({}, async (url, received) => {
      const args = ["environment", "import", "toy/good.json", "toy/bad.json"];
      const around = { workingDir: dir, environment: { AUTOTTS_API: url } };
      const { exitCode, stdout, stderr } = await runCommandLine(args, around);
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
      expect(stderr).toMatch(/error: Cannot import .*bad[.]json: it ends inside record 0/);
      expect(stderr).toContain("toy/good.json was not imported: another file failed.");
      expect(received).toEqual([]);
    });
  });
});

test("environment import stops at a file that the service refuses, and leaves those after it", async () => {
  await withFiles(async (dir) => {
    await copyFile(TINY, join(dir, "toy/other.json"));
    const detail = "Cannot import toy/good: the name is taken.";
    const problem = { type: "urn:x", title: "Conflict", status: 409, code: "CONFLICT", detail };
    const answers = { "POST /v1/environments?name=toy%2Fgood": { status: 409, body: problem } };
    await withRecordedApi(answers, async (url, received) => {
      const args = ["environment", "import", "toy/good.json", "toy/other.json", "--json"];
      const around = { workingDir: dir, environment: { AUTOTTS_API: url } };
      const { exitCode, stdout } = await runCommandLine(args, around);
      expect(exitCode).toBe(2);
      expect(JSON.parse(stdout)).toMatchObject({
        files: [
          { file: "toy/good.json", ok: false, code: "CONFLICT", message: detail },
          { file: "toy/other.json", ok: false, code: "NOT_TRIED" },
        ],
      });
      expect(received).toHaveLength(1);
    });
  });
});

test.each([
  {
    args: ["toy/good.json", "toy/bad.json", "--name", "one"],
    exitCode: 2,
    says: "Cannot give one name to 2 files",
  },
  { args: ["toy/nothing.json"], exitCode: 2, says: "Cannot read the environment file" },
  {
    args: ["toy/good.json", "--split", "both"],
    exitCode: 2,
    says: "Allowed choices are search, held-out",
  },
  {
    args: ["toy/good.json", "--split", "held-out"],
    exitCode: 3,
    says: "DATABASE_URL_OWNER is not set",
  },
])(
  "environment import $args ends with $exitCode and says $says",
  async ({ args, exitCode, says }) => {
    await withFiles(async (dir) => {
      const ended = await runCommandLine(["environment", "import", ...args], { workingDir: dir });
      expect(ended).toMatchObject({ exitCode, stdout: "", stderr: expect.stringContaining(says) });
    });
  },
);

test("environment list and show print what the API tells", async () => {
  const { body } = await imported("toy/good");
  const { environment } = body;
  const answers = {
    "GET /v1/environments": { body: { items: [environment] } },
    "GET /v1/environments/toy%2Fgood": { body: environment },
  };
  await withRecordedApi(answers, async (url) => {
    const around = { environment: { AUTOTTS_API: url, LANG: "C.UTF-8" } };
    const list = await runCommandLine(["environment", "list"], around);
    expect(list.stdout).toMatch(/^environment +questions[^]*\ntoy[/]good +4 +32 /);
    const show = await runCommandLine(["environment", "show", "toy/good"], around);
    expect(show.stdout).toMatch(/^toy[/]good\n {2}content {4}[0-9a-f]{64}\n/);
    expect(show.stdout).toMatch(/\n {2}branches without probes +\d+\n/);
  });
});
