import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

let root = "";
let dist = "";

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "autotts-build-"));
  dist = join(root, "dist");
  await symlink(resolve("node_modules"), join(root, "node_modules"));
  const { status, stdout } = node(["scripts/build.mjs", dist], process.cwd());
  expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
});

afterAll(() => rm(root, { recursive: true }));

function node(args: readonly string[], cwd = dist) {
  return spawnSync(process.execPath, args, { cwd, encoding: "utf8" });
}

test("build: the command line starts from what was built", () => {
  const { status, stdout } = node(["cli/main.js", "--help"]);
  expect(stdout).toContain("Usage: autotts");
  expect(status).toBe(0);
});

test("build: the package's name leads to the contract, for people and for controllers", () => {
  const script = `
    const contract = await import("autotts");
    const { default: controller } = await import("./controllers/template.js");
    console.log(typeof contract.defineController, typeof controller.solve);`;
  const { stdout } = node(["--input-type=module", "--eval", script]);
  expect(stdout).toBe("function function\n");
});

test("build: a controller plays in the sandbox, which may read what was built", () => {
  const { status, stdout } = node(["cli/main.js", "controller", "check", "controllers/cmc.ts"]);
  expect(stdout).toContain("controllers/cmc.ts passes: cmc");
  expect(status).toBe(0);
});

test("build: every file that package.json names is there", async () => {
  const manifest = JSON.parse(await readFile(join(dist, "package.json"), "utf8"));
  const named: string[] = [manifest.bin.autotts, ...Object.values<string>(manifest.exports["."])];
  for (const path of named) await expect(readFile(join(dist, path))).resolves.toBeDefined();
});

test("build: what is read as text lies where a checkout has it", async () => {
  for (const path of ["replay/contract.ts", "replay/kernel.ts", "controllers/template.ts"]) {
    expect(await readFile(join(dist, path), "utf8")).toBe(
      await readFile(join("src", path), "utf8"),
    );
  }
  expect(await readdir(join(dist, "migrations"))).toEqual(await readdir("migrations"));
});
