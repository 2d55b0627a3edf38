/** Why something is not there, and what to write instead; each completes a sentence. */
export interface Ban {
  readonly why: string;
  readonly instead: string;
}

const NO_CODE = {
  why: "code made at run time is not checked",
  instead: "write a function of the module",
};
const NO_CLOCK = {
  why: "a controller has no clock, for results must repeat",
  instead: "decide by `question.spentTokens` or `question.spentIntervals`",
};
const NO_WAITING = {
  why: "a controller is synchronous",
  instead: "call the question's methods directly, they return at once",
};
const ONE_THREAD = {
  why: "a controller has one thread",
  instead: "use a plain array",
};
const NO_RAW_BITS = {
  why: "raw bits of numbers differ between runs",
  instead: "use a typed array of its own length, like `new Float64Array(8)`, and copy with `slice`",
};
const NO_COLLECTOR = {
  why: "what is collected when differs between runs",
  instead: "keep the object itself",
};
const NO_LOCALE = {
  why: "results must not depend on the machine's language",
  instead: "compare with `<`, and show numbers with `String(value)`",
};
const NO_INSIDES = {
  why: "it leads to what all controllers share",
  instead: "use a class or a function of the module by its name",
};
const NO_ACCESSOR = {
  why: "reading a property must run no code",
  instead: "write a method, and assign properties with `=`",
};

/** Names that lead out of a controller's world or make it differ between runs. */
export const BANNED_NAMES: Readonly<Record<string, Ban>> = {
  eval: NO_CODE,
  Function: NO_CODE,
  WebAssembly: NO_CODE,
  Proxy: NO_ACCESSOR,
  Reflect: {
    why: "it reaches behind the contract",
    instead: "use the object: `object[key]`, `key in object`, `Object.keys(object)`",
  },
  Symbol: {
    why: "it changes what built-ins do",
    instead: "return an array where something is iterated over, and use texts as keys",
  },
  globalThis: {
    why: "a controller shares nothing with other code",
    instead: "use the built-in by its name, or a constant of the module",
  },
  Date: NO_CLOCK,
  performance: NO_CLOCK,
  Promise: NO_WAITING,
  Atomics: ONE_THREAD,
  SharedArrayBuffer: ONE_THREAD,
  ArrayBuffer: NO_RAW_BITS,
  DataView: NO_RAW_BITS,
  WeakRef: NO_COLLECTOR,
  FinalizationRegistry: NO_COLLECTOR,
  Intl: NO_LOCALE,
  console: {
    why: "there is nowhere to print to",
    instead: "use `question.note(reason, values)`, which a trace shows",
  },
  arguments: { why: "it aliases parameters", instead: "use a rest parameter, `(...values)`" },
};

/** Properties that lead to constructors, prototypes and callers: refused as texts, too. */
export const BANNED_TEXTS: Readonly<Record<string, Ban>> = {
  constructor: NO_INSIDES,
  prototype: NO_INSIDES,
  // Quoted and bracketed: without, it would be this list's prototype.
  ["__proto__"]: NO_INSIDES,
  caller: NO_INSIDES,
  callee: NO_INSIDES,
};

/** Properties that are not there; as texts these words may be used. */
export const BANNED_PROPERTIES: Readonly<Record<string, Ban>> = {
  ...BANNED_TEXTS,
  stack: {
    why: "the depth of the stack differs between runs",
    instead: "name a property of your own otherwise, like `pending`",
  },
  buffer: NO_RAW_BITS,
  byteOffset: NO_RAW_BITS,
  subarray: NO_RAW_BITS,
  random: { why: "results must repeat", instead: "use `question.draw()`" },
  defineProperty: NO_ACCESSOR,
  defineProperties: NO_ACCESSOR,
  __defineGetter__: NO_ACCESSOR,
  __defineSetter__: NO_ACCESSOR,
  localeCompare: NO_LOCALE,
  toLocaleString: NO_LOCALE,
  toLocaleLowerCase: NO_LOCALE,
  toLocaleUpperCase: NO_LOCALE,
};

/** Syntax that is refused wherever it stands, by the last part of its code. */
export const BANNED_SYNTAX = {
  try: {
    why: "how deep a caught overflow was differs between runs, and would be a memory",
    instead:
      "check beforehand; where something has run out, the question's methods do less and say so",
  },
  async: NO_WAITING,
  generator: { why: "what a generator does waits for its caller", instead: "return an array" },
  "tagged-template": {
    why: "its strings outlive an episode",
    instead: "call a function with the text",
  },
  accessor: NO_ACCESSOR,
  debugger: { why: "there is no debugger", instead: "use `question.note(reason, values)`" },
  "meta-property": {
    why: "a controller knows nothing of its surroundings",
    instead: "pass what is needed as a parameter",
  },
  decorator: { why: "it is not JavaScript yet", instead: "call the function" },
  using: {
    why: "it runs code after an error",
    instead: "declare with `const`, and call at the end what is to be done there",
  },
  import: {
    why: "a controller is one self-contained file",
    instead: 'write `import { … } from "autotts"`, and everything else into the file',
  },
  export: {
    why: "the default export is all that is read",
    instead: "leave this out",
  },
  label: {
    why: "only a loop needs one",
    instead: "put it before a loop, or use `if` and `return`",
  },
  directive: {
    why: "every line is type-checked",
    instead: "mend the type, or write `value as T` where you know better",
  },
} as const satisfies Readonly<Record<string, Ban>>;
