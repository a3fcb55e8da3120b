import type { Tensor } from "@adjoint/tensor";

/** Something that passed from some tensors on to others. */
export interface Step {
  readonly from: readonly Tensor[];
  readonly to: readonly Tensor[];
}

/** Going back from the ends: the first of the steps on the way to them, and all tensors on the way. */
export function firstStep<S extends Step>(
  steps: readonly S[],
  ends: readonly Tensor[],
): { readonly first: S | undefined; readonly passed: ReadonlySet<Tensor> } {
  const passed = new Set(ends);
  let first: S | undefined;
  for (let i = steps.length - 1; i >= 0; i--) {
    const step = steps[i]!;
    if (!step.to.some((t) => passed.has(t))) continue;
    first = step;
    for (const t of step.from) passed.add(t);
  }
  return { first, passed };
}
