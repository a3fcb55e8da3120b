import { cast, type Spec, type Tensor } from "@adjoint/tensor";

/** What an operation gives, by other operations. */
export type Expansion = (inputs: readonly Tensor[], attributes: unknown, outputs: readonly Spec[]) => readonly Tensor[];

/** An expansion that computes in double precision, as kernels do, and rounds to the type of the outputs. */
export const inDouble =
  (compute: (...inputs: Tensor[]) => readonly Tensor[]): Expansion =>
  (inputs, _, outputs) =>
    compute(...inputs.map((x) => cast(x, "float64"))).map((result, i) => cast(result, outputs[i]!.dtype));

/** An expansion with one output and no attributes. */
export const plain =
  (compute: (...inputs: Tensor[]) => Tensor): Expansion =>
  (inputs) => [compute(...inputs)];
