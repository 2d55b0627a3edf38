import { describe, expect, test } from "@jest/globals";
import * as z from "zod";

import { HTTP_STATUS } from "../../src/api/http-status.ts";
import { noSuchRoute, problemOf } from "../../src/api/problem-of.ts";
import { requestValidator } from "../../src/api/request-validator.ts";
import { DomainError, type ErrorCode } from "../../src/domain/errors.ts";
import { problemSchema } from "../../src/schemas/problem.ts";

const CODES = Object.keys(HTTP_STATUS) as ErrorCode[];

describe("problemOf()", () => {
  test.each(CODES)(
    "gives %s its status, and its message only where a caller can mend it",
    (code) => {
      const problem = problemSchema.parse(problemOf(new DomainError(code, "secret"), "request-1"));
      expect(problem).toMatchObject({
        type: `urn:autotts:problem:${code}`,
        status: HTTP_STATUS[code],
        code,
        instance: "request-1",
      });
      expect(problem.detail?.includes("secret")).toBe(problem.status < 500);
    },
  );

  test("tells a domain error by name and code, whatever realm it comes from", () => {
    const foreign = Object.assign(new Error("No run 7"), {
      name: "DomainError",
      code: "UNKNOWN_RUN",
    });
    expect(problemOf(foreign, "")).toMatchObject({ status: 404, detail: "No run 7" });
    const odd = Object.assign(new Error("secret"), { name: "DomainError", code: "toString" });
    expect(problemOf(odd, "")).toMatchObject({ status: 500, code: "INTERNAL" });
  });

  test.each([
    new Error("secret"),
    Object.assign(new Error("secret"), { statusCode: 500 }),
    "secret",
  ])("says nothing of what is ours: %p", (error) => {
    const problem = problemOf(error, "request-1");
    expect(problem).toMatchObject({ status: 500, code: "INTERNAL", title: "Internal" });
    expect(JSON.stringify(problem)).not.toContain("secret");
  });

  test("passes on what Fastify has to say about a request, with Fastify's status", () => {
    const tooLarge = Object.assign(new Error("Request body is too large"), { statusCode: 413 });
    expect(problemOf(tooLarge, "")).toMatchObject({
      status: 413,
      code: "INVALID_INPUT",
      detail: "Request body is too large",
    });
    const late = Object.assign(new Error("secret"), { statusCode: 503 });
    expect(problemOf(late, "")).toMatchObject({ status: 503, code: "SERVICE_UNAVAILABLE" });
  });

  test("points at every problem of a request, with the value found", () => {
    const schema = z.strictObject({ "a/b": z.array(z.number().max(1, "β lies in [0, 1]")) });
    const validate = requestValidator({ schema, method: "POST", url: "/", httpPart: "body" });
    const { error } = validate({ "a/b": [0, 2], c: 1 }) as { error: Error };
    const problem = problemOf(Object.assign(error, { validationContext: "body" }), "request-1");
    expect(problem).toMatchObject({ status: 400, code: "INVALID_INPUT" });
    expect(problem.errors).toContainEqual({
      pointer: "/a~1b/1",
      message: "β lies in [0, 1] (found 2)",
    });
    expect(problem.detail).toContain("The request body has 2 problems");
    expect(problem.detail).toContain("/a~1b/1: β lies in [0, 1] (found 2)");
  });
});

test("noSuchRoute() names the request and where the paths are listed", () => {
  const problem = problemSchema.parse(noSuchRoute("GET", "/v1/rums", "request-1"));
  expect(problem).toMatchObject({ status: 404, code: "NOT_FOUND", title: "Not found" });
  expect(problem.detail).toContain("GET /v1/rums");
  expect(problem.detail).toContain("/openapi.json");
});
