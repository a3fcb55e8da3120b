import * as t from "../index.ts";
import type { NestedNumbers } from "../tensor.ts";
import { naiveEinsum } from "./naive-einsum.ts";
import type { PrimitiveCase } from "./primitive-case.ts";

type Matrix = number[][];

const einsumCase = (equation: string, spelledOut: string, ...shapes: readonly number[][]): PrimitiveCase => ({
  name: `einsum "${equation}" of ${shapes.map((shape) => `[${shape.join(",")}]`).join(" ")}`,
  inputs: shapes.map((shape) => ({ shape })),
  run: (...inputs) => t.einsum(equation, ...inputs),
  reference: (...inputs: NestedNumbers[]) => naiveEinsum(spelledOut, ...inputs),
});

/** Attention of each query in turn; `sees` says which keys it may see. */
function attend(q: Matrix, k: Matrix, v: Matrix, sees: (i: number, j: number) => boolean): Matrix {
  return q.map((query, i) => {
    const weights = k.map((key, j) =>
      sees(i, j) ? Math.exp(query.reduce((total, x, a) => total + x * key[a]!, 0) / Math.sqrt(query.length)) : 0,
    );
    const total = weights.reduce((a, b) => a + b, 0);
    return v[0]!.map((_, e) => (total ? weights.reduce((sum, w, j) => sum + w * v[j]![e]!, 0) / total : 0));
  });
}

/** Contractions by name, and attention. */
export const einsumCases: readonly PrimitiveCase[] = [
  einsumCase("ij,jk", "ij,jk->ik", [2, 3], [3, 2]),
  einsumCase("bij,bkj->bik", "bij,bkj->bik", [2, 2, 3], [2, 2, 3]),
  einsumCase("ii", "ii->", [3, 3]),
  einsumCase("iji->ji", "iji->ji", [3, 2, 3]),
  einsumCase("ijk->k", "ijk->k", [2, 2, 3]),
  einsumCase("ab,bc,ca->", "ab,bc,ca->", [2, 3], [3, 2], [2, 2]),
  einsumCase("i,j,k->kji", "i,j,k->kji", [2], [3], [2]),
  einsumCase("ij,ij->i", "ij,ij->i", [2, 3], [2, 3]),
  einsumCase("...i,...i", "ab,b->a", [2, 3], [3]),
  einsumCase("i...j,j...->...i", "iabj,jb->abi", [2, 2, 3, 2], [2, 3]),
  einsumCase("ij,jk->ik", "ij,jk->ik", [2, 1], [3, 2]),
  {
    name: "scaledDotProductAttention",
    inputs: [{ shape: [2, 2, 3] }, { shape: [2, 4, 3] }, { shape: [2, 4, 2] }],
    run: (q, k, v) => t.scaledDotProductAttention(q, k, v),
    reference: (q: Matrix[], k: Matrix[], v: Matrix[]) => q.map((m, b) => attend(m, k[b]!, v[b]!, () => true)),
  },
  {
    name: "scaledDotProductAttention, causal, with more keys than queries",
    inputs: [{ shape: [2, 3] }, { shape: [3, 3] }, { shape: [3, 2] }],
    run: (q, k, v) => t.scaledDotProductAttention(q, k, v, { causal: true }),
    reference: (q: Matrix, k: Matrix, v: Matrix) => attend(q, k, v, (i, j) => j <= i + 1),
  },
  {
    name: "scaledDotProductAttention, with a mask that leaves nothing to a query",
    inputs: [
      { shape: [2, 3] },
      { shape: [3, 3] },
      { shape: [3, 2] },
      {
        values: [
          [1, 0, 1],
          [0, 0, 0],
        ],
        dtype: "bool",
      },
    ],
    run: (q, k, v, mask) => t.scaledDotProductAttention(q, k, v, { mask }),
    reference: (q: Matrix, k: Matrix, v: Matrix, mask: Matrix) => attend(q, k, v, (i, j) => mask[i]![j] === 1),
  },
];
