import type { Group } from "@adjoint/compile";
import type { ModuleBuilder } from "../emitter/module-builder.ts";
import type { EmitParts, SplitStep } from "./emit.ts";

/** A step of a program that is code. */
export interface CompiledStep {
  readonly group: Group;
  readonly code: SplitStep;
}

/** What is more than a call is a function of its own, which an engine optimizes better than one that is very long. */
export function callOf(module: ModuleBuilder, { code }: CompiledStep): EmitParts {
  if (code.isCall) return code.emit;
  const run = module.function(["i32", "i32", "i32"], undefined, code.emit);
  return (body, first, end, thread) => body.call(run, first, end, thread);
}
