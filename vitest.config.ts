import { defineConfig } from "vitest/config";

const forks = { pool: "forks" as const };

export default defineConfig({
  test: {
    ...forks,
    projects: [
      {
        test: {
          ...forks,
          name: "unit",
          include: ["packages/*/src/**/*.test.ts"],
          exclude: ["**/*.contract.test.ts"],
        },
      },
      {
        test: {
          ...forks,
          name: "contract",
          include: ["packages/*/src/**/*.contract.test.ts", "packages/aws/test/**/*.test.ts"],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          ...forks,
          name: "conformance",
          include: ["packages/sandbox/test/**/*.test.ts"],
          exclude: ["**/*.slow.test.ts"],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          ...forks,
          name: "e2e",
          include: ["packages/e2e/test/**/*.e2e.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          ...forks,
          name: "slow",
          include: ["packages/*/test/**/*.slow.test.ts"],
          testTimeout: 1_200_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          ...forks,
          name: "stacks",
          include: ["stacks/test/**/*.test.ts"],
          globalSetup: ["stacks/test/synthesize.ts"],
          testTimeout: 120_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
});
