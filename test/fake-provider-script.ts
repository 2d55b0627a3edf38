/** A content block as a script writes it; `inputJson` replaces a tool's input on the wire, as it is. */
export type FakeBlock =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "thinking"; readonly thinking: string; readonly signature: string }
  | {
      readonly type: "tool_use";
      readonly id: string;
      readonly name: string;
      readonly input: unknown;
      readonly inputJson?: string;
    };

/** How an answer goes wrong on the wire, after part of it was sent. */
export type FakeFault = "reset" | "stall" | "malformed" | "overloaded" | "cut-short";

/** An answer of the model. */
export interface FakeAnswer {
  readonly kind: "message";
  readonly content: readonly FakeBlock[];
  readonly stopReason?: string;
  readonly fault?: FakeFault;
  readonly delayMs?: number;
}

/** An answer of the server instead. */
export interface FakeError {
  readonly kind: "error";
  readonly status: number;
  readonly type: string;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the provider answers. */
export type FakeReply = FakeAnswer | FakeError;

/** A message of a request, as far as scripts look at it. */
export interface FakeMessage {
  readonly role: string;
  readonly content: string | readonly Readonly<Record<string, unknown>>[];
}

/** The body of a request, as far as scripts look at it. */
export interface FakeBody {
  readonly model: string;
  readonly max_tokens: number;
  readonly stream?: boolean;
  readonly system: string;
  readonly tools: readonly { readonly name: string }[];
  readonly tool_choice: { readonly type: string };
  readonly messages: readonly FakeMessage[];
}

/** One request that came in. */
export interface FakeRequest {
  readonly body: FakeBody;
  readonly bodyText: string;
  /** The key or token it came with. */
  readonly credential: string;
  /** Conversations are told apart by what opens them. */
  readonly conversation: string;
  /** Turns that the model took before this one. */
  readonly turn: number;
  /** How many requests for this turn came before this one. */
  readonly earlier: number;
}

/** Decides what to answer. */
export type FakeScript = (request: FakeRequest) => FakeReply;
