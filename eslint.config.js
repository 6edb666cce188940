import tseslint from "typescript-eslint";

// Biome lints everything; these two rules are the ones that it cannot check.
export default [
  {
    files: ["packages/*/src/**/*.ts", "stacks/**/*.ts"],
    ignores: ["**/*.test.ts", "**/*.gen.ts", "stacks/test/**"],
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { "@typescript-eslint": tseslint.plugin },
    rules: {
      "@typescript-eslint/consistent-type-assertions": ["error", { assertionStyle: "never" }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
    },
  },
];
