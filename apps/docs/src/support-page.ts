import { markdownTable } from "./markdown-table.ts";
import type { Support } from "./support-of.ts";

const listed = (types: readonly string[]): string => types.join(", ") || "no";

/** What runs where, as a page. */
export const supportPage = (all: readonly Support[]): string => `---
aside: false
---

# What runs where

Made from the cases by which every operation is tested: each was run on each type and target when this page was built. Operations that are not here are made of these.

- **WebAssembly** lists the types for which \`wasmTarget\` has a kernel. What it has none for runs by the reference kernel, in the same program.
- **GPU** lists the types that \`gpuTarget\` runs, tried on its WebAssembly backend; the tests run the same cases in float32 on WebGPU and WebGL 2. Anything else throws when the program is made.
- **Derivative** is the order up to which derivatives are held to differences in double precision; rules are made of operations, so higher orders follow.
  Where it says 0, the operation is constant between its steps or gives no floating-point numbers.

${markdownTable([
  ["operation", "types", "WebAssembly", "GPU", "derivative"],
  ...all.map(({ operation, dtypes, wasm, gpu, derivativeOrder }) => [
    `\`${operation}\``,
    dtypes.length === 5 ? "all" : listed(dtypes),
    wasm.length === 5 ? "all" : listed(wasm),
    listed(gpu),
    String(derivativeOrder),
  ]),
])}
`;
