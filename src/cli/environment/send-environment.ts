import type { ApiClient } from "../../api/client.ts";
import { packEnvironment } from "../../environments/pack-environment.ts";
import { insertEnvironment } from "../../store/environments.ts";
import type { Store } from "../../store/store.ts";
import type { EnvironmentSource } from "./environment-source.ts";

/** What an import came to. */
export interface ImportOutcome {
  /** Content that was there already keeps the name it has. */
  readonly name: string;
  readonly created: boolean;
  readonly contentHash: string;
  readonly questionCount: number;
}

/** Imports an environment to search on. @throws DomainError INVALID_ENVIRONMENT or CONFLICT */
export async function sendSearch(
  client: Pick<ApiClient, "importEnvironment">,
  source: EnvironmentSource,
): Promise<ImportOutcome> {
  const { created, environment } = await client.importEnvironment(source.name, source.bytes());
  const { name, contentHash, questionCount } = environment;
  return { name, created, contentHash, questionCount };
}

/** Imports an environment to judge on; no service may. @throws DomainError CONFLICT */
export async function sendHeldOut(
  ownerStore: Store,
  source: EnvironmentSource,
): Promise<ImportOutcome> {
  const reader = await source.open();
  try {
    const packed = packEnvironment(source.name, reader);
    const { created, name } = await insertEnvironment(ownerStore, "held-out", packed);
    const { contentHash, questionCount } = packed;
    return { name, created, contentHash, questionCount };
  } finally {
    await reader.close();
  }
}
