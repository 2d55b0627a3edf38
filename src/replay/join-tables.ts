import type { ReplayTables } from "./environment.ts";

/** The reverse of `sliceTables`: tables of questions that follow one another, as the tables of all of them. */
export function joinTables(parts: readonly ReplayTables[]): ReplayTables {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  return {
    branchOffsets: joinOffsets(parts.map(({ branchOffsets }) => branchOffsets)),
    probeOffsets: joinOffsets(parts.map(({ probeOffsets }) => probeOffsets)),
    probes: joinHalves(parts.map(({ probes }) => probes)),
    finals: joinHalves(parts.map(({ finals }) => finals)),
    branchTokens: joinWords(parts.map(({ branchTokens }) => branchTokens)),
    intervalTokens: joinWords(parts.map(({ intervalTokens }) => intervalTokens)),
  };
}

/** Each list of offsets starts at 0 and ends where the next one is to start. */
function joinOffsets(lists: readonly Uint32Array[]): Uint32Array {
  const joined = new Uint32Array(1 + lists.reduce((sum, { length }) => sum + length - 1, 0));
  let at = 0;
  for (const offsets of lists) {
    const start = joined[at]!;
    for (let k = 1; k < offsets.length; k++) joined[at + k] = start + offsets[k]!;
    at += offsets.length - 1;
  }
  return joined;
}

function joinWords(columns: readonly Uint32Array[]): Uint32Array {
  const joined = new Uint32Array(totalLength(columns));
  let at = 0;
  for (const column of columns) {
    joined.set(column, at);
    at += column.length;
  }
  return joined;
}

function joinHalves(columns: readonly Uint16Array[]): Uint16Array {
  const joined = new Uint16Array(totalLength(columns));
  let at = 0;
  for (const column of columns) {
    joined.set(column, at);
    at += column.length;
  }
  return joined;
}

function totalLength(columns: readonly { readonly length: number }[]): number {
  return columns.reduce((sum, { length }) => sum + length, 0);
}
