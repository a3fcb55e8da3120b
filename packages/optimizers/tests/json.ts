import { type DType, isTensor, type NestedNumbers, type Tensor, tensor } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";

interface Saved {
  readonly values: NestedNumbers;
  readonly shape: readonly number[];
  readonly dtype: DType;
}

/** A tree of tensors as a text that holds every bit. */
export const save = (tree: unknown): string =>
  JSON.stringify(
    mapTree(
      (t: Tensor): { tensor: Saved } => ({ tensor: { values: t.toArray(), shape: t.shape, dtype: t.dtype } }),
      tree,
    ),
  );

/** What `save` wrote. */
export const load = (text: string): unknown =>
  JSON.parse(text, (_, value: unknown) => {
    const saved = (value as { tensor?: Saved } | null)?.tensor;
    return saved && !isTensor(saved) ? tensor(saved.values, { shape: saved.shape, dtype: saved.dtype }) : value;
  });
