import type { AnyLayer, Layer } from "@adjoint/layers";
import type { Tensor } from "@adjoint/tensor";
import type { AnyTree } from "@adjoint/tree";

/** Parameters or state: a tree of tensors, whose form the model decides. */
export interface Tensors {
  readonly [name: string]: AnyTree<Tensor>;
}

/** Any model. Generic code hands its trees on and never looks into them. */
export type Model = Layer<Tensors, Tensors>;

/** A layer whose parameters are a record, as those of all compositions by name are. */
export const asModel = (layer: AnyLayer): Model => layer as Model; // its trees are trees of tensors
