import { add, multiply, type Tensor, tensor } from "@adjoint/tensor";
import { describe, expect, expectTypeOf, test } from "vitest";
import { type MinimizeOptions, type MinimizeProgress, minimize, minimizeAsync } from "./index.ts";
import { beale, himmelblau, quadratic, rosenbrock, type SmoothFunction } from "./testing/smooth-functions.ts";

const distance = (x: ArrayLike<number>, y: readonly number[]): number => Math.hypot(...y.map((yi, i) => x[i]! - yi));
const toNearest = (x: ArrayLike<number>, { minima }: SmoothFunction): number =>
  Math.min(...minima.map((minimum) => distance(x, minimum)));

type Settings = MinimizeOptions<Float64Array>;
const lbfgs: Settings = {};
const backtracking: Settings = { lineSearch: "backtracking" };
const conjugate: Settings = { method: "conjugateGradient" };

describe("reaches known minima within the iterations and evaluations that are documented", () => {
  test.each<[string, SmoothFunction, Settings, iterations: number, evaluations: number]>([
    ["L-BFGS", rosenbrock(), lbfgs, 37, 46],
    ["L-BFGS with backtracking", rosenbrock(), backtracking, 40, 47],
    ["conjugate gradients", rosenbrock(), conjugate, 28, 77],
    ["L-BFGS", beale, lbfgs, 16, 17],
    ["L-BFGS with backtracking", beale, backtracking, 16, 17],
    ["conjugate gradients", beale, conjugate, 13, 48],
    ["L-BFGS", himmelblau, lbfgs, 11, 16],
    ["L-BFGS with backtracking", himmelblau, backtracking, 12, 15],
    ["conjugate gradients", himmelblau, conjugate, 10, 32],
    ["conjugate gradients with backtracking", himmelblau, { ...conjugate, ...backtracking }, 12, 31],
    ["L-BFGS", rosenbrock(100), lbfgs, 560, 660],
    ["conjugate gradients", rosenbrock(100), conjugate, 940, 2120],
    ["L-BFGS", quadratic(50, 1e3), lbfgs, 370, 390],
    ["conjugate gradients", quadratic(50, 1e3), conjugate, 380, 780],
    // the value has digits for gradients down to 1e-4 only; the slopes have more
    ["L-BFGS", quadratic(50, 1e3, 1e6), lbfgs, 370, 390],
    ["conjugate gradients", quadratic(50, 1e3, 1e6), conjugate, 380, 780],
  ])("%s: %#", (_, problem, options, iterations, evaluations) => {
    const result = minimize(problem.valueAndGradient, Float64Array.from(problem.start), options);
    expect(result.reason).toBe("gradient");
    expect(result.converged).toBe(true);
    expect(result.gradientNorm).toBeLessThanOrEqual(1e-8);
    expect(toNearest(result.params, problem)).toBeLessThan(1e-7);
    expect(result.iterations).toBeLessThanOrEqual(iterations);
    expect(result.evaluations).toBeLessThanOrEqual(evaluations);
    // what it says of itself is true
    const [value, gradient] = problem.valueAndGradient(result.params);
    expect(result.value).toBe(value);
    expect(result.gradientNorm / Math.hypot(...gradient)).toBeCloseTo(1, 12);
  });

  test("all four minima of Himmelblau's function, from starts near by", () => {
    for (const minimum of himmelblau.minima) {
      const start = Float64Array.from(minimum, (x) => x + 0.3);
      expect(distance(minimize(himmelblau.valueAndGradient, start).params, minimum)).toBeLessThan(1e-9);
    }
  });

  test("a quadratic of equal curvatures takes one line search, whatever its scale", () => {
    for (const scale of [1e-6, 1, 1e6]) {
      const { params, iterations } = minimize<Float64Array>(
        (x) => [scale * distance(x, [3, 4]) ** 2, x.map((xi, i) => 2 * scale * (xi - [3, 4][i]!))],
        Float64Array.of(0, 0),
        { gradientTolerance: 1e-9 * scale },
      );
      expect(distance(params, [3, 4])).toBeLessThan(1e-8);
      expect(iterations).toBeLessThanOrEqual(2);
    }
  });
});

describe("parameters of any kind", () => {
  test("a record of everything keeps its kinds, types and shapes", () => {
    const start = {
      number: 1,
      single: Float32Array.of(1, 2),
      double: Float64Array.of(3),
      tensors: [tensor([[1, 2]]), tensor(3, { dtype: "float64" })] as const,
    };
    const result = minimize(
      (p) => {
        expectTypeOf(p).toEqualTypeOf<typeof start>();
        const numbers = [p.number, ...p.single, ...p.double, ...p.tensors.flatMap((t) => [...t.dataSync()])];
        const value = numbers.reduce((sum, x, i) => sum + (x - i) ** 2, 0);
        const g = (x: number, i: number): number => 2 * (x - i);
        return [
          value,
          {
            number: g(p.number, 0),
            single: p.single.map((x, i) => g(x, i + 1)),
            double: p.double.map((x) => g(x, 3)),
            tensors: [
              multiply(add(p.tensors[0], tensor([[-4, -5]])), 2),
              multiply(add(p.tensors[1], tensor(-6, { dtype: "float64" })), 2),
            ] as const,
          },
        ];
      },
      start,
      { gradientTolerance: 1e-5 },
    );
    expectTypeOf(result.params).toEqualTypeOf<typeof start>();
    const { number, single, double, tensors } = result.params;
    expect(number).toBeCloseTo(0, 5);
    expect(single).toBeInstanceOf(Float32Array);
    expect(single[1]).toBeCloseTo(2, 5);
    expect(double).toBeInstanceOf(Float64Array);
    expect(tensors.map(({ dtype, shape }) => [dtype, shape])).toEqual([
      ["float32", [1, 2]],
      ["float64", []],
    ]);
    expect(tensors[0].dataSync()[1]).toBeCloseTo(5, 5);
    expect(start.single).toEqual(Float32Array.of(1, 2));
  });

  test("one number, and arrays of numbers", () => {
    const cosine = (x: number): [number, number] => [Math.cos(x), -Math.sin(x)];
    expect(minimize(cosine, 2).params).toBeCloseTo(Math.PI, 8);
    const { params } = minimize((x: number[]) => [x[0]! ** 2 + x[1]! ** 2, x.map((xi) => 2 * xi)], [1, 2]);
    expect(distance(params, [0, 0])).toBeLessThan(1e-8);
  });

  test("a value may be a scalar tensor", () => {
    const { params, value } = minimize(
      (x: Tensor) => [multiply(x, x), multiply(x, 2)],
      tensor(3, { dtype: "float64" }),
    );
    expect(params.item()).toBeCloseTo(0, 9);
    expect(value).toBeCloseTo(0, 15);
  });

  test("nothing to move is a minimum", () => {
    expect(minimize(() => [5, {}], {})).toMatchObject({ value: 5, converged: true, iterations: 0, evaluations: 1 });
  });

  test("what the function gets is its own, and what it returns stays its own", () => {
    const buffer = new Float64Array(2);
    const start = Float64Array.from(beale.start);
    const { params } = minimize<Float64Array>((x) => {
      const [value, gradient] = beale.valueAndGradient(x);
      buffer.set(gradient);
      x.fill(Number.NaN);
      return [value, buffer];
    }, start);
    buffer.fill(Number.NaN);
    expect(distance(params, [3, 0.5])).toBeLessThan(1e-8);
    expect([...start]).toEqual(beale.start);
  });
});

describe("single precision ends by the digits of the value, as a success", () => {
  test.each([rosenbrock(), beale, himmelblau, rosenbrock(20), quadratic(50, 1e3, 1000)])("$name", (problem) => {
    for (const options of [lbfgs, backtracking, conjugate] as readonly Pick<
      MinimizeOptions<unknown>,
      "method" | "lineSearch"
    >[]) {
      if (options.lineSearch && problem.start.length > 2) continue;
      const result = minimize<Float32Array>(
        (x) => {
          const [value, gradient] = problem.valueAndGradient(Float64Array.from(x));
          return [Math.fround(value), Float32Array.from(gradient)];
        },
        Float32Array.from(problem.start),
        options,
      );
      expect(["gradient", "precision"]).toContain(result.reason);
      expect(result.converged).toBe(true);
      expect(toNearest(result.params, problem)).toBeLessThan(0.02);
      expect(result.evaluations).toBeLessThan(1000);
    }
  });
});

describe("values that are not finite", () => {
  test.each([
    ["NaN", Number.NaN],
    ["Infinity", Infinity],
    ["-Infinity", -Infinity],
  ])("a wall of %s only shortens the step", (_, outside) => {
    for (const options of [lbfgs, backtracking, conjugate]) {
      // x - log x: the minimum is 1, and the first steps from 0.001 lead beyond 0 and beyond 50
      const { params, reason } = minimize<Float64Array>(
        ([x = 0]) => {
          const isInside = x > 0 && x < 50;
          return isInside
            ? [x - Math.log(x), Float64Array.of(1 - 1 / x)]
            : [outside, Float64Array.of(outside === -Infinity ? 1 : Number.NaN)];
        },
        Float64Array.of(1e-3),
        { ...options, gradientTolerance: 1e-7 },
      );
      expect(params[0]).toBeCloseTo(1, 6);
      expect(reason).toBe("gradient");
    }
  });

  test("a gradient of NaN beside a finite value does so too", () => {
    let hits = 0;
    const { params } = minimize<Float64Array>(([x = 0]) => {
      if (x > 4) hits++;
      return [Math.exp(x) - 3 * x, Float64Array.of(x > 4 ? Number.NaN : Math.exp(x) - 3)];
    }, Float64Array.of(-20));
    expect(hits).toBeGreaterThan(0);
    expect(params[0]).toBeCloseTo(Math.log(3), 8);
  });

  test.each([
    [() => [Number.NaN, 1], "minimize: the value at the start must be finite, got NaN; start elsewhere?"],
    [() => [Infinity, 1], "minimize: the value at the start must be finite, got Infinity; start elsewhere?"],
    [() => [1, Number.NaN], "minimize: the gradient at the start must be finite, got NaN; start elsewhere?"],
  ] as [() => [number, number], string][])("at the start they throw: %#", (f, message) => {
    expect(() => minimize(f, 1)).toThrow(RangeError);
    expect(() => minimize(f, 1)).toThrow(message);
  });
});

describe("why it stops", () => {
  const from = (problem: SmoothFunction, options: Settings) =>
    minimize(problem.valueAndGradient, Float64Array.from(problem.start), options);

  test("the limit of iterations, which may be 0", () => {
    expect(from(rosenbrock(), { maxIterations: 5 })).toMatchObject({
      reason: "maxIterations",
      converged: false,
      iterations: 5,
    });
    const none = from(rosenbrock(), { maxIterations: 0 });
    expect([...none.params]).toEqual([-1.2, 1]);
    expect(none).toMatchObject({ iterations: 0, evaluations: 1 });
    expect(none.value).toBeCloseTo(24.2, 12);
    expect(from(rosenbrock(), { maxIterations: Infinity }).reason).toBe("gradient");
  });

  test("a small change of the value or of the parameters", () => {
    const byValue = from(quadratic(10, 100, 1), { valueTolerance: 1e-3 });
    expect(byValue).toMatchObject({ reason: "value", converged: true });
    const byStep = from(quadratic(10, 100, 1), { stepTolerance: 1e-2 });
    expect(byStep).toMatchObject({ reason: "step", converged: true });
    const byGradient = from(quadratic(10, 100, 1), {});
    expect(byValue.iterations).toBeLessThan(byGradient.iterations);
    expect(byStep.iterations).toBeLessThan(byGradient.iterations);
    // relative to the parameters: a step of 10 is short a million away
    const far = minimize((x: number) => [(x - 1e6) ** 4, 4 * (x - 1e6) ** 3], 0, { stepTolerance: 1e-5 });
    expect(far.reason).toBe("step");
  });

  test("a gradient of the wrong sign is no minimum", () => {
    const result = minimize<Float64Array>((x) => [x[0]! ** 2, x.map((xi) => -2 * xi)], Float64Array.of(1));
    expect(result).toMatchObject({ reason: "stalled", converged: false, iterations: 0 });
    expect(result.evaluations).toBeLessThan(70);
  });

  test("a kink is no smooth minimum, and is not called one", () => {
    for (const options of [lbfgs, conjugate, backtracking])
      for (const kink of [1 / 3, 0.7]) {
        // |u - 1/3| + 3 |v - kink|
        const places = [1 / 3, kink];
        const result = minimize<Float64Array>(
          (x) => [
            x.reduce((sum, xi, i) => sum + (1 + 2 * i) * Math.abs(xi - places[i]!), 0),
            x.map((xi, i) => (1 + 2 * i) * (xi > places[i]! ? 1 : -1)),
          ],
          Float64Array.of(2, -3),
          options,
        );
        expect(result).toMatchObject({ reason: "stalled", converged: false });
        expect(Math.abs(result.params[1]! - kink)).toBeLessThan(1e-6);
      }
  });

  test("a gradient tolerance out of reach ends by precision, with the digits that there are", () => {
    for (const options of [lbfgs, conjugate]) {
      const result = from(rosenbrock(), { ...options, gradientTolerance: 0 });
      expect(result.converged).toBe(true);
      expect(distance(result.params, [1, 1])).toBeLessThan(1e-12);
    }
  });

  test("a function without a minimum is followed down to the limit", () => {
    const result = minimize((x: number) => [x, 1], 0, { maxIterations: 3 });
    expect(result.reason).toBe("maxIterations");
    expect(result.value).toBeLessThan(-1000);
  });
});

describe("progress and abortion", () => {
  test("each step is reported once, values fall, and the last one is the result", () => {
    const reports: MinimizeProgress<Float64Array>[] = [];
    const result = minimize(himmelblau.valueAndGradient, Float64Array.of(0, 0), {
      onIteration: (progress) => reports.push(progress),
    });
    expect(reports.map(({ iterations }) => iterations)).toEqual(reports.map((_, i) => i + 1));
    const { reason, converged, ...last } = result;
    expect([reason, converged]).toEqual(["gradient", true]);
    expect(reports.at(-1)).toMatchObject(last);
    let previous = Float64Array.of(0, 0);
    let value = 170;
    for (const report of reports) {
      expect(report.value).toBeLessThan(value);
      expect(report.stepNorm / distance(report.params, [...previous])).toBeCloseTo(1, 10);
      [previous, value] = [Float64Array.from(report.params), report.value];
    }
  });

  test("a signal ends it between evaluations, with the best point so far", () => {
    const controller = new AbortController();
    let evaluations = 0;
    const result = minimize<Float64Array>(
      (x) => {
        if (++evaluations === 20) controller.abort();
        return rosenbrock().valueAndGradient(x);
      },
      Float64Array.of(-1.2, 1),
      { signal: controller.signal },
    );
    expect(result).toMatchObject({ reason: "aborted", converged: false, evaluations: 20 });
    expect(result.value).toBeLessThan(24.2);
    expect(result.value).toBe(rosenbrock().valueAndGradient(result.params)[0]);
    const before = minimize((x: number) => [x * x, 2 * x], 1, { signal: AbortSignal.abort() });
    expect(before).toMatchObject({ reason: "aborted", params: 1, evaluations: 1 });
  });

  test("a Promise is waited for: the same steps, and a signal by time", async () => {
    const { valueAndGradient, start } = rosenbrock();
    const later = async (x: Float64Array) => {
      await new Promise((resolve) => setTimeout(resolve, 0));
      return valueAndGradient(x);
    };
    const x = Float64Array.from(start);
    expect(await minimizeAsync(later, x)).toEqual(minimize(valueAndGradient, x));
    const inTensors = await minimizeAsync(async (t) => {
      const [value, gradient] = valueAndGradient(t.dataSync() as Float64Array);
      return [tensor(value, { dtype: "float64" }), tensor(gradient)];
    }, tensor(x));
    expect(inTensors.params.dataSync()).toEqual(minimize(valueAndGradient, x).params);
    const aborted = await minimizeAsync(later, x, { signal: AbortSignal.timeout(5), gradientTolerance: 0 });
    expect(aborted.reason).toBe("aborted");
    await expect(minimizeAsync(() => Promise.reject(new Error("no device")), 1)).rejects.toThrow("no device");
  });
});

describe("mistakes", () => {
  const f = (x: number): [number, number] => [x * x, 2 * x];
  test.each([
    [{ memory: 0 }, "minimize: memory must be an integer from 1 up, got 0"],
    [{ memory: 1.5 }, "minimize: memory must be an integer from 1 up, got 1.5"],
    [{ gradientTolerance: -1 }, "minimize: gradientTolerance must be a finite number in [0,∞), got -1"],
    [{ valueTolerance: Number.NaN }, "minimize: valueTolerance must be a finite number in [0,∞), got NaN"],
    [{ stepTolerance: Infinity }, "minimize: stepTolerance must be a finite number in [0,∞), got Infinity"],
    [{ maxIterations: -1 }, "minimize: maxIterations must be an integer from 0 up, got -1"],
    [{ maxIterations: 2.5 }, "minimize: maxIterations must be an integer from 0 up, got 2.5"],
  ])("%j", (options, message) => {
    expect(() => minimize(f, 1, options)).toThrow(RangeError);
    expect(() => minimize(f, 1, options)).toThrow(message);
  });

  test("other methods, other leaves, gradients of another form", () => {
    expect(() => minimize(f, 1, { method: "newton" as "lbfgs" })).toThrow('method is "lbfgs" or "conjugateGradient"');
    expect(() => minimize(f, 1, { lineSearch: "exact" as "zoom" })).toThrow('lineSearch is "zoom" or "backtracking"');
    const bad = { w: Int32Array.of(1) } as unknown as { w: Float64Array };
    expect(() => minimize(() => [0, bad], bad)).toThrow("optimizer: w must be a float tensor");
    expect(() => minimize(() => [0, { b: 1 } as unknown as { w: number }], { w: 1 })).toThrow(TypeError);
    expect(() => minimize(() => [0, { w: Float64Array.of(1) }], { w: Float64Array.of(1, 2) })).toThrow(
      "the gradient at w must be float64 [2] as its parameter is, got float64 [1]",
    );
  });
});
