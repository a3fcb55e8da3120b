import { enumOf, flagOf } from "./attributes.ts";
import type { Rule } from "./rule.ts";
import { rounded } from "./value.ts";

/** Row by row, with NaN in the other triangle: nobody may read it. */
const cholesky: Rule = (operation, [a]) => {
  if (!flagOf(operation, "lower")) throw new SyntaxError("an upper factor");
  const n = a!.shape.at(-1)!;
  const data = new Array<number>(a!.data.length).fill(Number.NaN);
  for (let base = 0; base < data.length; base += n * n)
    for (let i = 0; i < n; i++)
      for (let j = 0; j <= i; j++) {
        let rest = a!.data[base + i * n + j]!;
        for (let k = 0; k < j; k++) rest -= data[base + i * n + k]! * data[base + j * n + k]!;
        data[base + i * n + j] = rounded(a!.element, i === j ? Math.sqrt(rest) : rest / data[base + j * n + j]!);
      }
  return [{ ...a!, data }];
};

const triangularSolve: Rule = (operation, [a, b]) => {
  if (!flagOf(operation, "left_side")) throw new SyntaxError("a system from the right");
  const isLower = flagOf(operation, "lower");
  const isTransposed = enumOf(operation, "transpose_a") === "TRANSPOSE";
  const [n, columns] = b!.shape.slice(-2) as [number, number];
  const data = [...b!.data];
  for (let m = 0; m * n * n < a!.data.length; m++)
    for (let c = 0; c < columns; c++)
      for (let step = 0; step < n; step++) {
        const i = isLower !== isTransposed ? step : n - 1 - step;
        let rest = data[(m * n + i) * columns + c]!;
        for (let j = 0; j < n; j++) {
          const isKnown = isLower !== isTransposed ? j < i : j > i;
          if (isKnown)
            rest -= a!.data[m * n * n + (isTransposed ? j * n + i : i * n + j)]! * data[(m * n + j) * columns + c]!;
        }
        data[(m * n + i) * columns + c] = rounded(
          b!.element,
          flagOf(operation, "unit_diagonal") ? rest : rest / a!.data[m * n * n + i * n + i]!,
        );
      }
  return [{ ...b!, data }];
};

export const linearAlgebraRules: Readonly<Record<string, Rule>> = { cholesky, triangular_solve: triangularSolve };
