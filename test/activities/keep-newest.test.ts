import { expect, test } from "@jest/globals";
import { keepNewest } from "../../src/activities/keep-newest.ts";

/** Keeps texts of `lengthMax` characters together, and counts what is loaded. */
function counted(lengthMax: number) {
  const loaded: string[] = [];
  const keep = keepNewest<string>(lengthMax, (text) => text.length);
  const get = (text: string) =>
    keep(text, () => {
      loaded.push(text);
      return Promise.resolve(text);
    });
  return { get, loaded };
}

test("keepNewest() loads a key once, also when it is asked for twice at once", async () => {
  const { get, loaded } = counted(10);
  expect(await Promise.all([get("aa"), get("aa")])).toEqual(["aa", "aa"]);
  expect(await get("aa")).toBe("aa");
  expect(loaded).toEqual(["aa"]);
});

test("keepNewest() drops what was not used for longest once the rest is too large", async () => {
  const { get, loaded } = counted(6);
  for (const text of ["aa", "bb", "cc", "aa", "dd"]) await get(text);
  expect(loaded).toEqual(["aa", "bb", "cc", "dd"]);
  for (const text of ["dd", "aa", "cc"]) await get(text);
  expect(loaded).toEqual(["aa", "bb", "cc", "dd"]);
  await get("bb");
  expect(loaded.at(-1)).toBe("bb");
});

test("keepNewest() keeps what was loaded last, however large, and nothing beside it", async () => {
  const { get, loaded } = counted(3);
  for (const text of ["aa", "large", "large", "aa", "large"]) await get(text);
  expect(loaded).toEqual(["aa", "large", "aa", "large"]);
});

function fail(): Promise<never> {
  return Promise.reject(new Error("not now"));
}

test("keepNewest() loads again what failed, and tells everybody who waited", async () => {
  const keep = keepNewest<string>(10, (text) => text.length);
  const outcomes = await Promise.allSettled([keep("a", fail), keep("a", fail)]);
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await keep("a", () => Promise.resolve("there"))).toBe("there");
});
