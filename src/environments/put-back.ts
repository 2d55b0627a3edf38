/**
 * A stream from which something was read already, with that at its start again. Ending it ends the source.
 *
 * @yields `head`, then what the source yields.
 */
export async function* putBack<T>(head: T, rest: AsyncIterator<T>): AsyncGenerator<T> {
  try {
    yield head;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
      yield next.value;
    }
  } finally {
    await rest.return?.();
  }
}
