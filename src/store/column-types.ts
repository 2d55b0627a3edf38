import pg from "pg";

/**
 * How columns become values: as `pg` does it, but for two types. `bigint` becomes a number, exact or
 * refused (money is micro-USD: 2^53 of them are nine billion dollars). `timestamptz` becomes the ISO
 * text that the API writes anyway.
 */
export function columnTypes(): pg.TypeOverrides {
  const types = new pg.TypeOverrides();
  types.setTypeParser(pg.types.builtins.INT8, parseBigint);
  types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, parseTimestamp);
  return types;
}

function parseBigint(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) {
    throw new RangeError(`Cannot read the bigint ${text}: it is beyond 2^53.`);
  }
  return value;
}

function parseTimestamp(text: string): string {
  return new Date(text).toISOString();
}
