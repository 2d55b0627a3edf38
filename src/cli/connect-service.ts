import { apiClient, type ApiClient } from "../api/client.ts";
import { DomainError } from "../domain/errors.ts";
import { discoveryWorkflowId } from "../domain/workflow-ids.ts";
import type { CommandContext } from "./command-context.ts";
import type { ServiceAddresses } from "./service-addresses.ts";
import { findRunningStack } from "./service-stack.ts";

/** The API that commands talk to. */
export interface ServiceConnection {
  readonly client: ApiClient;
  /** Undefined where the API is somebody else's: where its Temporal UI is, only they know. */
  readonly uiUrl: string | undefined;
}

/**
 * The API at `AUTOTTS_API`, else the one of this project's stack.
 *
 * @throws DomainError SERVICE_UNAVAILABLE when neither is there
 */
export async function connectService(
  context: Pick<CommandContext, "config" | "projectDir">,
): Promise<ServiceConnection> {
  const { config, projectDir } = context;
  if (config.apiUrl !== undefined) return { client: apiClient(config.apiUrl), uiUrl: undefined };
  const stack = await findRunningStack(projectDir, config);
  if (stack === undefined) {
    throw new DomainError(
      "SERVICE_UNAVAILABLE",
      `Cannot reach the API: the stack of ${projectDir} is not up, and AUTOTTS_API names no other. Start it with 'autotts up' in another terminal.`,
    );
  }
  return connectionTo(stack);
}

export function connectionTo({ apiUrl, uiUrl }: ServiceAddresses): ServiceConnection {
  return { client: apiClient(apiUrl), uiUrl };
}

/** Where the Temporal UI shows a run; undefined where there is no UI that we know of. */
export function runPageOf({ uiUrl }: ServiceConnection, runId: string): string | undefined {
  if (uiUrl === undefined) return undefined;
  return `${uiUrl}/namespaces/default/workflows/${discoveryWorkflowId(runId)}`;
}
