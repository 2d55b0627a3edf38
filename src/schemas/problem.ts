import * as z from "zod";

/** An error as the API writes it: RFC 9457, with our code and one entry per problem of the input. */
export const problemSchema = z
  .object({
    type: z.string().meta({ examples: ["urn:autotts:problem:UNKNOWN_RUN"] }),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    /** Id of the request, to be found in the log. */
    instance: z.string().optional(),
    code: z.string(),
    errors: z.array(z.object({ pointer: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: "Problem" });
export type Problem = z.output<typeof problemSchema>;
