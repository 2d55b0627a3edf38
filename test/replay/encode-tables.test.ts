import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { decodeTables, encodeTables } from "../../src/replay/encode-tables.ts";
import { arbitraryTables } from "./arbitrary-tables.ts";

const TABLES = {
  branchOffsets: Uint32Array.of(0, 1, 3),
  probeOffsets: Uint32Array.of(0, 2, 2, 3),
  probes: Uint16Array.of(0, 1, 0xfffe),
  finals: Uint16Array.of(1, 0, 2),
  branchTokens: Uint32Array.of(1_100, 300, 0xffffffff),
  intervalTokens: Uint32Array.of(500, 250),
};

test("encodeTables() and decodeTables() are each other's reverse", () => {
  fc.assert(
    fc.property(arbitraryTables, (tables) => {
      expect(decodeTables(encodeTables(tables))).toEqual(tables);
    }),
  );
});

test("encodeTables() writes the documented layout, little-endian", () => {
  const bytes = encodeTables(TABLES);
  expect(new TextDecoder().decode(bytes.subarray(0, 4))).toBe("ATRT");
  expect([...bytes.subarray(4, 20)]).toEqual([1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 3, 0, 0, 0]);
  expect([...bytes.subarray(-12)]).toEqual([0, 0, 1, 0, 0xfe, 0xff, 1, 0, 0, 0, 2, 0]);
  expect(bytes).toHaveLength(20 + 4 * (3 + 4 + 3 + 2) + 2 * (3 + 3));
});

test("decodeTables() owns aligned memory, wherever its bytes lie", () => {
  const bytes = encodeTables(TABLES);
  const shifted = new Uint8Array(bytes.length + 3).subarray(3);
  shifted.set(bytes);
  const tables = decodeTables(shifted);
  shifted.fill(0);
  expect(tables).toEqual(TABLES);
});

test("decodeTables() reads a view of another type's buffer by its bytes", () => {
  expect(decodeTables(Buffer.from(encodeTables(TABLES)))).toEqual(TABLES);
});

test("decodeTables() refuses a buffer cut off anywhere, or longer than it says", () => {
  const bytes = encodeTables(TABLES);
  for (let length = 0; length < bytes.length; length += 1) {
    expect(() => decodeTables(bytes.subarray(0, length))).toThrow(RangeError);
  }
  expect(() => decodeTables(Uint8Array.of(...bytes, 0))).toThrow("the buffer has 81");
});

test.each<[string, number, number, string]>([
  ["another magic", 0, 0, 'it must start with "ATRT"'],
  ["another layout version", 1, 2, "layout version 2 is unknown"],
  ["counts far too large", 4, 0xffffffff, "4294967295 probes take"],
  ["offsets that start late", 5, 1, "branchOffsets must start at 0"],
  ["offsets that fall", 6, 7, "branchOffsets must not fall, it does from 7 to 3"],
  ["offsets that end elsewhere", 11, 9, "probeOffsets must end at 3, it ends at 9"],
])("decodeTables() refuses %s", (_, word, value, reason) => {
  const bytes = encodeTables(TABLES);
  new DataView(bytes.buffer).setUint32(4 * word, value, true);
  expect(() => decodeTables(bytes)).toThrow(reason);
});
