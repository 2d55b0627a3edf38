import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createScratchProject, type ScratchProject } from "./scratch-project.ts";

/**
 * The layer checker, tried on imports that it must refuse and on some that it must let through.
 * Each line is a file of its own in a tree of stubs, so one run judges them all:
 * importing file, form of the import, target, rule that must fire (`-` = none).
 */
const PROBES = `
src/domain/a.ts                 value  ../replay/contract.ts         domain-imports
src/domain/b.ts                 value  zod                           pure-without-packages
src/domain/c.ts                 type   @temporalio/workflow          pure-without-packages
src/domain/d.ts                 value  ../../test/stub.ts            src-without-tests
src/domain/e.ts                 type   ./errors.ts                   -
src/domain/f.ts                 value  ./nowhere.ts                  no-unresolvable
src/domain/circle.ts            type   ./circle.ts                   no-cycles
src/replay/contract.ts          type   ./environment.ts              contract-stands-alone
src/replay/kernel.ts            value  ./environment.ts              isolate-sources-stand-alone
src/replay/play-episodes.ts     type   ./environment.ts              -
src/sandbox/realm.ts            value  ../replay/environment.ts      isolate-sources-stand-alone
src/replay/a.ts                 value  ../controllers/stub.ts        replay-imports
src/replay/b.ts                 type   ../store/stub.ts              replay-imports
src/replay/c.ts                 value  node:fs                       pure-without-node
src/replay/d.ts                 value  zod                           pure-without-packages
src/replay/e.ts                 value  ../domain/errors.ts           -
src/statistics/a.ts             value  ../replay/environment.ts      statistics-imports
src/statistics/b.ts             value  node:crypto                   pure-without-node
src/schemas/a.ts                value  ../store/stub.ts              schemas-imports
src/schemas/b.ts                value  zod                           -
src/environments/a.ts           value  ../store/stub.ts              environments-imports
src/environments/b.ts           value  node:child_process            only-three-places-start-processes
src/store/a.ts                  value  ../replay/environment.ts      store-imports
src/store/b.ts                  value  @temporalio/workflow          @temporalio/workflow-stays-in-workflows
src/store/c.ts                  value  @temporalio/worker            @temporalio/worker-stays-in-cli
src/store/d.ts                  value  fast-check                    no-dev-dependencies
src/store/e.ts                  value  node-pg-migrate               -
src/store/f.ts                  value  pg                            -
src/stack/a.ts                  value  ../store/stub.ts              stack-imports
src/stack/b.ts                  value  node:child_process            -
src/controllers/a.ts            value  ../replay/kernel.ts           controllers-imports
src/controllers/b.ts            value  ../domain/errors.ts           controllers-imports
src/controllers/c.ts            value  ./stub.ts                     controllers-stand-alone
src/controllers/d.ts            value  ../replay/contract.ts         controllers-name-the-contract
src/controllers/e.ts            value  autotts                       -
src/sandbox/a.ts                value  ../store/stub.ts              sandbox-imports
src/sandbox/b.ts                value  node:vm                       no-node-vm
src/sandbox/c.ts                type   ../replay/contract.ts         -
src/sandbox/d.ts                value  node:child_process            -
src/discovery/a.ts              value  ../replay/kernel.ts           discovery-imports
src/discovery/b.ts              value  ../replay/contract.ts         discovery-types-only
src/discovery/c.ts              value  autotts                       discovery-types-only
src/discovery/d.ts              type   ../replay/contract.ts         -
src/discovery/e.ts              value  vm                            no-node-vm
src/discovery/f.ts              value  worker_threads                only-three-places-start-processes
src/discovery/proposers/other.ts   value  node:child_process         only-three-places-start-processes
src/discovery/proposers/command.ts value  node:child_process         -
src/activities/index.ts         value  ../workflows/stub.ts          activities-imports
src/activities/a.ts             value  ../cli/stub.ts                activities-imports
src/activities/b.ts             type   ../api/stub.ts                activities-imports
src/activities/c.ts             value  @anthropic-ai/sdk             @anthropic-ai/sdk-stays-in-discovery
src/activities/d.ts             value  isolated-vm                   isolated-vm-stays-in-sandbox
src/workflows/a.ts              value  ../activities/index.ts        workflows-types-only
src/workflows/c.ts              reexport ../activities/index.ts      workflows-types-only
src/workflows/d.ts              dynamic ../activities/index.ts       workflows-types-only
src/workflows/e.ts              type   ../activities/index.ts        -
src/workflows/f.ts              value  ../replay/environment.ts      workflows-imports
src/workflows/g.ts              value  zod                           workflows-with-temporal-only
src/workflows/h.ts              value  @temporalio/client            workflows-with-temporal-only
src/workflows/i.ts              value  node:crypto                   pure-without-node
src/workflows/nested/deep.ts    value  node:crypto                   pure-without-node
src/workflows/j.ts              value  @temporalio/workflow          -
src/api/a.ts                    value  pg                            pg-stays-in-store
src/api/c.ts                    value  node-pg-migrate               node-pg-migrate-stays-in-store
src/api/d.ts                    value  typescript                    typescript-stays-in-sandbox
src/api/routes/a.ts             value  ../../workflows/stub.ts       api-types-only
src/api/routes/b.ts             value  ../../activities/stub.ts      api-imports
src/api/routes/c.ts             value  ../../workflows/messages.ts   -
src/api/routes/d.ts             type   ../../workflows/stub.ts       -
src/dashboard/a.ts              value  ../schemas/stub.ts            dashboard-types-only
src/dashboard/b.ts              value  ../store/stub.ts              dashboard-imports
src/dashboard/c.ts              value  node:path                     pure-without-node
src/cli/a.ts                    value  ../workflows/stub.ts          cli-imports
src/cli/b.ts                    value  fastify                       fastify-stays-in-api
src/cli/c.ts                    value  node:child_process            only-three-places-start-processes
src/cli/e.ts                    value  @temporalio/worker            -
src/utils/a.ts                  value  ../domain/errors.ts           known-folders-only
`;

const FORMS: Readonly<Record<string, (target: string) => string>> = {
  value: (target) => `import "${target}";`,
  type: (target) => `import type { T } from "${target}";`,
  reexport: (target) => `export { value } from "${target}";`,
  dynamic: (target) => `export const value = import("${target}");`,
};

const STUBS = [
  "src/domain/errors.ts",
  "src/replay/environment.ts",
  "src/controllers/stub.ts",
  "src/schemas/stub.ts",
  "src/store/stub.ts",
  "src/activities/stub.ts",
  "src/workflows/messages.ts",
  "src/workflows/stub.ts",
  "src/api/stub.ts",
  "src/cli/stub.ts",
  "test/stub.ts",
];

const probes = PROBES.trim()
  .split("\n")
  .map((line) => {
    const [file = "", form = "", target = "", rule = ""] = line.split(/ +/);
    return { file, statement: FORMS[form]?.(target) ?? "", rule };
  });

let project: ScratchProject;
let rulesFired = new Map<string, string[]>();

beforeAll(async () => {
  project = await createScratchProject();
  for (const stub of STUBS) await project.write(stub, "export const value = 1;\n");
  for (const { file, statement } of probes) await project.write(file, `${statement}\n`);
  rulesFired = rulesByImportingFile();
});

afterAll(() => project.remove());

function rulesByImportingFile(): Map<string, string[]> {
  const { stdout } = project.run("depcruise", [
    "src",
    "test",
    "--config",
    ".dependency-cruiser.mjs",
    "--output-type",
    "json",
  ]);
  const { violations } = JSON.parse(stdout).summary as {
    violations: { from: string; rule: { name: string } }[];
  };
  const byFile = new Map<string, string[]>();
  for (const { from, rule } of violations) {
    byFile.set(from, [...(byFile.get(from) ?? []), rule.name]);
  }
  return byFile;
}

for (const { file, statement, rule } of probes) {
  test(`layers: ${file} with ${statement} raises ${rule === "-" ? "nothing" : rule}`, () => {
    expect(rulesFired.get(file) ?? ["-"]).toContain(rule);
  });
}
