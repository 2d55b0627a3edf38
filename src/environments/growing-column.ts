/** A column of numbers whose length is not known beforehand, in a fraction of a plain array's memory. */
export interface GrowingColumn<Column extends Uint16Array | Uint32Array> {
  readonly length: number;
  /** Adds a value; what does not fit the column's width is cut, as in any typed array. */
  push(value: number): void;
  /** What was added, in memory of its own. */
  toColumn(): Column;
}

const CAPACITY_AT_FIRST = 1_024;

/** A column of unsigned 16-bit numbers that grows. */
export function growingHalves(): GrowingColumn<Uint16Array> {
  return growingColumn((length) => new Uint16Array(length));
}

/** A column of unsigned 32-bit numbers that grows. */
export function growingWords(): GrowingColumn<Uint32Array> {
  return growingColumn((length) => new Uint32Array(length));
}

function growingColumn<Column extends Uint16Array | Uint32Array>(
  allocate: (length: number) => Column,
): GrowingColumn<Column> {
  let values = allocate(CAPACITY_AT_FIRST);
  let length = 0;
  return {
    get length() {
      return length;
    },
    push(value) {
      if (length === values.length) {
        const wider = allocate(2 * length);
        wider.set(values);
        values = wider;
      }
      values[length] = value;
      length += 1;
    },
    toColumn() {
      const column = allocate(length);
      column.set(values.subarray(0, length));
      return column;
    },
  };
}
