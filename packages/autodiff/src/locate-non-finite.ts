import { formatShape, isFloat, onesLike, type Shape, type Tensor } from "@adjoint/tensor";
import { findLoss, type Loss } from "./internal/find-loss.ts";
import { firstStep, type Step } from "./internal/first-step.ts";
import { nonFiniteEntry } from "./internal/non-finite-entry.ts";
import { rejectPromise } from "./internal/reject-promise.ts";
import { type Call, recordCall } from "./internal/run-call.ts";
import { type Entry, Tape } from "./internal/tape.ts";
import { tensorsOf } from "./internal/tensors-of.ts";
import { traceFunction } from "./internal/trace-function.ts";
import { Watch } from "./internal/watch.ts";

/** Where something that is not finite came from. */
export interface NonFinite {
  /** What is not finite: the value of the operation, or the gradient that it gives to an input. */
  readonly kind: "value" | "gradient";
  /** The name of the operation, such as `log`; `argument 1/weights` when that came in so. */
  readonly operation: string;
  /** The shapes of its inputs. */
  readonly inputs: readonly Shape[];
  /** The shape of what is not finite. */
  readonly shape: Shape;
  /** All of this in a sentence, with the first entry that is not finite. */
  readonly message: string;
}

/**
 * Runs a function and its derivative for every floating-point argument, and finds the operation that made the loss or
 * a gradient NaN or infinite: the first on the way there. Undefined when all of them are finite, even if something
 * infinite was computed that did no harm, like a mask of -Infinity before a softmax.
 *
 * f returns a tensor, of which the sum is differentiated, or `{ loss, ...auxiliary }`. Arguments may be trees.
 * @throws TypeError when f is asynchronous or returns no loss; TraceError inside a traced function.
 * @example locateNonFinite(loss, params, x)?.message // "log: its value [3] is -Infinity at [1] for finite inputs [3]; ..."
 */
export function locateNonFinite<A extends readonly unknown[]>(
  f: (...inputs: A) => Loss,
  ...inputs: A
): NonFinite | undefined {
  return locateValue(f, inputs) ?? locateGradient(f, inputs);
}

function locateValue<A extends readonly unknown[]>(f: (...inputs: A) => Loss, inputs: A): NonFinite | undefined {
  const watch = new Watch();
  const { tensors, paths, rebuild } = tensorsOf(inputs);
  const sources = tensors.map((t) => watch.source(t));
  const result = f(...rebuild(sources));
  rejectPromise("locateNonFinite", f.name, result);
  const loss = findLoss("locateNonFinite", f.name, result);
  const entryOf = (t: Tensor): string | undefined => nonFiniteEntry(watch.valueOf(t));
  const isBad = (t: Tensor): boolean => entryOf(t) !== undefined;
  if (!isBad(loss)) return undefined;

  const steps = watch.steps.map((step) => ({
    ...step,
    from: step.inputs.filter(isBad),
    to: step.outputs.filter(isBad),
  }));
  const { first, passed } = firstStep(steps, [loss]);
  const argument = sources.findIndex((source) => passed.has(source));
  if (argument >= 0) {
    const source = sources[argument]!;
    return report("value", `argument ${paths[argument]}`, [], source, `it is ${entryOf(source)} before any operation`);
  }
  if (!first)
    return report("value", "constant", [], loss, `the loss is ${entryOf(loss)} and no result of the arguments`);
  const [output] = first.to as [Tensor]; // a step on the way has one
  const origin = first.from.length ? "with a constant that is not finite" : "for finite inputs";
  const said = `its value ${formatShape(output.shape)} is ${entryOf(output)} ${origin} ${shapesOf(first.inputs)}`;
  return report("value", first.name, first.inputs, output, `${said}; keep them inside of its domain and range`);
}

interface GradientStep extends Step {
  readonly entry: Entry;
  readonly gradient: Tensor;
}

function locateGradient<A extends readonly unknown[]>(f: (...inputs: A) => Loss, inputs: A): NonFinite | undefined {
  const { tensors, rebuild } = tensorsOf(inputs);
  const floats = tensors.filter(({ dtype }) => isFloat(dtype));
  const ofFloats = (varied: readonly Tensor[]): Loss => {
    let next = 0;
    return f(...rebuild(tensors.map((t) => (isFloat(t.dtype) ? varied[next++]! : t))));
  };
  const { tape, stands, result } = traceFunction("locateNonFinite", ofFloats, [floats], 0, new OpenTape());
  const sources = stands as readonly Tensor[]; // for the list of floats
  const loss = findLoss("locateNonFinite", f.name, result);
  const steps: GradientStep[] = [];
  const gradientOf = tape.pull([loss], [onesLike(loss)], (entry, i, gradient) => {
    if (nonFiniteEntry(gradient) !== undefined)
      steps.push({ entry, gradient, from: entry.outputs, to: [entry.inputs[i]!] });
  });
  const ends = sources.filter((source) => nonFiniteEntry(gradientOf(source)) !== undefined);
  const { first } = firstStep(steps, ends);
  if (!first) return undefined;
  const { entry, gradient } = first;
  const said = `its gradient for an input ${formatShape(gradient.shape)} is ${nonFiniteEntry(gradient)}`;
  const advice = "keep the input away from there, by where before the operation and not behind it";
  return report("gradient", entry.primitive.name, entry.inputs, gradient, `${said}; ${advice}`);
}

/** Looks inside of checkpoints. */
class OpenTape extends Tape {
  override call(call: Call, inputs: readonly Tensor[]): readonly Tensor[] {
    return call.isTransparent ? call.run(inputs) : recordCall(this, call, inputs);
  }
}

const report = (
  kind: NonFinite["kind"],
  operation: string,
  inputs: readonly Tensor[],
  { shape }: Tensor,
  said: string,
): NonFinite => ({
  kind,
  operation,
  inputs: inputs.map((t) => t.shape),
  shape,
  message: `${operation}: ${said}`,
});

const shapesOf = (tensors: readonly Tensor[]): string => tensors.map((t) => formatShape(t.shape)).join(" and ");
