/** What is kept under a key, or what `load` comes to. */
export type KeptOrLoaded<T> = (key: string, load: () => Promise<T>) => Promise<T>;

interface Entry<T> {
  readonly value: Promise<T>;
  /** 0 until the value is there. */
  size: number;
}

/**
 * Loads each key once and keeps what was used last, up to a size that all of it may have together; what
 * was loaded last is kept however large. A load that failed is tried again by whoever asks next.
 */
export function keepNewest<T>(sizeMax: number, sizeOf: (value: T) => number): KeptOrLoaded<T> {
  // In order of last use.
  const kept = new Map<string, Entry<T>>();
  let size = 0;

  function add(key: string, load: () => Promise<T>): Entry<T> {
    const entry: Entry<T> = { value: load(), size: 0 };
    const settle = (value: T): void => {
      entry.size = sizeOf(value);
      size += entry.size;
      for (const [other, { size: freed }] of kept) {
        if (size <= sizeMax) break;
        if (other === key || freed === 0) continue;
        kept.delete(other);
        size -= freed;
      }
    };
    entry.value.then(settle, () => kept.delete(key));
    return entry;
  }

  return (key, load) => {
    const entry = kept.get(key) ?? add(key, load);
    kept.delete(key);
    kept.set(key, entry);
    return entry.value;
  };
}
