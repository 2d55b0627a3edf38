import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { DomainError } from "../domain/errors.ts";
import { systemErrorCode } from "../domain/system-error.ts";
import type { PublishedFile } from "./published-autotts.ts";

const AT_ONCE = 4;
const SILENCE_MS = 30_000;

export interface FetchOptions {
  /** Address of the folder that the files are in. */
  readonly address: string;
  /** Folder that they go to; made where it is missing. */
  readonly into: string;
  readonly signal: AbortSignal;
  /** Told the bytes that came in, of all files together. */
  readonly onBytes: (received: number) => void;
  /** How long a server may say nothing, in ms; half a minute unless said otherwise. */
  readonly silenceMs?: number;
}

/** What became of one file. */
export type FetchedFile =
  | { readonly file: string; readonly state: "fetched" | "present" }
  | { readonly file: string; readonly state: "failed"; readonly error: DomainError };

/**
 * Downloads files, four at once, and checks size and hash of each before it gets its name: a file that is
 * there is whole. One that is there already is left as it is, so that a second call goes on where the first
 * one stopped. A file that fails does not keep the others from coming.
 *
 * @throws the signal's reason once it is aborted; what is there by then stays.
 */
export async function fetchPublished(
  files: readonly PublishedFile[],
  options: FetchOptions,
): Promise<readonly FetchedFile[]> {
  const fetched = new Map<PublishedFile, FetchedFile>();
  let received = 0;
  const onChunk = (bytes: number): void => {
    received += bytes;
    options.onBytes(received);
  };
  const waiting = files.values();
  const takeTurns = async (): Promise<void> => {
    for (const wanted of waiting) fetched.set(wanted, await fetchOne(wanted, options, onChunk));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, takeTurns));
  return files.flatMap((wanted) => fetched.get(wanted) ?? []);
}

async function fetchOne(
  wanted: PublishedFile,
  options: FetchOptions,
  onChunk: (bytes: number) => void,
): Promise<FetchedFile> {
  const { file } = wanted;
  const path = join(options.into, file);
  options.signal.throwIfAborted();
  try {
    if (await isPresent(wanted, path)) return { file, state: "present" };
    const content = await download(wanted, options, onChunk);
    await writeWhole(path, content);
    return { file, state: "fetched" };
  } catch (error) {
    options.signal.throwIfAborted();
    if (error instanceof DomainError) return { file, state: "failed", error };
    throw error;
  }
}

/** @throws DomainError INVALID_INPUT when something else stands at this path. */
async function isPresent({ sha256 }: PublishedFile, path: string): Promise<boolean> {
  const there = await onDisk("read", path, async () => {
    try {
      return await readFile(path);
    } catch (error) {
      if (systemErrorCode(error) === "ENOENT") return undefined;
      throw error;
    }
  });
  if (there === undefined) return false;
  if (hashOf([there]) === sha256) return true;
  throw new DomainError(
    "INVALID_INPUT",
    `Cannot fetch ${path}: a file with other content is there. Move it away, or choose another folder.`,
  );
}

async function download(
  { file, bytes, sha256 }: PublishedFile,
  { address, signal, silenceMs = SILENCE_MS }: FetchOptions,
  onChunk: (bytes: number) => void,
): Promise<readonly Uint8Array[]> {
  const url = `${address.replace(/[/]+$/u, "")}/${file}`;
  const fail = (reason: string, cause?: unknown): DomainError =>
    new DomainError(
      "SERVICE_UNAVAILABLE",
      `Cannot fetch ${url}: ${reason}. Run it again, with another --address if need be: what was fetched stays.`,
      { cause },
    );
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), silenceMs);
  const chunks: Uint8Array[] = [];
  let received = 0;
  try {
    const response = await fetch(url, { signal: AbortSignal.any([signal, silence.signal]) });
    if (!response.ok || response.body === null) {
      await response.body?.cancel();
      throw fail(`the server says ${response.status}`);
    }
    for await (const chunk of response.body) {
      timer.refresh();
      received += chunk.length;
      if (received > bytes) break;
      chunks.push(chunk);
      onChunk(chunk.length);
    }
  } catch (error) {
    if (error instanceof DomainError) throw error;
    if (silence.signal.aborted) throw fail(`nothing came for ${silenceMs / 1000} s`, error);
    throw fail(`the connection failed (${reasonOf(error)})`, error);
  } finally {
    clearTimeout(timer);
  }
  if (received > bytes) throw fail(`it is larger than the ${bytes} bytes it must have`);
  if (received < bytes) throw fail(`it ended after ${received} of ${bytes} bytes`);
  if (hashOf(chunks) !== sha256) throw fail(`its SHA-256 is not ${sha256}`);
  return chunks;
}

/** Writes beside the file and renames, so that no reader and no crash meets a part of it. */
async function writeWhole(path: string, content: readonly Uint8Array[]): Promise<void> {
  const part = `${path}.${randomUUID()}.part`;
  await onDisk("write", path, async () => {
    await mkdir(dirname(path), { recursive: true });
    try {
      await writeFile(part, content);
      await rename(part, path);
    } finally {
      await rm(part, { force: true });
    }
  });
}

async function onDisk<T>(what: string, path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined) throw error;
    throw new DomainError(
      "INVALID_INPUT",
      `Cannot ${what} ${path}: ${code}. Check the folder and its permissions, or choose another.`,
      { cause: error },
    );
  }
}

function hashOf(chunks: readonly Uint8Array[]): string {
  const hash = createHash("sha256");
  for (const chunk of chunks) hash.update(chunk);
  return hash.digest("hex");
}

/** `fetch` says "fetch failed" of everything; what failed is its cause. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return systemErrorCode(cause) ?? (cause instanceof Error ? cause.message : String(cause));
}
