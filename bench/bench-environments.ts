import { createWriteStream, mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { generateEnvironment } from "../src/environments/generate-environment.ts";
import { writeAutotts } from "../src/environments/write-autotts.ts";
import { publishedFolder } from "../test/published-folder.ts";

const MODELS = ["0.6B", "1.7B", "4B", "8B"] as const;

/** Four environment files of 30 questions × 128 branches: AIME24 as published, else synthetic ones. */
export async function benchEnvironments(): Promise<{ name: string; files: readonly string[] }> {
  const folder = publishedFolder();
  if (folder !== undefined) {
    const files = MODELS.map((model) => join(folder, "autotts", `Qwen3-${model}`, "aime24.json"));
    return { name: "AIME24 × 4 models", files };
  }
  const made = mkdtempSync(join(tmpdir(), "autotts-bench-"));
  const files = MODELS.map((model) => join(made, model, "bench.json"));
  for (const [k, model] of MODELS.entries()) {
    const sizes = { dataset: "bench", seed: 1, questionCount: 30, branchCount: 128 };
    mkdirSync(join(made, model));
    await pipeline(
      writeAutotts(generateEnvironment({ model, ...sizes })),
      createWriteStream(files[k]!),
    );
  }
  return { name: "4 synthetic environments", files };
}
