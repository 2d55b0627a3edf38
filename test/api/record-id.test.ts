import { expect, test } from "@jest/globals";

import { recordId } from "../../src/api/record-id.ts";

test("recordId() starts with the day in UTC and goes on at random, in letters that can be read out", () => {
  const ids = Array.from({ length: 200 }, () => recordId(new Date("2026-11-22T23:59:59.999Z")));
  expect(new Set(ids).size).toBeGreaterThan(195);
  for (const id of ids) expect(id).toMatch(/^20261122-[0-9abcdefghjkmnpqrstvwxyz]{6}$/u);
  expect(recordId(new Date("2026-11-23T00:00:00Z")) > (ids[0] ?? "")).toBe(true);
});
