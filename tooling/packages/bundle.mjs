import { join } from "node:path";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import terser from "@rollup/plugin-terser";
import * as esbuild from "esbuild";
import { rollup } from "rollup";
import * as vite from "vite";

/** Each bundler makes one minified file of a module, for a browser: `bundlers[name](entry, file)`. */
export const bundlers = {
  esbuild: (entry, outfile) =>
    esbuild.build({ entryPoints: [entry], outfile, bundle: true, minify: true, format: "esm", target: "es2022" }),
  rollup: async (entry, file) => {
    const bundle = await rollup({
      input: entry,
      logLevel: "silent",
      plugins: [nodeResolve({ browser: true }), terser()],
    });
    await bundle.write({ file, format: "es", inlineDynamicImports: true });
    await bundle.close();
  },
  vite: (entry, file) =>
    vite.build({
      root: join(entry, ".."),
      configFile: false,
      logLevel: "error",
      build: {
        target: "es2022",
        outDir: join(file, ".."),
        emptyOutDir: false,
        minify: true,
        modulePreload: false,
        rolldownOptions: { input: entry, output: { entryFileNames: file.slice(file.lastIndexOf("/") + 1) } },
      },
    }),
};
