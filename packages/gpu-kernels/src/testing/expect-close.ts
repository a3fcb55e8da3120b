import { isTensor, type Tensor } from "@adjoint/tensor";

/** The tensors in a tree. */
export const leavesOf = (tree: unknown): Tensor[] =>
  isTensor(tree) ? [tree] : typeof tree === "object" && tree !== null ? Object.values(tree).flatMap(leavesOf) : [];

/**
 * Holds tensors to those that the reference gives: within `tolerance` of their norm, NaN and infinities at the same
 * places. @throws Error that says where they differ.
 */
export async function expectClose(got: unknown, expected: unknown, tolerance: number): Promise<void> {
  const [fast, exact] = [leavesOf(got), leavesOf(expected)];
  const specs = (leaves: readonly Tensor[]): string =>
    leaves.map(({ dtype, shape }) => `${dtype}[${shape.join()}]`).join(" ");
  if (specs(fast) !== specs(exact)) throw new Error(`expected ${specs(exact)}, got ${specs(fast)}`);
  for (const [i, reference] of exact.entries()) {
    const [a, b] = [await fast[i]!.data(), await reference.data()];
    const norm = Math.sqrt(Array.from(b).reduce((total, x) => total + (Number.isFinite(x) ? x * x : 0), 0));
    b.forEach((x, k) => {
      const isClose = Number.isFinite(x) ? Math.abs(a[k]! - x) <= tolerance * norm : Object.is(a[k], x);
      if (!isClose) throw new Error(`element ${k} of tensor ${i}: expected ${x}, got ${a[k]}, norm ${norm}`);
    });
  }
}
