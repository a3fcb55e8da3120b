import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/** A function by its package and name. */
export interface Import {
  readonly packageName: string;
  readonly name: string;
}

const keyOf = ({ packageName, name }: Import): string => `${packageName}.${name}`;

/** Bytes of a bundle that holds one function and what it needs, minified and compressed, as tooling/check-sizes.mjs measures. */
export async function measureBytes(imports: readonly Import[], folder: string): Promise<Map<string, number>> {
  const { outputFiles } = await build({
    entryPoints: imports.map((one) => ({ in: `measure:${keyOf(one)}`, out: keyOf(one) })),
    plugins: [
      {
        name: "measure",
        setup: ({ onResolve, onLoad }) => {
          onResolve({ filter: /^measure:/ }, ({ path }) => ({
            path: path.slice("measure:".length),
            namespace: "measure",
          }));
          onLoad({ filter: /.*/, namespace: "measure" }, ({ path }) => {
            const [packageName, name] = path.split(".");
            return { contents: `export { ${name} } from "@adjoint/${packageName}"`, resolveDir: folder };
          });
        },
      },
    ],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    conditions: ["@adjoint/source"],
    outdir: folder, // only for the names: nothing is written
    write: false,
  });
  const sizes = outputFiles.map(({ path, contents }) => {
    const key = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1).replace(/\.js$/, "");
    return [key, gzipSync(contents, { level: 9 }).length] as const;
  });
  return new Map(sizes);
}
