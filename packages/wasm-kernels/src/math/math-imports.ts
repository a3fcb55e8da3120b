import type { Imports } from "../emitter/instantiate.ts";

/** What modules with `sin` or `cos` import. */
export const mathImports: Imports = { sin: (x) => Math.sin(x), cos: (x) => Math.cos(x) };
