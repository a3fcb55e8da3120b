import { barrier, type Tensor } from "@adjoint/tensor";
import { flatFunction } from "./internal/flat-function.ts";
import { type Call, runCall } from "./internal/run-call.ts";
import { Tape } from "./internal/tape.ts";

/**
 * f, of which a derivative stores only the arguments: what f computes on the way is computed again when the derivative
 * needs it. It trades time (one more run of f) for memory (that of one f at a time instead of all of them).
 *
 * Arguments and result may be trees, and must hold all traced tensors that f uses. f runs more than once and must
 * return the same each time: give it the same random key.
 * @throws TraceError when f uses a traced tensor that is not among its arguments.
 * @see Chen, Xu, Zhang, Guestrin 2016, Training deep nets with sublinear memory cost, section 3
 * @example const layers = blocks.map(() => checkpoint(transformerBlock)) // called as layers[k](params.blocks[k], x)
 */
export function checkpoint<A extends readonly unknown[], R>(f: (...inputs: A) => R): (...inputs: A) => R {
  return (...inputs) => {
    const { tensors, run, resultOf } = flatFunction("checkpoint", f, inputs);
    return resultOf(runCall(recomputed(run), tensors));
  };
}

type Run = (inputs: readonly Tensor[]) => readonly Tensor[];

const recomputed = (run: Run): Call => ({
  name: "checkpoint",
  isTransparent: true,
  run,
  pull: (cotangents, inputs, _outputs, isWanted) => {
    const count = cotangents.length;
    // a checkpoint again, so that higher derivatives store as little
    const pullback = recomputed((all) => pullOnce(run, all.slice(0, count), all.slice(count), isWanted));
    const gradients = runCall(pullback, [...cotangents, ...inputs]);
    let next = 0;
    return isWanted.map((is) => (is ? gradients[next++]! : null));
  },
});

/** Runs a function and goes back through it; nothing of it stays. */
function pullOnce(
  run: Run,
  cotangents: readonly Tensor[],
  inputs: readonly Tensor[],
  isWanted: readonly boolean[],
): readonly Tensor[] {
  const tape = new Tape();
  // a compiler must not take the second run for the first one, and keep that
  const stands = inputs.map(barrier).map((t, i) => (isWanted[i] ? tape.source(t) : t));
  const outputs = tape.run("checkpoint", run, [stands]);
  const sources = stands.filter((_, i) => isWanted[i]);
  return sources.map(tape.pull(outputs, cotangents));
}
