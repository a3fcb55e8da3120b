import type { FunctionBody } from "../emitter/function-body.ts";

/** Writes the code of a step. */
export type Emit = (body: FunctionBody) => void;
