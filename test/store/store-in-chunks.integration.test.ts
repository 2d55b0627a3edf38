import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import pg from "pg";
import { databaseUser } from "../../src/domain/database-roles.ts";
import { questionSetOf } from "../../src/environments/question-set.ts";
import {
  readChunkGolds,
  readChunkGroups,
  readChunkTables,
  readChunkTexts,
} from "../../src/store/environment-chunks.ts";
import { readStoredEnvironment } from "../../src/store/environments.ts";
import { migrationsDirectory } from "../../src/store/migrations-directory.ts";
import { openStore, type Store } from "../../src/store/store.ts";
import { administer, urlOf } from "../postgres.ts";
import { sha256 } from "./sample.ts";

/*
 * Migration 0012 cuts environments into chunks. Those that are stored whole must come through it as they
 * are, with the name of their questions as importers compute it.
 */

const MIGRATION = "0012-store-environments-in-chunks.sql";
const DATABASE = "test_store_in_chunks";
const QUESTIONS = [
  'What is "1" / 2 \\ 3?',
  "Lines:\n\t\r\b\f\u0001\u001f end",
  "Ünïcode ∑ 𝔸 \u007f \u2028",
];
const ANSWERS = [["1", "2"], ["3"], ["4", "ERR", "5"]];
const GOLDS = ["1", "3", "5"];
const TABLES = Uint8Array.of(1, 0, 255);

let owner: Store;

beforeAll(async () => {
  await administer(`CREATE DATABASE ${DATABASE} OWNER ${databaseUser("owner")}`);
  const client = new pg.Client({ connectionString: urlOf(DATABASE, "owner") });
  await client.connect();
  try {
    const files = (await readdir(migrationsDirectory())).filter((file) => file.endsWith(".sql"));
    await client.query("CREATE TABLE schema_migrations (name text)");
    for (const file of files.filter((name) => name < MIGRATION).toSorted()) await run(client, file);
    for (const schema of ["public", "held_out"]) await insertWhole(client, schema);
    await run(client, MIGRATION);
  } finally {
    await client.end();
  }
  owner = openStore({ url: urlOf(DATABASE, "owner"), applicationName: "test", poolSize: 1 });
});

afterAll(async () => {
  await owner.close();
  await administer(`DROP DATABASE ${DATABASE} WITH (FORCE)`);
});

async function run(client: pg.Client, file: string): Promise<void> {
  await client.query("BEGIN");
  await client.query(await readFile(join(migrationsDirectory(), file), "utf8"));
  await client.query("COMMIT");
}

/** An environment with answer groups of two versions, and one from before there were any. */
async function insertWhole(client: pg.Client, schema: string): Promise<void> {
  for (const name of ["grouped", "plain"]) {
    await client.query(
      `INSERT INTO ${schema}.environments (content_hash, name, synthetic, question_count, branch_count,
         probe_count, interval_tokens_min, interval_tokens_max, questions, answers, tables, report)
       VALUES ($1, $2, false, 3, 6, 9, 500, 500, $3, $4, $5, '{}')`,
      [sha256(name), name, JSON.stringify(QUESTIONS), JSON.stringify(ANSWERS), TABLES],
    );
    await client.query(`INSERT INTO ${schema}.golds (environment_hash, answers) VALUES ($1, $2)`, [
      sha256(name),
      JSON.stringify(GOLDS),
    ]);
  }
  for (const version of [2, 1]) {
    await client.query(
      `INSERT INTO ${schema}.answer_groups (environment_hash, normalisation_version, groups)
       VALUES ($1, $2, $3)`,
      [sha256("grouped"), version, Uint8Array.of(version)],
    );
  }
}

test.each(["search", "held-out"] as const)(
  "migration 0012 makes one chunk of a %s environment that was stored whole",
  async (split) => {
    for (const name of ["grouped", "plain"]) {
      const contentHash = sha256(name);
      expect(await readStoredEnvironment(owner, split, contentHash)).toEqual({
        contentHash,
        questionSet: questionSetOf(QUESTIONS),
        branchCount: 6,
        probeCount: 9,
        questionCounts: [3],
      });
      const id = { contentHash, chunk: 0 };
      expect(await readChunkTexts(owner, split, id)).toEqual({
        questions: QUESTIONS,
        answers: ANSWERS,
      });
      expect(await readChunkGolds(owner, split, id)).toEqual(GOLDS);
      expect([...(await readChunkTables(owner, split, id))]).toEqual([...TABLES]);
      const groups = await readChunkGroups(owner, split, id, 2);
      expect(groups === null ? null : [...groups]).toEqual(name === "grouped" ? [2] : null);
      expect(await readChunkGroups(owner, split, id, 1)).toBeNull();
    }
  },
);
