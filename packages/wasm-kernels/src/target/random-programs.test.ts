import { grad } from "@adjoint/autodiff";
import { compile } from "@adjoint/compile";
import { programInputs, type RandomProgram, randomProgram } from "@adjoint/compile/testing/random-program";
import { add, cast, multiply, randomKey, square, sum, tanh, type Tensor, uniform } from "@adjoint/tensor";
import fc from "fast-check";
import { expect, test } from "vitest";
import { wasmTarget } from "./wasm-target.ts";

/** What float32 may make 0 of. */
const UNDERFLOW = 1e-36;

/** How far values are from those of float64, by their norm. */
function errorOf(got: Tensor, exact: Tensor): number {
  const values = got.dataSync();
  let [error, norm] = [0, 0];
  exact.dataSync().forEach((x, i) => {
    if (!Number.isFinite(x)) return;
    error += (values[i]! - x) ** 2;
    norm += x ** 2;
  });
  return Math.sqrt(error) / Math.max(Math.sqrt(norm), UNDERFLOW);
}

/** Moves each element by a random part of four units in the last place of float32: any sound kernel may do as much. */
function jitter(seed: number): (x: Tensor) => Tensor {
  let at = seed;
  return (x) =>
    multiply(x, add(1, multiply(uniform(randomKey(at++), x.shape, { low: -1, high: 1, dtype: x.dtype }), 2 ** -22)));
}

/** The derivatives of a number that both results of the program go into. */
const derivatives: (f: RandomProgram) => RandomProgram = (f) => (a, b, after) => {
  const loss = (x: Tensor, y: Tensor): Tensor => {
    const [last, other] = f(x, y, after);
    return add(sum(tanh(last!)), sum(square(other!)));
  };
  return [grad(loss)(a, b), grad(loss, { argument: 1 })(a, b)];
};

const isLong = process.env["ENDURANCE"] === "1";
/** What is allowed beyond the jitter; among many new programs there is one that loses more. */
const SLACK = isLong ? 16 : 4;

test.each<[string, (f: RandomProgram) => RandomProgram, number, number]>([
  ["random programs", (f) => f, 1e-6, 250],
  // a chain of derivatives rounds more often than the jitter moves
  ["gradients of random programs", derivatives, 1e-5, 80],
])("%s are as near to those of float64 as rounding allows", (_, change, tolerance, runs) => {
  // of two sizes in one program: what differs in its sizes alone may share code
  const inputs = [...programInputs(6), ...programInputs(12)] as const;
  const wide = inputs.map((t) => cast(t, "float64"));
  fc.assert(
    fc.property(randomProgram, (program) => {
      const f = change(program);
      const both = ([a, b, c, d]: readonly Tensor[], after?: (x: Tensor) => Tensor): Tensor[] => [
        ...f(a!, b!, after),
        ...f(c!, d!, after),
      ];
      const compiled = compile((...all: Tensor[]) => both(all), { target: wasmTarget() });
      const [exact, eager] = [both(wide), both(inputs)];
      // where digits cancel, eager kernels lose them too, or float64 does when what goes in is rounded to float32
      const rounded = [1, 2, 3, 4].map((seed) => both(wide, jitter(1000 * seed)));
      const allowed = exact.map((t, i) => {
        const [lost, ...moved] = [eager, ...rounded].map((all) => errorOf(all[i]!, t));
        return Math.max(tolerance, 2 * lost!, SLACK * Math.max(...moved));
      });
      for (let run = 0; run < 2; run++)
        compiled(...inputs).forEach((t, i) => {
          expect([t.dtype, t.shape]).toEqual(["float32", exact[i]!.shape]);
          if (allowed[i]! > 1e-3) return; // all digits cancelled, or a comparison stands on an edge
          const error = errorOf(t, exact[i]!);
          if (!(error <= allowed[i]!)) expect(error).toBeLessThanOrEqual(allowed[i]!);
        });
      compiled.dispose();
    }),
    isLong ? { numRuns: 10 * runs } : { numRuns: runs, seed: 20261127 },
  );
});

/** Ways of handing the state on: each result where it came from, exchanged, read late, beside another result. */
const steps: ((f: RandomProgram) => (a: Tensor, b: Tensor) => Tensor[])[] = [
  (f) => (a, b) => f(a, b).map(tanh),
  (f) => (a, b) => f(a, b).map(tanh).reverse(),
  (f) => (a, b) => {
    const [x, y] = f(a, b);
    return [tanh(add(x!, b)), y!];
  },
  (f) => (a, b) => {
    const [x, y] = f(a, b);
    return [tanh(add(x!, a)), tanh(add(y!, b)), x!];
  },
];

test("a random step gives the same bits whether or not it may write over its state", () => {
  fc.assert(
    fc.property(randomProgram, fc.constantFrom(...steps), (f, stepOf) => {
      const donations = [[], [0, 1], [0]] as const;
      const runs = donations.map((donate) => compile(stepOf(f), { target: wasmTarget(), donate }));
      const states: [Tensor, Tensor][] = runs.map(() => programInputs());
      for (let k = 0; k < 3; k++) {
        const all = runs.map((run, i) => run(...states[i]!));
        if (k > 0) {
          // what is not read stays where it is
          const [expected, ...others] = all.map((results) => results.map((t) => [...t.dataSync()]));
          for (const other of others) expect(other).toEqual(expected);
        }
        all.forEach(([x, y], i) => {
          states[i] = [x!, y!];
        });
      }
      for (const run of runs) run.dispose();
    }),
    isLong ? { numRuns: 1000 } : { numRuns: 60, seed: 20261127 },
  );
});
