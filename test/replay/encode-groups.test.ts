import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { decodeGroups, encodeGroups } from "../../src/replay/encode-groups.ts";

test("decodeGroups() is the reverse of encodeGroups(), wherever the bytes lie", () => {
  const groups = fc.array(fc.uint16Array({ maxLength: 5 }), { maxLength: 5 });
  fc.assert(
    fc.property(groups, (ids) => {
      const answers = ids.map((group) => Array.from(group, String));
      const moved = new Uint8Array([255, ...encodeGroups(ids)]).subarray(1);
      expect(decodeGroups(moved, answers)).toEqual(ids.map((group) => Uint16Array.from(group)));
    }),
  );
});

test("encodeGroups() writes 16 bits an answer, the lower ones first", () => {
  expect([...encodeGroups([Uint16Array.of(1, 0xfffe), Uint16Array.of(0x0203)])]).toEqual([
    1, 0, 254, 255, 3, 2,
  ]);
});

test("decodeGroups() refuses bytes of other dictionaries", () => {
  expect(() => decodeGroups(new Uint8Array(4), [["a"]])).toThrow("1 answers take 2 bytes");
});
