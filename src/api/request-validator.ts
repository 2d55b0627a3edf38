import type { FastifySchemaCompiler } from "fastify";
import type * as z from "zod";

/** Checks a part of a request; the error remembers the values found, so that it can name them. */
export const requestValidator: FastifySchemaCompiler<z.ZodType> =
  ({ schema }) =>
  (input) => {
    const result = schema.safeParse(input, { reportInput: true });
    return result.success ? { value: result.data } : { error: result.error };
  };
