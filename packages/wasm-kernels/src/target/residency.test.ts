import { compile } from "@adjoint/compile";
import {
  add,
  cholesky,
  eye,
  fromBuffer,
  matmul,
  multiply,
  negate,
  normal,
  randomKey,
  reshape,
  subtract,
  sum,
  type Tensor,
  take,
  TraceError,
  tensor,
  transpose,
  zeros,
} from "@adjoint/tensor";
import fc from "fast-check";
import { expect, test } from "vitest";
import { wasmTarget } from "./wasm-target.ts";

const target = wasmTarget();
const copyOf = (t: Tensor): Tensor => fromBuffer(t.dataSync().slice(), t);
const valuesOf = (tree: Readonly<Record<string, Tensor>>): number[][] =>
  Object.values(tree).map((t) => [...t.dataSync()]);

/** A step with all that can become of a donated value: in place, still needed, passed on, exchanged, seen from aside. */
const step = (state: Readonly<Record<"a" | "b" | "c" | "d" | "e", Tensor>>, x: Tensor) => {
  const a = add(state.a, x);
  return {
    state: {
      e: state.e,
      d: state.c,
      c: matmul(state.b, a),
      b: subtract(multiply(state.b, transpose(state.b)), matmul(state.a, state.b)),
      a,
    },
    turned: transpose(state.a),
    total: matmul(reshape(a, [1, 9]), reshape(state.b, [9, 1])),
  };
};

test("whoever holds whatever, programs with resident values do what eager ones do", () => {
  const start = (seed: number) => ({
    a: normal(randomKey(seed), [3, 3]),
    b: normal(randomKey(seed + 1), [3, 3]),
    c: normal(randomKey(seed + 2), [3, 3]),
    d: normal(randomKey(seed + 3), [3, 3]),
    e: normal(randomKey(seed + 4), [3, 3]),
  });
  const xs = [zeros([3, 3]), normal(randomKey(50), [3, 3])];
  const actions = fc.array(fc.tuple(fc.constantFrom("step", "other", "read", "restart", "mix", "same"), fc.nat(1)));
  fc.assert(
    fc.property(actions, (list) => {
      const compiled = compile(step, { target, donate: [0] });
      const other = compile((state: ReturnType<typeof start>, x: Tensor) => step(state, x).total, { target });
      let [eager, fast] = [start(1), start(1)];
      let seen: [Tensor, Tensor][] = []; // views and results of earlier calls
      for (const [action, i] of list) {
        if (action === "restart") [eager, fast] = [start(i), start(i)];
        if (action === "read") seen.push([transpose(eager.b), transpose(fast.b)]);
        if (action === "other") seen.push([step(eager, xs[i]!).total, other(fast, xs[i]!)]);
        if (action === "mix") {
          eager = { ...eager, a: eager.b, b: multiply(eager.a, 0.5) };
          fast = { ...fast, a: copyOf(fast.b), b: multiply(fast.a, 0.5) };
        }
        if (action === "same")
          [eager, fast] = [
            { ...eager, a: eager.c },
            { ...fast, a: fast.c },
          ];
        if (action === "step") {
          const [x, y] = [step(eager, xs[i]!), compiled(fast, xs[i]!)];
          seen.push([x.turned, y.turned], [x.total, y.total]);
          [eager, fast] = [x.state, y.state];
        }
        seen = seen.slice(-6);
      }
      for (const [expected, got] of [...seen, ...Object.keys(eager).map((k) => [eager[k as "a"], fast[k as "a"]])])
        got!.dataSync().forEach((value, k) => {
          const size = Math.hypot(...expected!.dataSync());
          if (Number.isFinite(size))
            expect(Math.abs(value - expected!.dataSync()[k]!)).toBeLessThan(1e-4 * size + 1e-6);
        });
      compiled.dispose();
      other.dispose();
    }),
    process.env["ENDURANCE"] === "1" ? { numRuns: 1500 } : { numRuns: 150, seed: 20261127 },
  );
});

/** Steps of two square matrices, of which products of more than one depth part are the last operation but some. */
const updates: Readonly<Record<string, (w: Tensor, v: Tensor, x: Tensor) => readonly [Tensor, Tensor]>> = {
  "of both, from a product": (w, v, x) => {
    const gradient = matmul(transpose(x), x);
    const next = add(multiply(v, 0.9), multiply(gradient, gradient));
    return [subtract(w, multiply(next, 0.01)), next];
  },
  "of one, and the product itself": (w, _, x) => {
    const product = matmul(transpose(x), x);
    return [add(w, product), product];
  },
  "of what is multiplied": (w, v, x) => [add(w, matmul(v, multiply(matmul(transpose(x), x), w))), v],
  "of one factor and the other": (w, v) => [add(w, multiply(matmul(w, v), 0.1)), add(v, multiply(matmul(v, v), 0.1))],
  "of one by the other, turned": (w, v, x) => {
    const product = matmul(transpose(x), x);
    return [add(w, multiply(product, transpose(v))), add(v, multiply(product, transpose(w)))];
  },
  "of each by the other": (w, v, x) => {
    const product = matmul(transpose(x), x);
    return [add(v, product), subtract(w, product)];
  },
};

test.each(Object.entries(updates))("products end in updates %s, where the values are", (_, f) => {
  const value = (seed: number, ...shape: number[]) => normal(randomKey(seed), shape, { standardDeviation: 0.05 });
  const x = value(1, 300, 37);
  for (const threads of [1, 2]) {
    const compiled = compile((s: readonly [Tensor, Tensor], y: Tensor) => f(...s, y), {
      target: wasmTarget({ threads }),
      donate: [0],
    });
    let expected: readonly [Tensor, Tensor] = [value(2, 37, 37), value(3, 37, 37)];
    let got: readonly [Tensor, Tensor] = [copyOf(expected[0]), copyOf(expected[1])];
    for (let i = 0; i < 3; i++) [expected, got] = [f(...expected, x), compiled(got, x)];
    expected.forEach((t, i) => {
      const [values, size] = [t.dataSync(), Math.hypot(...t.dataSync())];
      got[i]!.dataSync().forEach((number, k) => expect(Math.abs(number - values[k]!)).toBeLessThan(1e-5 * size));
    });
  }
});

test("large results keep their values through later runs, other programs and the end of theirs", () => {
  const f = compile((x: Tensor) => add(x, 1), { target });
  const n = 100_000;
  const [first, second] = [f(tensor(new Float32Array(n).fill(1))), f(tensor(new Float32Array(n).fill(2)))];
  const unread = f(tensor(new Float32Array(n).fill(9)));
  const large = compile((x: Tensor) => negate(x), { target })(zeros([5_000_000])); // the memory grows
  expect(unread.dataSync()[n - 1]).toBe(10);
  const third = f(tensor(new Float32Array(n).fill(3)));
  f.dispose();
  expect([first, second, third].map((t) => [t.dataSync()[0], t.dataSync()[n - 1]])).toEqual([
    [2, 2],
    [3, 3],
    [4, 4],
  ]);
  expect(large.dataSync()[4_999_999]).toBe(-0);
});

test("a result that was disposed of has no values, others are not touched", () => {
  const f = compile((x: Tensor) => add(x, 1), { target });
  const x = zeros([2000]);
  const [gone, kept] = [f(x), add(f(x), 0)];
  gone.dispose();
  expect(() => gone.dataSync()).toThrow("dataSync: the tensor was disposed of");
  expect(() => add(gone, 1)).toThrow(TraceError);
  expect(f(x).dataSync()[1999]).toBe(1);
  expect(kept.dataSync()[0]).toBe(1);
  x.dispose();
  expect(x.dataSync()[0]).toBe(0);
});

test("donated values stay where they are: each tensor is read once, when it first comes", () => {
  const f = compile((p: { w: Tensor }, x: Tensor) => ({ w: add(p.w, x) }), { target, donate: [0] });
  const reads: string[] = [];
  const watched = (name: string): Tensor => {
    const t = tensor([1, 2]);
    const { view } = t;
    return Object.defineProperty(t, "view", {
      get: () => {
        reads.push(name);
        return view;
      },
      set: () => {},
    });
  };
  const x = watched("x");
  let params = f({ w: watched("w") }, x);
  expect(new Set(reads)).toEqual(new Set(["w", "x"]));
  reads.length = 0;
  for (let i = 0; i < 4; i++) params = f(params, x);
  expect(reads).toEqual([]);
  expect(params.w.toArray()).toEqual([6, 12]);
});

test("roles are found by their names, whatever the order of the results", () => {
  const f = compile(
    (params: { w: Tensor }, state: { m: { w: Tensor }; v: { w: Tensor } }) => ({
      state: { v: { w: add(state.v.w, 1) }, m: { w: add(state.m.w, 2) } },
      params: { w: add(params.w, state.m.w) },
    }),
    { target, donate: [0, 1] },
  );
  let [params, state] = [{ w: zeros([2]) }, { m: { w: zeros([2]) }, v: { w: zeros([2]) } }];
  for (let i = 0; i < 3; i++) ({ params, state } = f(params, state));
  expect(valuesOf({ p: params.w, m: state.m.w, v: state.v.w })).toEqual([
    [6, 6],
    [6, 6],
    [3, 3],
  ]);
});

test("a program that fails loses nothing before it writes, and says so after", () => {
  const f = compile((p: { w: Tensor; m: Tensor }) => ({ w: add(p.w, 1), m: negate(cholesky(negate(p.m))) }), {
    target,
    donate: [0],
  });
  const first = f({ w: zeros([1500]), m: negate(eye(2)) }); // m: minus the identity again
  const second = f(first);
  expect(add(second.m, 0).toArray()).toEqual([
    [-1, 0],
    [0, -1],
  ]);
  expect(() => f({ ...second, m: eye(2) })).toThrow("cholesky");
  expect(() => f(second)).toThrow(TraceError);
  expect(f({ w: zeros([1500]), m: negate(eye(2)) }).w.dataSync()[0]).toBe(1);
});

test("an index out of range is found before anything is written over", () => {
  const f = compile(
    (p: { table: Tensor; steps: Tensor }, tokens: Tensor) => ({
      table: subtract(p.table, multiply(sum(take(p.table, tokens)), 0.5)),
      steps: add(p.steps, 1),
    }),
    { target, donate: [0] },
  );
  const start = () => ({
    table: tensor([
      [1, 2],
      [3, 4],
    ]),
    steps: zeros([2000]),
  });
  const good = tensor([0, 1], { dtype: "int32" });
  const first = f(start(), good);
  expect(() => f(first, tensor([0, 7], { dtype: "int32" }))).toThrow("got 7");
  const second = f(first, good);
  // half of the sum, 10, from each of four elements, which leaves a sum of -10: the next step undoes it
  expect(second.table.toArray()).toEqual([
    [1, 2],
    [3, 4],
  ]);
  expect(second.steps.dataSync()[1999]).toBe(2);
});
