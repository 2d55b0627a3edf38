import { expect, test } from "@jest/globals";
import { bundleWorkflowCode } from "@temporalio/worker";
import { resolve } from "node:path";

const quiet = { trace() {}, debug() {}, info() {}, warn() {}, error() {}, log() {} };

test("the workflow bundle builds, from workflows, domain and Temporal alone", async () => {
  const { code } = await bundleWorkflowCode({
    workflowsPath: resolve("src/workflows/index.ts"),
    logger: quiet,
  });
  const modules = [...code.matchAll(/^\/\*\*\*\/ "([^"]+)"/gm)].map(([, path = ""]) => path);
  const ours = modules.filter((path) => path.startsWith("./src/"));
  expect(ours).toContain("./src/workflows/index.ts");
  expect(ours.filter((path) => !/^[.][/]src[/](?:workflows|domain)[/]/.test(path))).toEqual([]);
  expect(modules.filter((path) => path.includes("node_modules/zod/"))).toEqual([]);
});
