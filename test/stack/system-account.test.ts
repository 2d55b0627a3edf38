import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, expect, test } from "@jest/globals";

import { DATABASE_ROLES } from "../../src/domain/database-roles.ts";
import {
  closedDirectory,
  databaseAccount,
  serviceAccount,
} from "../../src/stack/system-account.ts";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "autotts-account-"));
  chmodSync(dir, 0o755);
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const stranger = { name: "stranger", uid: 58_999, gid: 58_999 };

test.each([
  [["root:x:0:0::/root:/bin/sh", "daemon:x:1:1::/:", "nobody:x:65534:65534::/:"], "nobody"],
  [["nobody:x:65534:65534::/:", "postgres:x:101:104::/var/lib/postgresql:"], "postgres"],
  [["nobody:x:0:0::/:", "", "daemon:x:1:1::/:"], "daemon"],
  [["root:x:0:0::/root:/bin/sh"], undefined],
])("databaseAccount() of %j is %p", (lines, name) => {
  const file = join(dir, "passwd");
  writeFileSync(file, `${lines.join("\n")}\n`);
  expect(databaseAccount(file)?.name).toBe(name);
});

test("serviceAccount() gives every role but the owner an account of its own", () => {
  const uids = DATABASE_ROLES.map((role) => serviceAccount(role)?.uid);
  expect(uids[0]).toBeUndefined();
  expect(new Set(uids).size).toBe(DATABASE_ROLES.length);
});

test("closedDirectory() finds the outermost directory that the account may not enter", () => {
  const inner = join(dir, "private", "inner");
  mkdirSync(inner, { recursive: true });
  expect(closedDirectory(inner, stranger)).toBeUndefined();
  chmodSync(inner, 0o700);
  expect(closedDirectory(inner, stranger)).toBe(inner);
  chmodSync(join(dir, "private"), 0o750);
  expect(closedDirectory(inner, stranger)).toBe(join(dir, "private"));
  chmodSync(join(dir, "private"), 0o711);
  chmodSync(inner, 0o711);
  expect(closedDirectory(join(inner, "not-made-yet"), stranger)).toBeUndefined();
});
