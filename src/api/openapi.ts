import type { FastifyDynamicSwaggerOptions, SwaggerTransformObject } from "@fastify/swagger";
import { jsonSchemaTransform, jsonSchemaTransformObject } from "fastify-type-provider-zod";

const REFERENCE = /"#\/components\/schemas\/([^"]+)"/gu;

/** How routes and their schemas become the description under `/openapi.json`. */
export const openapi: FastifyDynamicSwaggerOptions = {
  openapi: {
    openapi: "3.1.0",
    info: {
      title: "AutoTTS",
      description: "Discovers, replays and judges test-time-scaling controllers.",
      version: "1",
    },
  },
  transform: jsonSchemaTransform,
  transformObject: usedComponents,
};

/**
 * Every named schema comes as it is read and as it is written, used or not. Only those that a path leads
 * to are kept.
 */
function usedComponents(document: Parameters<SwaggerTransformObject>[0]) {
  const full = jsonSchemaTransformObject(document);
  if (!("components" in full)) return full;
  const schemas: Record<string, unknown> = full.components?.schemas ?? {};
  const used = new Set<string>();
  const collect = (part: unknown) => {
    for (const [, name = ""] of JSON.stringify(part).matchAll(REFERENCE)) {
      if (used.has(name)) continue;
      used.add(name);
      collect(schemas[name]);
    }
  };
  collect(full.paths);
  for (const name of Object.keys(schemas)) if (!used.has(name)) delete schemas[name];
  return full;
}
