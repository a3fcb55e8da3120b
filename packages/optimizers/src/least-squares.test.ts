import { add, multiply, reshape, subtract, type Tensor, tensor } from "@adjoint/tensor";
import { describe, expect, expectTypeOf, test } from "vitest";
import { randomNumbers } from "../tests/random-numbers.ts";
import { type LeastSquaresOptions, leastSquares, type MinimizeProgress } from "./index.ts";

type Method = NonNullable<LeastSquaresOptions<unknown>["method"]>;
const methods: readonly Method[] = ["levenbergMarquardt", "gaussNewton"];

/** A straight line through data: a + b x. */
const xs = [1, 2, 4, 7];
const ys = [3, 4, 9, 13];
// by the formulas of linear regression: mean x 3.5, mean y 7.25, Sxx 21, Sxy 36.5
const slope = 36.5 / 21;
const intercept = 7.25 - 3.5 * slope;
const line = {
  residuals: ([a = 0, b = 0]: readonly number[]) => xs.map((x, i) => a + b * x - ys[i]!),
  jacobian: () => xs.map((x) => [1, x]),
};

describe("linear least squares", () => {
  test("one Gauss-Newton step", () => {
    const result = leastSquares(line, [0, 0], { method: "gaussNewton" });
    expect(result).toMatchObject({ reason: "gradient", converged: true, iterations: 1, evaluations: 2 });
    expect(result.params[0]).toBeCloseTo(intercept, 14);
    expect(result.params[1]).toBeCloseTo(slope, 14);
    // 1/2 (Syy - Sxy^2 / Sxx), Syy = 64.75
    expect(result.value).toBeCloseTo((64.75 - 36.5 ** 2 / 21) / 2, 13);
  });

  test("from anywhere: one step has the digits that so large a start leaves", () => {
    for (const start of [
      [1e6, -1e6],
      [-3, 1e-9],
    ]) {
      const { params } = leastSquares(line, start, { method: "gaussNewton", maxIterations: 1 });
      expect(params[0]).toBeCloseTo(intercept, 8);
      expect(params[1]).toBeCloseTo(slope, 8);
    }
  });

  test("Levenberg-Marquardt ends at the same place", () => {
    const result = leastSquares(line, [0, 0]);
    expect(result.converged).toBe(true);
    expect(result.params[0]).toBeCloseTo(intercept, 9);
    expect(result.params[1]).toBeCloseTo(slope, 9);
  });

  test("with a small damping in a step or two", () => {
    expect(leastSquares(line, [0, 0], { initialDamping: 1e-30 }).iterations).toBe(1);
    expect(leastSquares(line, [0, 0], { initialDamping: 100 }).iterations).toBeGreaterThan(3);
  });

  test("polynomials of degree 8, whose normal equations have lost half of the digits", () => {
    const powers = Array.from({ length: 9 }, (_, k) => k);
    const points = Array.from({ length: 30 }, (_, i) => i / 29);
    const truth = powers.map((k) => (k % 2 === 0 ? 1 : -1) * (k + 1));
    const data = points.map((x) => powers.reduce((sum, k) => sum + truth[k]! * x ** k, 0));
    const { params } = leastSquares(
      {
        residuals: (b: readonly number[]) =>
          points.map((x, i) => powers.reduce((sum, k) => sum + b[k]! * x ** k, -data[i]!)),
        jacobian: () => points.map((x) => powers.map((k) => x ** k)),
      },
      powers.map(() => 0),
      { method: "gaussNewton" },
    );
    params.forEach((b, k) => expect(Math.abs(b / truth[k]! - 1)).toBeLessThan(1e-7));
  });
});

describe("one step of Levenberg-Marquardt", () => {
  test("solves (J^T J + mu D^2) h = -J^T r with the lengths of the columns in D", () => {
    const jacobian = [
      [1, 2],
      [3, 4],
      [5, 7],
    ];
    const r = [1, -2, 4];
    const steps: (readonly number[])[] = [];
    leastSquares(
      {
        // the residuals are lower wherever it goes
        residuals: (p: readonly number[]) => {
          steps.push(p);
          return p[0] === 0 && p[1] === 0 ? r : [0, 0, 1];
        },
        jacobian: () => jacobian,
      },
      [0, 0],
      { initialDamping: 0.25, maxIterations: 1 },
    );
    // J^T J = [[35, 49], [49, 69]], D^2 = (35, 69), J^T r = (15, 22)
    const [a, b, d] = [35 * 1.25, 49, 69 * 1.25];
    const determinant = a * d - b * b;
    expect(steps[1]![0]).toBeCloseTo(-(d * 15 - b * 22) / determinant, 13);
    expect(steps[1]![1]).toBeCloseTo(-(a * 22 - b * 15) / determinant, 13);
  });

  test("the damping follows Nielsen: multiplied by 2, 4, 8 ... while the value rises", () => {
    const tried: number[] = [];
    leastSquares(
      {
        residuals: (p: number) => {
          tried.push(p);
          return [p === 0 || p < -0.5 ? 1 - p : 0.5];
        },
        jacobian: () => [[1]],
      },
      0,
      { initialDamping: 0.1, maxIterations: 1 },
    );
    // h = -1 / (1 + mu), mu = 0.1, 0.2, 0.8, 6.4
    expect(tried).toHaveLength(5);
    [0, -1 / 1.1, -1 / 1.2, -1 / 1.8, -1 / 7.4].forEach((p, i) => expect(tried[i]).toBeCloseTo(p, 14));
  });

  test("and by max(1/3, 1 - (2 gain - 1)^3) after a step", () => {
    // residuals that fall to a known part of the promise: r = 1 -> 0.9 at h = -1/2
    const tried: number[] = [];
    leastSquares(
      {
        residuals: (p: number) => {
          tried.push(p);
          return [[1, 0.9, 0.8][tried.length - 1]!];
        },
        jacobian: () => [[1]],
      },
      0,
      { initialDamping: 1, maxIterations: 2 },
    );
    expect(tried[1]).toBeCloseTo(-0.5, 15);
    // promised 1/2 h (mu h - g) = 1/2 * 0.5 * 1.5 = 0.375, kept (1 - 0.81) / 2 = 0.095
    const gain = 0.095 / 0.375;
    const damping = 1 - (2 * gain - 1) ** 3;
    expect(tried[2]).toBeCloseTo(-0.5 - 0.9 / (1 + damping), 13);
  });

  test("the path does not depend on the units of the parameters", () => {
    const units = [1e-6, 1e4];
    const model = (b: readonly number[]) => {
      const [a, c] = b.map((bi, i) => bi / units[i]!) as [number, number];
      return { a, c };
    };
    const data = [1, 2, 3, 4, 5].map((x) => 2 * Math.exp(-0.3 * x) + 0.01 * Math.sin(9 * x));
    const problem = (scale: readonly number[]) => ({
      residuals: (b: readonly number[]) => {
        const { a, c } = model(b.map((bi, i) => (bi / scale[i]!) * units[i]!));
        return data.map((y, i) => a * Math.exp(-c * (i + 1)) - y);
      },
      jacobian: (b: readonly number[]) => {
        const { a, c } = model(b.map((bi, i) => (bi / scale[i]!) * units[i]!));
        return data.map((_, i) => {
          const e = Math.exp(-c * (i + 1));
          return [e / scale[0]!, (-a * (i + 1) * e) / scale[1]!];
        });
      },
    });
    const plain = leastSquares(problem([1, 1]), [1, 1]);
    const scaled = leastSquares(problem(units), [units[0]!, units[1]!]);
    expect(scaled.iterations).toBe(plain.iterations);
    expect(scaled.evaluations).toBe(plain.evaluations);
    plain.params.forEach((b, i) => expect(scaled.params[i]! / units[i]! / b).toBeCloseTo(1, 10));
  });
});

interface Known {
  readonly name: string;
  residuals(x: readonly number[]): number[];
  jacobian(x: readonly number[]): number[][];
  readonly start: readonly number[];
  readonly solution: readonly number[];
  readonly evaluations: Partial<Record<Method, number>>;
}

const powell: Known = {
  name: "Powell's singular function",
  residuals: ([a = 0, b = 0, c = 0, d = 0]) => [
    a + 10 * b,
    Math.sqrt(5) * (c - d),
    (b - 2 * c) ** 2,
    Math.sqrt(10) * (a - d) ** 2,
  ],
  jacobian: ([a = 0, b = 0, c = 0, d = 0]) => [
    [1, 10, 0, 0],
    [0, 0, Math.sqrt(5), -Math.sqrt(5)],
    [0, 2 * (b - 2 * c), -4 * (b - 2 * c), 0],
    [2 * Math.sqrt(10) * (a - d), 0, 0, -2 * Math.sqrt(10) * (a - d)],
  ],
  start: [3, -1, 0, 1],
  solution: [0, 0, 0, 0],
  evaluations: { levenbergMarquardt: 100 },
};

describe("known solutions with residuals of 0", () => {
  const known: readonly Known[] = [
    {
      name: "Rosenbrock's valley",
      residuals: ([x = 0, y = 0]) => [10 * (y - x * x), 1 - x],
      jacobian: ([x = 0]) => [
        [-20 * x, 10],
        [-1, 0],
      ],
      start: [-1.2, 1],
      solution: [1, 1],
      evaluations: { levenbergMarquardt: 23, gaussNewton: 33 },
    },
    {
      name: "Beale's function",
      residuals: ([x = 0, y = 0]) => [1, 2, 3].map((k) => [1.5, 2.25, 2.625][k - 1]! - x * (1 - y ** k)),
      jacobian: ([x = 0, y = 0]) => [1, 2, 3].map((k) => [y ** k - 1, x * k * y ** (k - 1)]),
      start: [1, 1],
      solution: [3, 0.5],
      evaluations: { levenbergMarquardt: 14 },
    },
    {
      name: "an exponential through exact data",
      residuals: ([a = 0, b = 0]) => [0, 1, 2, 3, 4, 5].map((t) => a * Math.exp(-b * t) - 3 * Math.exp(-0.5 * t)),
      jacobian: ([a = 0, b = 0]) => [0, 1, 2, 3, 4, 5].map((t) => [Math.exp(-b * t), -a * t * Math.exp(-b * t)]),
      start: [1, 1],
      solution: [3, 0.5],
      evaluations: { levenbergMarquardt: 19, gaussNewton: 10 },
    },
    powell,
  ];
  const cases = known.flatMap((problem) =>
    methods.flatMap((method) => {
      const limit = problem.evaluations[method];
      return limit === undefined ? [] : [{ name: problem.name, method, problem, limit }];
    }),
  );
  test.each(cases)("$name by $method", ({ method, problem, limit }) => {
    const result = leastSquares(problem, problem.start, { method });
    expect(result.converged).toBe(true);
    problem.solution.forEach((x, i) => expect(result.params[i]).toBeCloseTo(x, 12));
    expect(result.evaluations).toBeLessThanOrEqual(limit);
  });
});

describe("parameters, residuals and Jacobians of any kind", () => {
  const rows = xs.map((x) => [1, x]);
  test.each<
    [
      string,
      (p: readonly number[]) => Tensor | Float64Array | Float32Array | readonly (readonly number[] | Float64Array)[],
    ]
  >([
    ["rows", () => rows],
    ["rows that are typed arrays", () => rows.map((row) => Float64Array.from(row))],
    ["all rows in one array", () => Float64Array.from(rows.flat())],
    ["all rows in single precision", () => Float32Array.from(rows.flat())],
    ["a tensor", () => tensor(rows, { dtype: "float64" })],
    ["a tensor that is a view", () => subtract(tensor(rows), 0)],
  ])("a Jacobian as %s", (_, jacobian) => {
    const { params } = leastSquares({ ...line, jacobian }, [0, 0], { method: "gaussNewton" });
    expect(params[0]).toBeCloseTo(intercept, 12);
    expect(params[1]).toBeCloseTo(slope, 12);
  });

  test("a tree of tensors like the parameters, as automatic differentiation gives it", () => {
    const start = { bias: tensor(0, { dtype: "float64" }), weights: [tensor([[0, 0]], { dtype: "float64" })] };
    const random = randomNumbers(3);
    const inputs = Array.from({ length: 6 }, () => [random(), random()]);
    const problem = {
      residuals: ({ bias, weights }: typeof start): Tensor => {
        const [u, v] = weights[0]!.dataSync();
        return tensor(
          Float64Array.from(inputs, ([x = 0, y = 0]) => bias.item() + u! * x + v! * y - (0.5 + 2 * x - 3 * y)),
        );
      },
      // fields in another order, leaves [residuals, ...shape]
      jacobian: (): typeof start => ({
        weights: [reshape(tensor(inputs, { dtype: "float64" }), [6, 1, 2])],
        bias: tensor(Float64Array.from(inputs, () => 1)),
      }),
    };
    const { params } = leastSquares(problem, start, { method: "gaussNewton" });
    expectTypeOf(params).toEqualTypeOf<typeof start>();
    expect(params.bias.item()).toBeCloseTo(0.5, 12);
    expect(params.weights[0]!.shape).toEqual([1, 2]);
    expect([...params.weights[0]!.dataSync()].map((w) => Math.round(w * 1e10) / 1e10)).toEqual([2, -3]);
  });

  test("a record of numbers stays one; residuals may be a tensor", () => {
    const { params } = leastSquares(
      {
        residuals: ({ a, b }: { a: number; b: number }) =>
          subtract(add(multiply(tensor(xs, { dtype: "float64" }), b), a), tensor(ys, { dtype: "float64" })),
        jacobian: () => rows,
      },
      { a: 0, b: 0 },
    );
    expect(params.a).toBeCloseTo(intercept, 9);
    expect(params.b).toBeCloseTo(slope, 9);
  });

  test("single precision ends by the digits that there are, as a success", () => {
    for (const method of methods) {
      const result = leastSquares<Float32Array>(
        {
          residuals: ([a = 0, b = 0]) => xs.map((x, i) => a * Math.exp(b * x) - ys[i]!),
          jacobian: ([a = 0, b = 0]) => xs.map((x) => [Math.exp(b * x), a * x * Math.exp(b * x)]),
        },
        Float32Array.of(1, 0.1),
        { method },
      );
      expect(result.converged).toBe(true);
      expect(result.params).toBeInstanceOf(Float32Array);
      const double = leastSquares<Float64Array>(
        {
          residuals: ([a = 0, b = 0]) => xs.map((x, i) => a * Math.exp(b * x) - ys[i]!),
          jacobian: ([a = 0, b = 0]) => xs.map((x) => [Math.exp(b * x), a * x * Math.exp(b * x)]),
        },
        Float64Array.of(1, 0.1),
        { method },
      );
      double.params.forEach((b, j) => expect(result.params[j]! / b).toBeCloseTo(1, 5));
    }
  });
});

test("single precision of a singular problem without residuals ends by precision, as a success", () => {
  const { residuals, jacobian, start } = powell;
  const result = leastSquares<Float32Array>(
    { residuals: (x) => residuals([...x]), jacobian: (x) => jacobian([...x]) },
    Float32Array.from(start),
  );
  expect(result).toMatchObject({ reason: "precision", converged: true });
  result.params.forEach((x) => expect(Math.abs(x)).toBeLessThan(1e-6));
});

describe("dependent columns", () => {
  // a + b alone is determined
  const doubled = {
    residuals: ([a = 0, b = 0]: readonly number[]) => [a + b - 3, 2 * (a + b) - 7],
    jacobian: () => [
      [1, 1],
      [2, 2],
    ],
  };
  test("Levenberg-Marquardt finds one of the solutions", () => {
    const result = leastSquares(doubled, [0, 0]);
    expect(result).toMatchObject({ converged: true });
    expect(result.params[0]! + result.params[1]!).toBeCloseTo(3.4, 9);
    expect(result.value).toBeCloseTo(0.1, 14);
    const fewer = leastSquares(
      { residuals: ([a = 0, b = 0]: readonly number[]) => [a + b * b - 3], jacobian: ([, b = 0]) => [[1, 2 * b]] },
      [0, 1],
    );
    expect(fewer.converged).toBe(true);
    expect(fewer.value).toBeLessThan(1e-28);
  });

  test("Gauss-Newton says so", () => {
    const result = leastSquares(doubled, [0, 0], { method: "gaussNewton" });
    expect(result).toMatchObject({
      reason: "singular",
      converged: false,
      iterations: 0,
      evaluations: 1,
      params: [0, 0],
    });
  });
});

describe("residuals that are not finite", () => {
  test.each(methods)("only shorten the steps of %s", (method) => {
    let outside = 0;
    const result = leastSquares(
      {
        residuals: (x: number) => {
          if (x <= 0) outside++;
          return [x > 0 ? Math.log(x) : Number.NaN];
        },
        jacobian: (x) => [[1 / x]],
      },
      20,
      { method, initialDamping: 1e-6 },
    );
    expect(outside).toBeGreaterThan(0);
    expect(result.converged).toBe(true);
    expect(result.params).toBeCloseTo(1, 12);
  });

  test.each(methods)("and so does a Jacobian that is not, at a lower point, by %s", (method) => {
    let hits = 0;
    const result = leastSquares(
      {
        residuals: (x: number) => [x < 0.5 ? 0.1 : Math.log(x)],
        jacobian: (x) => {
          if (x < 0.5) hits++;
          return [[x < 0.5 ? Number.NaN : 1 / x]];
        },
      },
      20,
      { method, initialDamping: 1e-6 },
    );
    expect(hits).toBeGreaterThan(0);
    expect(result.converged).toBe(true);
    expect(result.params).toBeCloseTo(1, 10);
  });

  test("at the start they throw", () => {
    expect(() => leastSquares({ ...line, residuals: () => [1, Number.NaN] }, [0, 0])).toThrow(RangeError);
    expect(() => leastSquares({ residuals: () => [1, Infinity], jacobian: () => [[1], [1]] }, 1)).toThrow(
      "leastSquares: the residuals at the start must be finite, got NaN or Infinity; start elsewhere?",
    );
    expect(() => leastSquares({ residuals: () => [1], jacobian: () => [[Number.NaN]] }, 1)).toThrow(
      "leastSquares: the Jacobian at the start must be finite",
    );
  });
});

describe("why it stops", () => {
  const decay = {
    residuals: ([a = 0, b = 0]: readonly number[]) => xs.map((x, i) => a * Math.exp(b * x) - ys[i]!),
    jacobian: ([a = 0, b = 0]: readonly number[]) => xs.map((x) => [Math.exp(b * x), a * x * Math.exp(b * x)]),
  };

  test.each(methods)("a wrong Jacobian is no solution of %s", (method) => {
    const result = leastSquares({ residuals: (x: number) => [x - 3], jacobian: () => [[-1]] }, 1, { method });
    expect(result).toMatchObject({ reason: "stalled", converged: false, params: 1, iterations: 0 });
    // no more trials than until the step is lost in the parameters
    expect(result.evaluations).toBeLessThanOrEqual(method === "gaussNewton" ? 56 : 14);
  });

  test("tolerances and the limit of iterations", () => {
    const exact = leastSquares(decay, [1, 0.1]);
    expect(exact.reason).toBe("gradient");
    expect(leastSquares(decay, [1, 0.1], { valueTolerance: 1e-3 })).toMatchObject({ reason: "value", converged: true });
    expect(leastSquares(decay, [1, 0.1], { stepTolerance: 1e-2 })).toMatchObject({ reason: "step", converged: true });
    expect(leastSquares(decay, [1, 0.1], { gradientTolerance: 0.1 }).iterations).toBeLessThan(exact.iterations);
    expect(leastSquares(decay, [1, 0.1], { maxIterations: 2 })).toMatchObject({
      reason: "maxIterations",
      converged: false,
      iterations: 2,
    });
    expect(leastSquares(decay, [1, 0.1], { maxIterations: 0 }).params).toEqual([1, 0.1]);
  });

  test("residuals that are small differences end by precision, at the solution that their digits give", () => {
    for (const method of methods) {
      const exact = leastSquares(decay, [1, 0.1], { method });
      const rounded = {
        ...decay,
        residuals: ([a = 0, b = 0]: readonly number[]) => xs.map((x, i) => 1e9 + a * Math.exp(b * x) - (1e9 + ys[i]!)),
      };
      const result = leastSquares(rounded, [1, 0.1], { method });
      expect(result).toMatchObject({ reason: "precision", converged: true });
      result.params.forEach((b, j) => expect(b / exact.params[j]!).toBeCloseTo(1, 6));
    }
  });

  test("gradientTolerance 0 ends by precision", () => {
    for (const method of methods) {
      const result = leastSquares(decay, [1, 0.1], { method, gradientTolerance: 0 });
      expect(result.converged).toBe(true);
      expect(result.gradientNorm).toBeLessThan(1e-11);
    }
  });

  test("the result is what it says", () => {
    const { params, value, gradientNorm } = leastSquares(decay, [1, 0.1], { maxIterations: 3 });
    const r = decay.residuals(params);
    expect(value / (r.reduce((sum, ri) => sum + ri * ri, 0) / 2)).toBeCloseTo(1, 13);
    const gradient = [0, 1].map((j) => decay.jacobian(params).reduce((sum, row, i) => sum + row[j]! * r[i]!, 0));
    expect(gradientNorm / Math.hypot(...gradient)).toBeCloseTo(1, 10);
  });

  test("progress after each step, and a signal", () => {
    const reports: MinimizeProgress<readonly number[]>[] = [];
    const result = leastSquares(decay, [1, 0.1], { onIteration: (report) => reports.push(report) });
    expect(reports.map(({ iterations }) => iterations)).toEqual(reports.map((_, i) => i + 1));
    expect(reports.at(-1)).toMatchObject({ params: result.params, value: result.value, iterations: result.iterations });
    expect(reports[1]!.stepNorm).toBeCloseTo(
      Math.hypot(...reports[1]!.params.map((p, i) => p - reports[0]!.params[i]!)),
      14,
    );
    for (const method of methods) {
      const controller = new AbortController();
      const aborted = leastSquares(decay, [1, 0.1], {
        method,
        signal: controller.signal,
        onIteration: ({ iterations }) => iterations === 2 && controller.abort(),
      });
      expect(aborted).toMatchObject({ reason: "aborted", converged: false, iterations: 2 });
      expect(leastSquares(decay, [1, 0.1], { method, signal: AbortSignal.abort() })).toMatchObject({
        reason: "aborted",
        evaluations: 1,
      });
    }
  });
});

describe("mistakes", () => {
  test.each([
    [{ initialDamping: 0 }, "leastSquares: initialDamping must be a finite number in (0,∞), got 0"],
    [{ gradientTolerance: -1 }, "leastSquares: gradientTolerance must be a finite number in [0,∞), got -1"],
    [{ maxIterations: 0.5 }, "leastSquares: maxIterations must be an integer from 0 up, got 0.5"],
  ])("%j", (options, message) => {
    expect(() => leastSquares(line, [0, 0], options)).toThrow(RangeError);
    expect(() => leastSquares(line, [0, 0], options)).toThrow(message);
  });

  test.each<[unknown, string]>([
    [[[1, 2]], "4 rows, one a residual, and 2 columns, got 1 rows of 2; transpose it?"],
    [xs.map((x) => [x]), "got 4 rows of 1"],
    [[[1, 2], [1, 2], [1], [1, 2]], "got 4 rows of 2 and 1"],
    [new Float64Array(7), "got 7 numbers"],
    [
      tensor([
        [1, 2, 4, 7],
        [1, 1, 1, 1],
      ]),
      "got [2,4]; transpose it?",
    ],
    [[tensor([1, 2, 3]), tensor([1, 2, 3, 4])], "got [3] at 0"],
  ])("a Jacobian of another size: %#", (jacobian, message) => {
    const attempt = () => leastSquares({ ...line, jacobian: () => jacobian as number[][] }, [0, 0]);
    expect(attempt).toThrow(RangeError);
    expect(attempt).toThrow(message);
  });

  test("wrong kinds, other methods, residuals that come and go", () => {
    expect(() => leastSquares({ ...line, jacobian: () => "no" as unknown as number[][] }, [0, 0])).toThrow(TypeError);
    expect(() => leastSquares({ ...line, residuals: () => 5 as unknown as number[] }, [0, 0])).toThrow(
      "leastSquares: the residuals must be a tensor or numbers, got number; flatten it?",
    );
    expect(() => leastSquares(line, [0, 0], { method: "newton" as "gaussNewton" })).toThrow(
      'method is "levenbergMarquardt" or "gaussNewton", got newton',
    );
    let calls = 0;
    expect(() => leastSquares({ ...line, residuals: (p) => line.residuals(p).slice(0, 4 - calls++) }, [0, 0])).toThrow(
      "leastSquares: 4 residuals are needed at each point, got 3",
    );
  });
});
