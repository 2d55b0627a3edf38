import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";

import type { Store } from "../store/store.ts";
import type { TemporalGateway } from "./temporal-gateway.ts";

/** What the routes work with. */
export interface ApiContext {
  /** Under the role `api`. */
  readonly store: Store;
  readonly temporal: TemporalGateway;
  /** Source of a controller that ships. @throws UNKNOWN_CONTROLLER naming those there are. */
  readonly resolveShipped: (name: string) => string;
  /** Says that something was queued. */
  readonly nudgeStarter: () => void;
}

/** A Fastify server whose handlers are typed by their zod schemas. */
export type Api = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;
