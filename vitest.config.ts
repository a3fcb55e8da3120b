import { defineConfig, type ViteUserConfig } from "vitest/config";

const conditions = ["@adjoint/source"];

const config: ViteUserConfig = defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions: [...conditions, "node", "import", "module", "default"] } },
  test: {
    include: ["{packages,apps}/*/src/**/*.test.ts"],
    pool: "threads",
    testTimeout: 60_000,
  },
});

export default config;
