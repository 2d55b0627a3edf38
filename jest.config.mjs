/**
 * Two projects: `fast` needs nothing but this checkout; `integration` starts Postgres, Temporal and
 * processes. TypeScript is stripped by swc, file by file; types are `npm run typecheck`'s business.
 */
const shared = {
  testEnvironment: "node",
  extensionsToTreatAsEsm: [".ts"],
  transform: {
    "^.+[.]ts$": [
      "@swc/jest",
      {
        jsc: { parser: { syntax: "typescript" }, target: "es2024" },
        module: { type: "es6" },
        sourceMaps: "inline",
      },
    ],
  },
  // A build, or a copy that attacks are tried on, has a package.json with the same name: two packages called autotts would collide.
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/[.]autotts/", "<rootDir>/[.]peeled/"],
};

export default {
  // Integration files take a database and sometimes a whole stack: more than two at once only wait.
  maxWorkers: 2,
  // Here and not in the integration project, where jest would not look for it.
  testTimeout: 60_000,
  reporters: ["default", "<rootDir>/test/summary-reporter.mjs"],
  projects: [
    {
      ...shared,
      displayName: "fast",
      testMatch: ["<rootDir>/test/**/*.test.ts"],
      testPathIgnorePatterns: ["[.]integration[.]test[.]ts$"],
    },
    {
      ...shared,
      displayName: "integration",
      testMatch: ["<rootDir>/test/**/*.integration.test.ts"],
      globalSetup: "<rootDir>/test/integration-setup.ts",
      globalTeardown: "<rootDir>/test/integration-teardown.ts",
    },
  ],
};
