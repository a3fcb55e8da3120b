import { describe, isFloat, isTensor, type Tensor } from "@adjoint/tensor";
import { mapLeaves, type TreeOf } from "@adjoint/tree";
import { flatFunction } from "./internal/flat-function.ts";
import { matchingTensor } from "./internal/matching-leaves.ts";
import { rejectPromise } from "./internal/reject-promise.ts";
import { runCall } from "./internal/run-call.ts";
import { zipLeaves } from "./internal/zip-leaves.ts";

/** For each argument a gradient of its form, or null: there is none. */
export type GradientsOf<A extends readonly unknown[]> = { readonly [K in keyof A]: A[K] | null };

/**
 * f with a derivative of your own. The rule gives the gradients of the arguments from the cotangent of the result, the
 * arguments and the result, by operations on tensors that are linear in the cotangent; derivatives of every order,
 * forward mode and `vmap` follow from it. `gradcheck` compares it with differences.
 *
 * Arguments and result may be trees. Traced tensors that f or the rule uses must be among the arguments.
 * @throws TypeError or ShapeError when the rule returns gradients of another form; TraceError when f uses a traced
 * tensor that is not among its arguments.
 * @example const straightThrough = customVjp((x: Tensor) => round(x), (cotangent) => [cotangent])
 */
export function customVjp<A extends readonly unknown[], R extends TreeOf<R, Tensor>>(
  f: (...inputs: A) => R,
  rule: (cotangent: R, inputs: A, output: R) => GradientsOf<A>,
): (...inputs: A) => R {
  return (...inputs) => {
    const { tensors, run, inputsOf, resultOf } = flatFunction("customVjp", f, inputs);
    const outputs = runCall(
      {
        name: f.name || "customVjp",
        isTransparent: false,
        run,
        pull: (cotangents, values, results) => {
          const gradients: unknown = rule(resultOf(cotangents), inputsOf(values), resultOf(results));
          rejectPromise("customVjp", rule.name || "the rule", gradients);
          return matchingGradients(gradients, inputsOf(values));
        },
      },
      tensors,
    );
    return resultOf(outputs);
  };
}

/** The gradient of each tensor among the inputs. */
function matchingGradients(gradients: unknown, inputs: readonly unknown[]): readonly (Tensor | null)[] {
  if (!Array.isArray(gradients) || gradients.length !== inputs.length)
    throw new TypeError(
      `customVjp: the rule must return an array of ${inputs.length} gradients, one for each argument, got ${describe(gradients)}; use null for an argument that has none`,
    );
  const completed = inputs.map((input, i) => (gradients[i] === null ? mapLeaves(() => null, input) : gradients[i]));
  const what = "customVjp: the rule must return gradients of the form of the arguments";
  return zipLeaves(what, inputs, completed).flatMap(({ path, first: input, second: gradient }) => {
    if (!isTensor(input)) return [];
    const hasNone = gradient === null || !isFloat(input.dtype);
    return [hasNone ? null : matchingTensor("customVjp", `the gradient of argument ${path}`, input, gradient)];
  });
}
