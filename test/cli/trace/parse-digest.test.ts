import { expect, test } from "@jest/globals";
import { checkDigest, digestText, parseDigest } from "../../../src/cli/trace/parse-digest.ts";
import { DomainError } from "../../../src/domain/errors.ts";

test("parseDigest() reads what digestText() writes, and takes the version at hand where none is given", () => {
  const digest = { replayVersion: 2003, hex: "0f3a12bc" };
  expect(parseDigest(digestText(digest), 1001)).toEqual(digest);
  expect(parseDigest("0F3A12BC", 1001)).toEqual({ replayVersion: 1001, hex: "0f3a12bc" });
});

test.each(["", "f3a12bc", "0x9f3a12bc", "1001:", "1001:9f3a12bcd", "99:9f3a12bc", " 9f3a12bc"])(
  "parseDigest() refuses %j and shows how one looks",
  (text) => {
    const parse = () => parseDigest(text, 1001);
    expect(parse).toThrow(DomainError);
    expect(parse).toThrow(/eight hex digits, .* as in 1001:9f3a12bc/);
  },
);

test("checkDigest() tells another version from another episode", () => {
  const found = { replayVersion: 1001, hex: "9f3a12bc" };
  expect(checkDigest(found, found)).toBe("same");
  expect(checkDigest({ ...found, hex: "00000000" }, found)).toBe("different");
  expect(checkDigest({ ...found, replayVersion: 1000 }, found)).toBe("other version");
});
