import { expect, test } from "@jest/globals";
import { databaseUrlOf, readConfig } from "../../src/cli/config.ts";

test("readConfig() takes an empty variable for one that is not set", () => {
  const config = readConfig({ DATABASE_URL: "", AUTOTTS_DEBUG: "", TEMPORAL_ADDRESS: "t:7233" });
  expect(config).toMatchObject({
    databaseUrl: undefined,
    debug: false,
    temporalAddress: "t:7233",
  });
});

test("databaseUrlOf() prefers the role's own connection", () => {
  const config = readConfig({ DATABASE_URL: "one", DATABASE_URL_HELD_OUT: "two" });
  expect(databaseUrlOf(config, "held_out")).toBe("two");
  expect(databaseUrlOf(config, "replay")).toBe("one");
});

test("databaseUrlOf() names both variables where neither is set", () => {
  expect(() => databaseUrlOf(readConfig({}), "held_out")).toThrow(
    /Set DATABASE_URL_HELD_OUT, or DATABASE_URL/,
  );
});

test("readConfig() keeps imported files where caches are, and nowhere without a home", () => {
  const dirs = [
    { AUTOTTS_CACHE_DIR: "/own", XDG_CACHE_HOME: "/caches", HOME: "/somewhere/me" },
    { XDG_CACHE_HOME: "/caches", HOME: "/somewhere/me" },
    { HOME: "/somewhere/me" },
    {},
  ].map((environment) => readConfig(environment).cacheDir);
  expect(dirs).toEqual(["/own", "/caches/autotts", "/somewhere/me/.cache/autotts", undefined]);
});

test("readConfig() takes the sandbox's deadline as a number of seconds, and none when none is set", () => {
  const config = readConfig({ AUTOTTS_SANDBOX_DEADLINE_SECONDS: "2.5" });
  expect(config.sandboxDeadlineSeconds).toBe(2.5);
  expect(readConfig({}).sandboxDeadlineSeconds).toBeUndefined();
});
