import type { Plugin } from "vite";
import type { Category } from "../entry.ts";
import { generateReference } from "./generate-reference.ts";

const PREFIX = "virtual:reference/";

/** Serves `virtual:reference/<category>`: the reference as it is in the sources at this moment. */
export const referencePlugin = (): Plugin => ({
  name: "reference",
  resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : undefined),
  load: async (id) => {
    if (!id.startsWith(`\0${PREFIX}`)) return undefined;
    const category = id.slice(PREFIX.length + 1) as Category; // the modules that import it name no other
    return `export default JSON.parse(${JSON.stringify(JSON.stringify(await generateReference(category)))})`;
  },
});
