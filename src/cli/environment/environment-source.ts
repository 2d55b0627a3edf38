import { createReadStream } from "node:fs";
import { checkEnvironment } from "../../environments/check-environment.ts";
import { environmentNameOf, requireEnvironmentName } from "../../environments/environment-name.ts";
import type { ImportedReader } from "../../environments/environment-reader.ts";
import type { EnvironmentSummary } from "../../environments/environment-summary.ts";
import type { ImportedEnvironment } from "../../environments/imported-environment.ts";
import { memoryReader } from "../../environments/memory-reader.ts";
import type { OnRead } from "../../environments/read-counted.ts";
import { spoolFile } from "../../environments/spool-environment.ts";
import { writeAutotts } from "../../environments/write-autotts.ts";

/** An environment that was found to be valid, and can be sent to where it is to live. */
export interface EnvironmentSource extends Pick<EnvironmentSummary, "contentHash" | "report"> {
  /** A file, or what else it comes from, for people. */
  readonly file: string;
  readonly name: string;
  /** As a file in any format that can be imported. */
  readonly bytes: () => AsyncIterable<Uint8Array>;
  /** To be read chunk by chunk, and closed. */
  readonly open: () => Promise<ImportedReader>;
}

/** An environment from a file, which is read to its end. @throws DomainError INVALID_INPUT or INVALID_ENVIRONMENT */
export async function sourceFromFile(
  path: string,
  shown: string,
  name = environmentNameOf(path),
  onRead?: OnRead,
): Promise<EnvironmentSource> {
  requireEnvironmentName(name);
  const { contentHash, report } = await checkEnvironment(path, onRead);
  return {
    file: shown,
    name,
    contentHash,
    report,
    bytes: () => createReadStream(path),
    open: () => spoolFile(path),
  };
}

/** An environment that was made here. */
export function sourceFromMemory(imported: ImportedEnvironment): EnvironmentSource {
  const { environment, report } = imported;
  const { name, contentHash } = environment;
  const bytes = () => writeAutotts(imported);
  const open = () => Promise.resolve(memoryReader(imported));
  return { file: "generated", name, contentHash, report, bytes, open };
}
