import { isTensor, tensor } from "@adjoint/tensor";
import { ConformanceError, demand } from "@adjoint/tensor/testing";
import { mapTreeWithPath } from "@adjoint/tree";
import { applyUpdates } from "./apply-updates.ts";
import type { GradientTransform } from "./gradient-transform.ts";
import { loadState } from "./load-state.ts";
import { saveState } from "./save-state.ts";

export interface CheckTransformOptions {
  /** Does it go downhill alone? Default: true. False for a part, such as a clip. */
  readonly descends?: boolean | undefined;
}

/**
 * The transform is pure, its state is a tree of tensors that goes through JSON, it serves numbers, typed arrays and
 * tensors alike, keeps their types, stays finite where the gradient is 0, rejects gradients of another form, and goes
 * downhill on a bowl.
 * @throws ConformanceError that names the transform.
 * @example checkTransform("signs", chain({ signs: stateless(...), rate: scaleByLearningRate(0.01) }))
 */
export function checkTransform<State>(
  name: string,
  transform: GradientTransform<State>,
  { descends = true }: CheckTransformOptions = {},
): void {
  checkKinds(name, transform);
  checkState(name, transform);
  checkForms(name, transform);
  if (descends) checkDescent(name, transform);
}

const start = { a: new Float64Array([3, -2, 0.5]), b: { c: new Float64Array([1]) } };
const gradientsAt = ({ a, b }: typeof start): typeof start => ({
  a: a.map((x) => 2 * x),
  b: { c: b.c.map((x) => 8 * x) },
});

/** Typed arrays and tensors give the same numbers, each in its own kind; the same call gives the same again. */
function checkKinds<State>(name: string, transform: GradientTransform<State>): void {
  const gradients = gradientsAt(start);
  const [first] = transform.update(gradients, transform.init(start), start);
  const [again] = transform.update(gradients, transform.init(start), start);
  demand(equal(first, again), `${name}: the same arguments must give the same updates; keep no state of your own`);
  demand(first.a instanceof Float64Array, `${name}: updates must be typed arrays where the gradients are`);
  demand(equal(gradients, gradientsAt(start)), `${name}: gradients must not be written to`);
  const lifted = { a: tensor(start.a), b: { c: tensor(start.b.c) } };
  const slopes = { a: tensor(gradients.a), b: { c: tensor(gradients.b.c) } };
  const [updates] = transform.update(slopes, transform.init(lifted), lifted);
  const values = { a: updates.a.dataSync(), b: { c: updates.b.c.dataSync() } };
  demand(equal(values, first), `${name}: tensors must give what typed arrays give; write it by gradientTransform?`);
  const single = { a: new Float32Array([3, -2]) };
  const [rounded] = transform.update({ a: new Float32Array([1, 1]) }, transform.init(single), single);
  demand(rounded.a instanceof Float32Array, `${name}: float32 must stay float32; cast a rate where it meets a leaf`);
  const [number] = transform.update({ a: 2 }, transform.init({ a: 1 }), { a: 1 });
  demand(typeof number.a === "number", `${name}: a number must stay a number`);
}

function checkState<State>(name: string, transform: GradientTransform<State>): void {
  let [params, state] = [start, transform.init(start)];
  for (let step = 0; step < 3; step++) [params, state] = advance(transform, params, state);
  mapTreeWithPath((path: string, leaf: unknown) => {
    demand(isTensor(leaf), `${name}: a state must be a tree of tensors, got another leaf at ${path}`);
  }, state);
  const loaded = loadState(JSON.parse(JSON.stringify(saveState(state))), state);
  const [wanted] = advance(transform, params, state);
  const [got] = advance(transform, params, loaded);
  demand(equal(got, wanted), `${name}: a state that was saved and loaded must go on as if nothing had been`);
  const zero = { a: new Float64Array(3), b: { c: new Float64Array(1) } };
  const [still] = transform.update(zero, state, params);
  demand([...still.a, ...still.b.c].every(Number.isFinite), `${name}: a gradient of 0 must give finite updates`);
}

function checkForms<State>(name: string, transform: GradientTransform<State>): void {
  const state = transform.init(start);
  const other: unknown = { a: new Float64Array(3) };
  const longer = { a: new Float64Array(4), b: { c: new Float64Array(1) } };
  rejects(name, "a gradient that is missing", TypeError, () => transform.update(other as typeof start, state, start)); // wrong on purpose
  rejects(name, "a gradient of another length", RangeError, () => transform.update(longer, state, start));
}

function checkDescent<State>(name: string, transform: GradientTransform<State>): void {
  const valueAt = ({ a, b }: typeof start): number => a.reduce((sum, x) => sum + x * x, 0) + 4 * b.c[0]! ** 2;
  let [params, state] = [start, transform.init(start)];
  for (let step = 0; step < 500; step++) [params, state] = advance(transform, params, state);
  const [from, to] = [valueAt(start), valueAt(params)];
  demand(to < 0.9 * from, `${name}: a bowl of ${from} must get lower in 500 steps, got ${to}; is the sign inside?`);
}

function advance<State>(
  transform: GradientTransform<State>,
  params: typeof start,
  state: State,
): [typeof start, State] {
  const [updates, next] = transform.update(gradientsAt(params), state, params);
  return [applyUpdates(params, updates), next];
}

interface Arrays {
  readonly a: ArrayLike<number>;
  readonly b: { readonly c: ArrayLike<number> };
}
const equal = (x: Arrays, y: Arrays): boolean =>
  [...Array.from(x.a), ...Array.from(x.b.c)].every((value, i) =>
    Object.is(value, [...Array.from(y.a), ...Array.from(y.b.c)][i]),
  );

function rejects(name: string, what: string, kind: typeof TypeError | typeof RangeError, run: () => unknown): void {
  try {
    run();
  } catch (error) {
    demand(error instanceof kind, `${name}: ${what} must throw ${kind.name}, got ${String(error)}`);
    return;
  }
  throw new ConformanceError(`${name}: ${what} must throw ${kind.name}, got updates; write it by gradientTransform?`);
}
