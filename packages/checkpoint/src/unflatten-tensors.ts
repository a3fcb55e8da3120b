import { formatShape, isTensor, sameShape, type Tensor } from "@adjoint/tensor";
import { flattenTree, type TreeOf } from "@adjoint/tree";
import type { NamingOptions } from "./flatten-tensors.ts";
import { namedLeaves } from "./internal/named-leaves.ts";

/**
 * Named tensors in the form of a tree: the way back from `flattenTensors`. All of them are used, none is missing, and
 * each has the type and shape of the one whose place it takes.
 * @throws RangeError that names a tensor that is missing, left over, or of another type or shape.
 * @example const params = unflattenTensors(readSafetensors(file).tensors, model.init(key), { separator: "." })
 */
export function unflattenTensors<P extends TreeOf<P, Tensor>>(
  tensors: Readonly<Record<string, Tensor>>,
  like: P,
  { separator = "/" }: NamingOptions = {},
): P {
  const wanted = namedLeaves(like, separator);
  const names = new Set(wanted.map(([name]) => name));
  const stray = Object.keys(tensors).find((name) => !names.has(name));
  if (stray !== undefined) return refuse(stray, undefined, tensors[stray]);
  const found = wanted.map(([name, tensor]) => {
    const got = Object.hasOwn(tensors, name) ? tensors[name] : undefined;
    return got && got.dtype === tensor.dtype && sameShape(got.shape, tensor.shape) ? got : refuse(name, tensor, got);
  });
  return flattenTree<Tensor, P>(isTensor, like).rebuild(found);
}

function refuse(name: string, wanted: Tensor | undefined, got: Tensor | undefined): never {
  const [wantedForm, gotForm] = [wanted, got].map((t) => (t ? `${t.dtype} ${formatShape(t.shape)}` : "nothing"));
  throw new RangeError(
    `unflattenTensors: ${JSON.stringify(name)} must be ${wantedForm}, got ${gotForm}; is it the file of another model?`,
  );
}
