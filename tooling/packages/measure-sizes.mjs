import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { sizeCases } from "./size-cases.mjs";

/** Each case as a bundle of the packages in the node_modules of a folder, minified. */
export const measureSizes = (folder) => Promise.all(sizeCases.map((row) => measure(folder, row)));

async function measure(folder, { code, never, ...row }) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: folder },
    absWorkingDir: folder,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    metafile: true,
    logLevel: "silent",
    write: false,
  });
  const inputs = Object.entries(Object.values(metafile.outputs)[0].inputs);
  return {
    ...row,
    bytes: gzipSync(outputFiles[0].contents, { level: 9 }).length,
    strays: inputs.flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 && never?.test(path) ? [path] : [])),
  };
}

/** What is larger than it may be, or holds what it does not use. */
export const checkSizes = (sizes) =>
  sizes.flatMap(({ name, bytes, limit, strays }) => [
    ...(bytes > limit ? [`${name}: ${bytes} bytes are more than ${limit}; what came along?`] : []),
    ...strays.map((path) => `${name}: holds ${path}, which it does not use`),
  ]);
