/*
 * Takes the place of the package `isolated-vm` in a build without isolates: the same calls, in the process's
 * own realm. It is copied into such a build and imports nothing.
 */

type AnyFunction = (...values: unknown[]) => unknown;

class Reference {
  readonly #value: unknown;

  constructor(value: unknown) {
    this.#value = value;
  }

  getSync(name: string): Reference {
    return new Reference((this.#value as Record<string, unknown>)[name]);
  }

  apply(self: unknown, values: readonly unknown[]): Promise<unknown> {
    return Promise.resolve(structuredClone(this.#call(self, structuredClone(values))));
  }

  applySync(self: unknown, values: readonly unknown[]): unknown {
    return this.#call(self, values);
  }

  derefInto(): unknown {
    return this.#value;
  }

  #call(self: unknown, values: readonly unknown[]): unknown {
    return (this.#value as AnyFunction).apply(self, [...values]);
  }
}

class Context {
  evalSync(code: string): Reference {
    // oxlint-disable-next-line no-eval -- what is left without an isolate
    return new Reference((0, eval)(code));
  }

  eval(code: string): Promise<Reference> {
    return Promise.resolve(this.evalSync(code));
  }

  release(): void {}
}

export class Isolate {
  isDisposed = false;

  createContextSync(): Context {
    return new Context();
  }

  dispose(): void {
    this.isDisposed = true;
  }
}
