import type { Split } from "../domain/split.ts";

/**
 * The Postgres schema of a split. Tables that both splits have bear the same name in each, so one
 * statement serves both, and the role it runs under decides whether it may.
 */
export function schemaOf(split: Split): "public" | "held_out" {
  return split === "search" ? "public" : "held_out";
}
