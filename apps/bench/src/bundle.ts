import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const sources = fileURLToPath(new URL(".", import.meta.url));

/** What some libraries use in Node.js, and modules do not have. */
const COMMONJS = `
import { createRequire as requireFrom } from "node:module";
const require = requireFrom(import.meta.url);
const __dirname = import.meta.dirname;`;

/**
 * Writes the program that serves one implementation and returns its path. Bundled as its users would: what loads TypeScript
 * as it is wraps functions, which costs time that they do not pay.
 */
export async function bundle(name: string, folder: string): Promise<string> {
  const outfile = `${folder}/${name}.mjs`;
  await build({
    stdin: {
      contents: `
        import { implementation } from "./implementations/${name}.ts";
        import { serve } from "./serve.ts";
        import { workloads } from "./workloads.ts";
        serve(implementation, workloads);`,
      resolveDir: sources,
    },
    bundle: true,
    platform: "node",
    format: "esm",
    mainFields: ["module", "main"],
    conditions: ["@adjoint/source"],
    banner: { js: COMMONJS },
    outfile,
    logLevel: "error",
  });
  return outfile;
}
