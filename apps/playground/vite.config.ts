import { defaultClientConditions, defineConfig, type Plugin, type UserConfig } from "vite";
import { referencePlugin } from "./src/reference/generate/reference-plugin.ts";

/** Nothing but files of this site; WebAssembly may be compiled, text may not become code. */
const POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "img-src 'self' data: blob:",
  "object-src 'none'",
  "base-uri 'none'",
].join("; ");

/** The built page carries its content policy, wherever it is served from. The development server needs inline styles. */
const contentPolicy: Plugin = {
  name: "content-policy",
  apply: "build",
  transformIndexHtml: () => [
    { tag: "meta", attrs: { "http-equiv": "Content-Security-Policy", content: POLICY }, injectTo: "head-prepend" },
  ],
};

const config: UserConfig = defineConfig({
  // relative, so that the built files work from any folder
  base: "./",
  resolve: { conditions: ["@adjoint/source", ...defaultClientConditions] },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  plugins: [contentPolicy, referencePlugin()],
  worker: { format: "es", plugins: () => [referencePlugin()] },
  build: { target: "es2022", modulePreload: { polyfill: false } },
});

export default config;
