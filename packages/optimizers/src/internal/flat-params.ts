import { isTensor, type Tensor, tensor } from "@adjoint/tensor";
import { flattenTree, mapTreeWithPath } from "@adjoint/tree";
import { type Leaf, likeLeaf, type Params, type Tensors, toTensor, toTensorLike } from "../gradient-transform.ts";

/** Parameters as one vector in double precision, and the way back. */
export interface FlatParams<P> {
  readonly start: Float64Array;
  /** The start with tensors for leaves. */
  readonly targets: Tensors;
  /** The rounding of the coarsest leaf: 2^-52, or 2^-23 where one is in single precision. */
  readonly rounding: number;
  /** Parameters of the kinds and types that the start had. */
  unflatten(x: Float64Array): P;
  /** The leaves of a tree of gradients, checked, in the order of the parameters. */
  leavesOf(gradients: P): readonly Tensor[];
}

/** @throws TypeError that names the path of a leaf that is no parameter. */
export function flatParams<P extends Params<P>>(start: P): FlatParams<P> {
  const targets = mapTreeWithPath((path: string, leaf: Leaf) => toTensor(path, leaf), start);
  const leaves = leavesIn(targets);
  return {
    start: concatenate(leaves.map((leaf) => leaf.dataSync())),
    targets,
    rounding: leaves.some(({ dtype }) => dtype === "float32") ? 2 ** -23 : 2 ** -52,
    unflatten: (x) => {
      let offset = 0;
      const take = (_: string, leaf: Leaf, { size, shape, dtype }: Tensor): Leaf => {
        const values = x.slice(offset, offset + size); // a copy: the caller may keep it
        offset += size;
        return likeLeaf(leaf, tensor(dtype === "float32" ? Float32Array.from(values) : values, { shape }));
      };
      return mapTreeWithPath(take, start, targets) as P; // the form of the start with leaves of its kinds
    },
    leavesOf: (gradients) =>
      leavesIn(
        mapTreeWithPath(
          (path: string, target: Tensor, gradient: Leaf) => toTensorLike(target, path, gradient),
          targets,
          gradients,
        ),
      ),
  };
}

const leavesIn = (tree: Tensors): readonly Tensor[] => flattenTree<Tensor, Tensors>(isTensor, tree).leaves;

/** Numbers of several leaves in one vector. */
export function concatenate(parts: readonly ArrayLike<number>[]): Float64Array {
  const out = new Float64Array(parts.reduce((size, part) => size + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    out.set(part, offset);
    offset += part.length;
  }
  return out;
}
