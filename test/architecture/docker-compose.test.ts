import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

import { expect, test } from "@jest/globals";
import { parse } from "yaml";
import { z } from "zod";

import { type DatabaseRole, databaseUser } from "../../src/domain/database-roles.ts";
import { SEARCH_ATTRIBUTES } from "../../src/domain/search-attributes.ts";
import { TASK_QUEUES } from "../../src/domain/task-queues.ts";

const ROOT = new URL("../../", import.meta.url);
const Service = z.object({
  image: z.string(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  ports: z.array(z.string()).default([]),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
});
const { services } = z
  .object({ services: z.record(z.string(), Service) })
  .parse(parse(readFileSync(new URL("docker-compose.yml", ROOT), "utf8"), { merge: true }));

/** Which of our roles each of our services connects as. */
const ROLES: Record<string, DatabaseRole> = {
  migrate: "owner",
  api: "api",
  "worker-control": "control",
  "worker-agents": "agents",
  "worker-replay": "replay",
  "worker-held-out": "held_out",
};

test("docker-compose.yml has a worker for every role", () => {
  const workers = Object.values(services).filter(({ command }) => command?.[1] === "worker");
  expect(workers.map(({ command }) => command?.slice(2))).toEqual(
    Object.keys(TASK_QUEUES).map((role) => ["--role", role]),
  );
});

test.each(Object.entries(ROLES))("docker-compose.yml gives %s the user of %s", (name, role) => {
  const password = `\${AUTOTTS_${role.toUpperCase()}_PASSWORD:?set it in .env}`;
  expect(service(name).environment["DATABASE_URL"]).toBe(
    `postgres://${databaseUser(role)}:${password}@postgres:5432/autotts`,
  );
});

test("docker-compose.yml gives a password to its own role, the migration and the database only", () => {
  for (const [name, { environment }] of Object.entries(services)) {
    const passwords = JSON.stringify(environment).match(/AUTOTTS_\w+_PASSWORD(?=:[?])/g) ?? [];
    const own = `AUTOTTS_${(ROLES[name] ?? "owner").toUpperCase()}_PASSWORD`;
    if (name === "migrate") expect(new Set(passwords).size).toBe(6);
    else if (name === "postgres" || name in ROLES) expect(passwords).toEqual([own]);
    else expect(passwords).toEqual([]);
  }
});

test("docker-compose.yml gives the model provider's key to the agents only", () => {
  const holders = Object.entries(services).filter(
    ([, { environment }]) => "ANTHROPIC_API_KEY" in environment,
  );
  expect(holders.map(([name]) => name)).toEqual(["worker-agents"]);
});

test("docker-compose.yml starts every part after what it needs", () => {
  expect(conditions("migrate")).toEqual({ postgres: "service_healthy" });
  expect(conditions("temporal")).toEqual({ "temporal-schema": "service_completed_successfully" });
  for (const name of Object.keys(ROLES).filter((role) => role !== "migrate"))
    expect(conditions(name)).toEqual({
      migrate: "service_completed_successfully",
      "temporal-setup": "service_completed_successfully",
    });
  for (const [name, { depends_on: needs }] of Object.entries(services))
    for (const [needed, { condition }] of Object.entries(needs))
      if (condition === "service_healthy")
        expect([name, needed, service(needed).healthcheck]).toEqual([
          name,
          needed,
          expect.anything(),
        ]);
});

test("docker-compose.yml pins every image and opens ports to this machine only", () => {
  for (const { image, ports } of Object.values(services)) {
    expect(image).toMatch(/^(?:autotts:local|[\w/-]+:\d+[.]\d+[.\w-]*)$/);
    for (const port of ports) expect(port).toMatch(/^127[.]0[.]0[.]1:/);
  }
});

test("docker-compose.yml registers the search attributes of the domain", () => {
  const [shell = ""] = service("temporal-setup").command ?? [];
  const registered = [...shell.matchAll(/--name (\w+) --type (\w+)/g)].map(([, name, type]) => [
    name,
    type,
  ]);
  expect(Object.fromEntries(registered)).toEqual(SEARCH_ATTRIBUTES);
});

test("Dockerfile uses the Node of the packages in every stage", () => {
  const { dependencies } = z
    .object({ dependencies: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(new URL("package.json", ROOT), "utf8")));
  const stages = readFileSync(new URL("Dockerfile", ROOT), "utf8").match(/^FROM \S+/gm);
  expect(new Set(stages)).toEqual(new Set([`FROM node:${dependencies["node"]}-bookworm-slim`]));
});

const compose = [["docker", "compose"], ["docker-compose"]].find(
  ([program = "", ...args]) => spawnSync(program, [...args, "version"]).status === 0,
);
if (compose === undefined)
  console.warn(
    "SKIPPED: neither 'docker compose' nor 'docker-compose' runs here, so compose itself did not check docker-compose.yml",
  );
(compose === undefined ? test.skip : test)("docker-compose.yml is accepted by compose", () => {
  const [program = "", ...args] = compose ?? [];
  const passwords = [
    ...Object.values(ROLES).map((role) => `AUTOTTS_${role.toUpperCase()}`),
    "TEMPORAL_POSTGRES",
  ];
  const env = Object.fromEntries(passwords.map((name) => [`${name}_PASSWORD`, "x"]));
  const result = spawnSync(program, [...args, "config", "--quiet"], {
    cwd: ROOT,
    env: { ...env, PATH: "/usr/local/bin:/usr/bin:/bin" },
  });
  expect(result.stderr.toString()).toBe("");
});

function service(name: string): z.infer<typeof Service> {
  const found = services[name];
  if (found === undefined) throw new Error(`No service '${name}' in docker-compose.yml`);
  return found;
}

function conditions(name: string): Record<string, string> {
  const needs = Object.entries(service(name).depends_on);
  return Object.fromEntries(needs.map(([needed, { condition }]) => [needed, condition]));
}
