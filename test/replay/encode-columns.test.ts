import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";

import { decodeColumns, encodeColumns } from "../../src/replay/encode-columns.ts";
import type { EpisodeColumns } from "../../src/replay/episode-columns.ts";

/** Numbers near every width's ends, and some that only a double holds. */
const figures = fc.oneof(
  fc.integer({ min: 0, max: 300 }).map(Number),
  fc.constantFrom(0, -0, 255, 256, 65_535, 65_536, 2 ** 32 - 1, 2 ** 32, -1, 0.1, NaN, -Infinity),
  fc.double(),
);

const columnsOfAnyLength = fc.integer({ min: 0, max: 40 }).chain((length) => {
  const column = <T>(value: fc.Arbitrary<T>) =>
    fc.array(value, { minLength: length, maxLength: length });
  const unsigned = (bits: number) => column(fc.integer({ min: 0, max: 2 ** bits - 1 }));
  const columns = {
    answerIds: column(fc.integer({ min: -1, max: 2 ** 31 - 1 })).map((v) => Int32Array.from(v)),
    correct: unsigned(1).map((v) => Uint8Array.from(v)),
    tokens: column(figures).map((v) => Float64Array.from(v)),
    criticalPathTokens: column(figures).map((v) => Float64Array.from(v)),
    longestBranchTokens: column(figures).map((v) => Float64Array.from(v)),
    probes: unsigned(32).map((v) => Uint32Array.from(v)),
    branchesOpened: unsigned(16).map((v) => Uint16Array.from(v)),
    branchesPruned: unsigned(16).map((v) => Uint16Array.from(v)),
    digests: unsigned(32).map((v) => Uint32Array.from(v)),
  };
  return fc.record(columns, { noNullPrototype: true });
});

function someColumns(length: number): EpisodeColumns {
  return {
    answerIds: new Int32Array(length).fill(3),
    correct: new Uint8Array(length).fill(1),
    tokens: new Float64Array(length).fill(40_000),
    criticalPathTokens: new Float64Array(length).fill(9_000),
    longestBranchTokens: new Float64Array(length).fill(8_000),
    probes: new Uint32Array(length).fill(20),
    branchesOpened: new Uint16Array(length).fill(8),
    branchesPruned: new Uint16Array(length),
    digests: new Uint32Array(length).fill(0xdead_beef),
  };
}

describe("decodeColumns()", () => {
  test("gives back exactly what was encoded, from any place in memory", () => {
    fc.assert(
      fc.property(columnsOfAnyLength, fc.integer({ min: 0, max: 7 }), (columns, shift) => {
        const bytes = encodeColumns(columns);
        const moved = new Uint8Array(bytes.length + shift).subarray(shift);
        moved.set(bytes);
        expect(decodeColumns(moved)).toStrictEqual(columns);
      }),
    );
  });

  test("refuses what is cut short, too long or something else", () => {
    const bytes = encodeColumns(someColumns(5));
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decodeColumns(bytes.subarray(0, length))).toThrow(RangeError);
    }
    expect(() => decodeColumns(Uint8Array.of(...bytes, 0))).toThrow("1 bytes are left over");
    const other = (at: number) => bytes.map((byte, place) => (place === at ? byte ^ 0xff : byte));
    expect(() => decodeColumns(other(0))).toThrow("something else");
    expect(() => decodeColumns(other(4))).toThrow("format version");
    expect(() => decodeColumns(other(11))).toThrow("they end inside a column");
    expect(() => decodeColumns(other(12))).toThrow("is no width code");
  });
});

describe("encodeColumns()", () => {
  test("stores usual figures in far fewer bytes than the columns take in memory", () => {
    const columns = someColumns(3000);
    // 1 + 1 + 2 + 2 + 2 + 1 + 1 + 1 + 4 bytes an episode, and the header.
    expect(encodeColumns(columns)).toHaveLength(3000 * 15 + 12 + 9);
  });

  test("refuses columns of different lengths", () => {
    const columns = { ...someColumns(3), probes: new Uint32Array(2) };
    expect(() => encodeColumns(columns)).toThrow("probes has 2 values");
  });
});
