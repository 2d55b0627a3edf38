import { join } from "node:path";
import { shippedController } from "../../src/activities/shipped-controllers.ts";
import { DEFAULT_RULES } from "../../src/domain/episode-rules.ts";
import { loadEnvironment } from "../../src/environments/load-environment.ts";
import type { EpisodeColumns } from "../../src/replay/episode-columns.ts";
import { goldIds, judgeColumns } from "../../src/replay/judge-columns.ts";
import { compileController } from "../../src/sandbox/compile-controller.ts";
import { playInProcess } from "../replay/play-in-process.ts";

/** A controller that ships at one β, or at none. */
export type NamedCell = readonly [controller: string, beta: number | null];

const MODELS = ["Qwen3-0.6B", "Qwen3-1.7B", "Qwen3-4B", "Qwen3-8B"];
const PERMUTATIONS = [0, 100] as const;

/** Plays cells on the four models' recordings of one published question set, in this process. */
export async function playPublished(
  folder: string,
  dataset: string,
  cells: readonly NamedCell[],
): Promise<
  readonly { readonly questionCount: number; readonly columns: readonly EpisodeColumns[] }[]
> {
  const environments = [];
  for (const model of MODELS) {
    const file = join(folder, "autotts", model, `${dataset}.json`);
    const { environment, golds } = await loadEnvironment(file);
    const right = goldIds(environment.answers, golds);
    const columns = cells.map(([name, beta]) => {
      const compiled = compileController(shippedController(name));
      if (!compiled.ok) throw new Error(`${name} does not compile`);
      const request = {
        codes: [compiled.code],
        entries: [{ controller: 0, beta }],
        tables: environment.tables,
        firstQuestion: 0,
        permutations: PERMUTATIONS,
        rules: DEFAULT_RULES,
      };
      return judgeColumns(playInProcess(request, beta), right, PERMUTATIONS[1]);
    });
    environments.push({ questionCount: right.length, columns });
  }
  return environments;
}
