import { randomUUID } from "node:crypto";

import { expect, test } from "@jest/globals";

import { ensureRoles } from "../../src/store/ensure-roles.ts";
import { openStore, pingStore } from "../../src/store/store.ts";
import { TEST_PASSWORDS, administer, urlOf } from "../postgres.ts";

test("ensureRoles() prepares a database, repeats itself harmlessly and shuts strangers out", async () => {
  const name = `roles_${randomUUID().replaceAll("-", "")}`;
  const stranger = `stranger_${randomUUID().replaceAll("-", "")}`;
  await administer(`CREATE DATABASE ${name}`);
  await administer(`CREATE ROLE ${stranger} LOGIN PASSWORD 'x'`);
  try {
    // Every role of this server has these passwords already: setting them again disturbs no other file.
    await ensureRoles(urlOf(name), TEST_PASSWORDS);
    await ensureRoles(urlOf(name), TEST_PASSWORDS);
    const api = openStore({ url: urlOf(name, "api"), applicationName: "api", poolSize: 1 });
    await pingStore(api);
    await api.close();
    const url = new URL(urlOf(name));
    url.username = stranger;
    url.password = "x";
    const shutOut = openStore({ url: url.href, applicationName: "stranger", poolSize: 1 });
    await expect(pingStore(shutOut)).rejects.toMatchObject({ code: "42501" });
    await shutOut.close();
    const owner = await administer(
      "SELECT pg_get_userbyid(datdba) AS owner FROM pg_database WHERE datname = $1",
      [name],
    );
    expect(owner.rows).toEqual([{ owner: "autotts_owner" }]);
  } finally {
    await administer(`DROP DATABASE ${name} WITH (FORCE)`);
    await administer(`DROP ROLE ${stranger}`);
  }
});

test("ensureRoles() does not reach a server that is not there", async () => {
  const nowhere = "postgres://postgres:x@127.0.0.1:1/postgres";
  await expect(ensureRoles(nowhere, TEST_PASSWORDS)).rejects.toMatchObject({
    code: "SERVICE_UNAVAILABLE",
  });
});
