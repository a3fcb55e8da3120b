import type { Tensor } from "@adjoint/tensor";
import { isRecord } from "./signature.ts";
import { OutputNumber } from "./trace-graph.ts";

/** The result that a form stands for, with outputs in the place of their numbers. It is made at each call. */
export function withOutputs(form: unknown, outputs: readonly Tensor[]): unknown {
  if (form instanceof OutputNumber) return outputs[form.number];
  if (Array.isArray(form)) return form.map((child) => withOutputs(child, outputs));
  if (!isRecord(form)) return form;
  const result: Record<string, unknown> = { ...form };
  for (const name of Object.keys(result)) result[name] = withOutputs(result[name], outputs);
  return result;
}
