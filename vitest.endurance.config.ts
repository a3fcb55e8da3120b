import { defineConfig, mergeConfig } from "vitest/config";
import base from "./vitest.config.ts";

/** The same tests and those that take minutes, at their full counts. */
export default mergeConfig(base, defineConfig({ test: { env: { ENDURANCE: "1" }, testTimeout: 1_800_000 } }));
