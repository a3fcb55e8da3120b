import { add, castTo, divide, isTensor, subtract, type Tensor } from "@adjoint/tensor";
import { mapTreeWithPath } from "@adjoint/tree";
import { lift, lower, type Params } from "./gradient-transform.ts";

/** z and b of a leaf. */
interface Source {
  readonly base: Tensor;
  readonly interpolation: Tensor;
}

/**
 * The averaged parameters x that a schedule-free optimizer means to be evaluated and deployed: x = z + (y - z) / b, from
 * the parameters y that it trains and its state, wherever in a chain or a partition that is. Leaves of other optimizers stay.
 * @throws TypeError when no part of the state is schedule-free.
 * @example validate(evaluationParameters(params, state))
 */
export function evaluationParameters<P extends Params<P>>(params: P, state: unknown): P {
  const sources = new Map<string, Source>();
  collect(state, sources);
  if (sources.size === 0)
    throw new TypeError(
      "evaluationParameters: the state of a schedule-free optimizer is needed, got another one; use the parameters as they are?",
    );
  const average = (path: string, y: Tensor): Tensor => {
    const source = sources.get(path);
    if (!source) return y;
    const { base, interpolation } = source;
    return add(base, divide(subtract(y, base), castTo(interpolation, y.dtype)));
  };
  return lower(params, mapTreeWithPath(average, lift(params)));
}

function collect(node: unknown, sources: Map<string, Source>): void {
  if (typeof node !== "object" || node === null || isTensor(node)) return;
  const { base, interpolation } = node as { readonly base?: unknown; readonly interpolation?: unknown };
  if (base !== undefined && isTensor(interpolation))
    mapTreeWithPath((path: string, z: Tensor) => sources.set(path, { base: z, interpolation }), base);
  else for (const child of Object.values(node)) collect(child, sources);
}
