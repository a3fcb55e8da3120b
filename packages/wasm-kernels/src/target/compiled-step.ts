import type { Group } from "@adjoint/compile";
import type { FunctionBody } from "../emitter/function-body.ts";
import type { ModuleBuilder } from "../emitter/module-builder.ts";
import type { Value } from "../emitter/value.ts";
import type { Lowered } from "./emit.ts";

/** A step of a program that is code. */
export interface CompiledStep {
  readonly group: Group;
  readonly code: Lowered;
}

/** In how many parts threads can share it. */
export const partsOf = ({ code }: CompiledStep): number => (typeof code === "function" ? 1 : code.parts);

type I = Value<"i32">;
/** Writes a call for some parts. */
export type Call = (body: FunctionBody, first: I, end: I, thread: I) => void;

/** What is more than a call is a function of its own, which an engine optimizes better than one that is very long. */
export function callOf(module: ModuleBuilder, { code }: CompiledStep): Call {
  if (typeof code === "function") {
    const run = module.function([], undefined, code);
    return (body) => body.call(run);
  }
  if (code.isCall) return (body, first, end, thread) => code.emit(body, first, end, thread);
  const run = module.function(["i32", "i32", "i32"], undefined, (body, first, end, thread) =>
    code.emit(body, first, end, thread),
  );
  return (body, first, end, thread) => body.call(run, first, end, thread);
}
