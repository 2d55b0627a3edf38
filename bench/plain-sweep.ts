/*
 * The plain loop: a controller's source on the kernel in this process, without any of the sandbox's layers. A
 * process of its own, because a sandbox's children start without anything optimised, too. Prints
 * `{"wallMs":…,"cpuMs":…}` of the episodes alone.
 */
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { DEFAULT_RULES } from "../src/domain/episode-rules.ts";
import { loadEnvironment } from "../src/environments/load-environment.ts";
import { compileController } from "../src/sandbox/compile-controller.ts";
import { playInProcess } from "../test/replay/play-in-process.ts";

const [controller, betas, permutations, ...files] = process.argv.slice(2);
const compiled = compileController(readFileSync(controller!, "utf8"));
if (!compiled.ok) throw new Error(`${controller} does not compile`);
const tables = [];
for (const file of files) tables.push((await loadEnvironment(file)).environment.tables);

const startedAt = performance.now();
const before = process.cpuUsage();
for (const environment of tables) {
  for (const beta of JSON.parse(betas!) as number[]) {
    playInProcess(
      {
        codes: [compiled.code],
        entries: [{ controller: 0, beta }],
        tables: environment,
        firstQuestion: 0,
        permutations: [0, Number(permutations)],
        rules: DEFAULT_RULES,
      },
      beta,
    );
  }
}
const { user, system } = process.cpuUsage(before);
console.log(
  JSON.stringify({ wallMs: performance.now() - startedAt, cpuMs: (user + system) / 1000 }),
);
