import { decodeColumns } from "../replay/encode-columns.ts";
import type { EpisodeColumns } from "../replay/episode-columns.ts";
import { mergeColumns } from "../replay/merge-columns.ts";
import { readCellShards } from "../store/cells.ts";
import type { Sql } from "../store/store.ts";
import type { SweepSpec, SweptEnvironment } from "./sweep-source.ts";

/** Every episode of one cell, from its shards. */
export async function readColumns(
  sql: Sql,
  { split, permutations }: Pick<SweepSpec, "split" | "permutations">,
  { questionCount }: SweptEnvironment,
  key: string,
): Promise<EpisodeColumns> {
  const shards = await readCellShards(sql, split, key);
  return mergeColumns(
    shards.map((shard) => ({ ...shard, columns: decodeColumns(shard.columns) })),
    [0, questionCount],
    permutations,
  );
}
