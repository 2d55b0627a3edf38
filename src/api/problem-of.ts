import * as z from "zod";

import type { DomainError, ErrorCode } from "../domain/errors.ts";
import { describeProblems, listProblems } from "../schemas/parse-input.ts";
import type { Problem } from "../schemas/problem.ts";
import { HTTP_STATUS } from "./http-status.ts";

/** What a caller is told of our own failures: nothing that went wrong inside. */
const INTERNAL_DETAIL = "Something failed on our side. The log has more under this instance.";
const UNAVAILABLE_DETAIL =
  "Something this request needs can't be reached right now: GET /readyz says what. Try again later.";

/** What Fastify calls the parts of a request, in words. */
const PARTS: Readonly<Record<string, string>> = {
  body: "request body",
  querystring: "query",
  params: "path",
  headers: "request headers",
};

/**
 * The problem that an error is to a caller. Messages of what a caller can mend are passed on, those of
 * 5xx never are.
 *
 * @param instance id of the request.
 */
export function problemOf(error: unknown, instance: string): Problem {
  if (isDomainError(error)) return problem(error.code, error.message, instance);
  if (error instanceof z.ZodError && "validationContext" in error) {
    const errors = listProblems(error);
    const part = PARTS[String(error.validationContext)] ?? "request";
    return { ...problem("INVALID_INPUT", describeProblems(errors, part), instance), errors };
  }
  const status = statusOf(error);
  if (status === 503) return problem("SERVICE_UNAVAILABLE", "", instance);
  // Fastify's own complaints about a request: not JSON, too large, of a type nobody takes.
  if (status >= 400 && status < 500) {
    const detail = error instanceof Error ? error.message : String(error);
    return { ...problem("INVALID_INPUT", detail, instance), status };
  }
  return form("INTERNAL", 500, INTERNAL_DETAIL, instance);
}

/** The problem of a path or method that does not exist. */
export function noSuchRoute(method: string, url: string, instance: string): Problem {
  const detail = `Cannot ${method} ${url}: there is no such path. GET /openapi.json lists all; a slash within a name is written %2F.`;
  return form("NOT_FOUND", 404, detail, instance);
}

function problem(code: ErrorCode, message: string, instance: string): Problem {
  const status = HTTP_STATUS[code];
  if (status === 503) return form(code, status, UNAVAILABLE_DETAIL, instance);
  return form(code, status, status >= 500 ? INTERNAL_DETAIL : message, instance);
}

function form(code: string, status: number, detail: string, instance: string): Problem {
  const words = code.toLowerCase().replaceAll("_", " ");
  const title = words.charAt(0).toUpperCase() + words.slice(1);
  return { type: `urn:autotts:problem:${code}`, title, status, detail, instance, code };
}

/** By name and code, not by class: an error may come from another realm. */
function isDomainError(error: unknown): error is DomainError {
  return (
    error instanceof Error &&
    error.name === "DomainError" &&
    "code" in error &&
    Object.hasOwn(HTTP_STATUS, String(error.code))
  );
}

function statusOf(error: unknown): number {
  const isObject = typeof error === "object" && error !== null;
  return isObject && "statusCode" in error ? Number(error.statusCode) : 500;
}
