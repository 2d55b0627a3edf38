import type { Tool } from "@anthropic-ai/sdk/resources/messages";
import { z } from "zod";

/** A tool whose input has the form that this schema checks. */
export function toolOf(name: string, description: string, input: z.ZodObject): Tool {
  const { properties, required } = z.toJSONSchema(input, { io: "input" });
  return {
    name,
    description,
    input_schema: {
      type: "object",
      properties,
      required: required ?? [],
      additionalProperties: false,
    },
  };
}
