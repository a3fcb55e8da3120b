import { defineConfig, mergeConfig, type ViteUserConfig } from "vitest/config";
import base from "./vitest.config.ts";

/** The same tests and those that take minutes, at their full counts. */
const config: ViteUserConfig = mergeConfig(
  base,
  defineConfig({ test: { env: { ENDURANCE: "1" }, testTimeout: 1_800_000 } }),
);

export default config;
