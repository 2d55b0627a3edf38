import * as z from "zod";

import { type Readiness, readinessSchema } from "../../schemas/readiness.ts";
import { pendingMigrations } from "../../store/pending-migrations.ts";
import { pingStore } from "../../store/store.ts";
import type { Api, ApiContext } from "../api-context.ts";

type Check = Readiness["checks"]["postgres"];

const CHECK_TIMEOUT_MS = 5_000;
const PASSED: Check = { ok: true, detail: null };

/** Whether the process lives, and whether it can work. */
export function healthRoutes(api: Api, context: ApiContext): void {
  getLivez(api);
  getReadyz(api, context);
}

function getLivez(api: Api): void {
  api.route({
    method: "GET",
    url: "/livez",
    logLevel: "warn",
    schema: {
      operationId: "live",
      summary: "Answers as long as the process does.",
      response: { 200: z.object({ live: z.literal(true) }) },
    },
    handler: () => ({ live: true as const }),
  });
}

function getReadyz(api: Api, { store, temporal }: ApiContext): void {
  api.route({
    method: "GET",
    url: "/readyz",
    logLevel: "warn",
    schema: {
      operationId: "ready",
      summary: "Whether the service can do its work; 503 when it can't.",
      response: { 200: readinessSchema, 503: readinessSchema },
    },
    handler: async (_request, reply) => {
      const postgresDown = "Postgres does not answer: is it running, and is its address right?";
      const unmigrated = "Postgres was never migrated: bring its schema up to date as its owner.";
      const temporalDown = "Temporal does not answer: is it running, and is its address right?";
      const [postgres, migrations, temporalCheck] = await Promise.all([
        check(() => pingStore(store), postgresDown),
        check(async () => pendingDetail(await pendingMigrations(store)), unmigrated),
        check(() => temporal.ping(), temporalDown),
      ]);
      const checks = {
        postgres,
        migrations: postgres.ok ? migrations : { ok: false, detail: "Unknown without Postgres." },
        temporal: temporalCheck,
      };
      const ready = Object.values(checks).every(({ ok }) => ok);
      return reply.code(ready ? 200 : 503).send({ ready, checks });
    },
  });
}

function pendingDetail(pending: readonly string[]): string | null {
  if (pending.length === 0) return null;
  return `Postgres lacks the migrations ${pending.join(", ")}: run them as its owner.`;
}

/** Passes when `work` ends in time with nothing to say. What it throws stays inside. */
async function check(work: () => Promise<string | null | void>, failed: string): Promise<Check> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, CHECK_TIMEOUT_MS, failed);
  });
  try {
    const detail = (await Promise.race([work(), late])) ?? null;
    return detail === null ? PASSED : { ok: false, detail };
  } catch {
    return { ok: false, detail: failed };
  } finally {
    clearTimeout(timer);
  }
}
