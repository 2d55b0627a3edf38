import type { ApiClient } from "../../api/client.ts";
import { ownerStore } from "../environment/open-owner-store.ts";
import { sendHeldOut, sendSearch } from "../environment/send-environment.ts";
import type { ChosenEnvironments } from "./choose-environments.ts";

/** Names that the environments of a quickstart have in the service. */
export interface EnvironmentNames {
  readonly search: readonly string[];
  readonly heldOut: readonly string[];
}

/** Imports what is not there yet: to search on through the API, to judge on as the database's owner. */
export async function bringIn(
  { search, heldOut }: ChosenEnvironments,
  client: Pick<ApiClient, "listEnvironments" | "importEnvironment">,
  ownerUrl: string,
  onImported: (line: string) => void,
): Promise<EnvironmentNames> {
  const known = new Map(
    (await client.listEnvironments()).map(({ contentHash, name }) => [contentHash, name]),
  );
  const searchNames: string[] = [];
  for (const source of search) {
    const present = known.get(source.contentHash);
    const { name, created } =
      present === undefined ? await sendSearch(client, source) : { name: present, created: false };
    searchNames.push(name);
    onImported(`${name}, to search on${created ? "" : ": there already"}`);
  }
  const store = ownerStore(ownerUrl);
  const heldOutNames: string[] = [];
  try {
    for (const source of heldOut) {
      const { name, created } = await sendHeldOut(store, source);
      heldOutNames.push(name);
      onImported(`${name}, held out${created ? "" : ": there already"}`);
    }
  } finally {
    await store.close();
  }
  return { search: searchNames, heldOut: heldOutNames };
}
