import { valueAndGrad } from "@adjoint/autodiff";
import { cast, cos, isFloat, isTensor, multiply, reshape, sum, type Tensor, tensor } from "@adjoint/tensor";
import { flattenTree } from "@adjoint/tree";
import file from "./golden/layers-torch.json" with { type: "json" };
import { type LayerCase, layerCases, mapTensors } from "./layer-cases.ts";

/** The output of a layer, and the gradients of sum(output * cos(1, 2, 3, ...)): `params/...`, and `x` if it is floating-point. */
export interface OutputAndGradients<Values> {
  readonly output: Values;
  readonly gradients: Readonly<Record<string, Values>>;
}

/** A layer with what it is given, and what PyTorch makes of it in double precision. */
export interface TorchCase extends LayerCase {
  readonly torch: OutputAndGradients<readonly number[]>;
}

const values: Readonly<Record<string, TorchCase["torch"]>> = file;

/** The cases of the file of layers, in its order. @throws Error where PyTorch was not asked. */
export const torchCases: readonly TorchCase[] = layerCases.map((one) => {
  const torch = values[one.name];
  if (!torch) throw new Error(`torch-cases: there are no values of "${one.name}"`);
  return { ...one, torch };
});

/** What a layer itself makes of its case. */
export function outputAndGradients({ layer, params, x, options }: LayerCase): OutputAndGradients<Tensor> {
  const weighted = (given: { readonly params: object; readonly x?: Tensor }) => {
    const output = layer.apply(given.params, given.x ?? x, options);
    const counts = tensor(
      Array.from({ length: output.size }, (_, i) => i + 1),
      { dtype: output.dtype },
    );
    return { loss: sum(multiply(output, reshape(cos(counts), output.shape))), output };
  };
  const [{ output }, found] = valueAndGrad(weighted)(isFloat(x.dtype) ? { params, x } : { params });
  const { leaves, paths } = flattenTree(isTensor, found as never);
  return { output, gradients: Object.fromEntries(paths.map((path, i) => [path, leaves[i]!])) };
}

/** A case with all that is floating-point in float32. */
export function inFloat32(one: LayerCase): LayerCase {
  const { params, x, options } = one;
  const rounded = mapTensors((t) => (isFloat(t.dtype) ? cast(t, "float32") : t), { params, x, options });
  return { ...one, ...rounded };
}
