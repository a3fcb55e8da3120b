import type { ParsedOperation, Region } from "../parse-module.ts";
import type { Value } from "./value.ts";

/** A region on values; what is outside it sees too. */
export type Call = (region: Region, values: readonly Value[]) => Value[];

/** What an operation gives, by the definition of the specification. */
export type Rule = (operation: ParsedOperation, operands: readonly Value[], call: Call) => Value[];
