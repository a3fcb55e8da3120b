import { type Tensor, tensor } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import type { HostArray } from "../host-array.ts";

export const toTensor = ({ values, shape }: HostArray): Tensor => tensor(values, { shape });

/** A tree of arrays as tensors; T is the type of the same tree with tensors. */
export const toTensors = <T>(tree: unknown): T => mapTree(toTensor, tree) as T; // form and names stay
