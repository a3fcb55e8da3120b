import { checkType } from "../check-type.ts";
import { DTypeError } from "../errors.ts";
import { parseEinsum } from "../internal/parse-einsum.ts";
import { multiply } from "../primitives/arithmetic.ts";
import { cast } from "../primitives/cast.ts";
import { matmul } from "../primitives/matmul.ts";
import { reshape, transpose } from "../primitives/movement.ts";
import { slice } from "../primitives/slice-pad-concat.ts";
import { sum } from "../primitives/sum.ts";
import { sizeOf } from "../shape.ts";
import type { Tensor } from "../tensor.ts";

/** A tensor and the name of each of its axes. */
interface Factor {
  readonly tensor: Tensor;
  readonly labels: readonly string[];
}
type Sizes = ReadonlyMap<string, number>;

/**
 * A sum of products, by Einstein's convention: axes with one label run together, and labels that the output lacks are
 * summed. Without an arrow the output has all labels that stand once, in alphabetical order. "..." stands for any
 * axes, which broadcast; an axis of size 1 stretches; spaces do not count.
 *
 * Operands are contracted in pairs, the cheapest first, by products of matrices. `uint8` is summed as `int32`.
 * @throws RangeError for an equation that does not parse or is about another number of operands; ShapeError when sizes
 * of a label differ, or an operand has another number of axes; DTypeError when types differ.
 * @see numpy.einsum, whose equations these are
 * @example einsum("bik,bjk->bij", queries, keys)
 * @example einsum("ii", x) // the trace
 */
export function einsum(equation: string, ...operands: readonly Tensor[]): Tensor {
  const { inputs, output, sizes } = parseEinsum(
    equation,
    operands.map(({ shape }) => shape),
  );
  const { dtype } = operands[0]!;
  for (const operand of operands)
    if (operand.dtype !== dtype)
      throw new DTypeError(`einsum: types must match, got ${dtype} and ${operand.dtype}; cast one?`);
  checkType("einsum", "number", dtype);
  const stretched = operands.map((operand, i) => {
    const tensor = dtype === "uint8" ? cast(operand, "int32") : operand;
    return diagonal(withoutStretching({ tensor, labels: inputs[i]! }, sizes));
  });
  const neededBeside = (factors: readonly Factor[], ...left: readonly Factor[]): ReadonlySet<string> =>
    new Set([...output, ...factors.filter((f) => !left.includes(f)).flatMap(({ labels }) => labels)]);
  let factors = stretched.map((factor) => summed(factor, neededBeside(stretched, factor)));
  while (factors.length > 1) {
    const [a, b] = cheapestPair(factors, sizes);
    const product = contract(a, b, neededBeside(factors, a, b));
    factors = [...factors.filter((factor) => factor !== a && factor !== b), product];
  }
  return arrange(factors[0]!, output);
}

/** Without the axes of size 1 that would be repeated: broadcasting does that. */
function withoutStretching({ tensor, labels }: Factor, sizes: Sizes): Factor {
  const kept = labels.map((label, i) => tensor.shape[i] === sizes.get(label));
  return {
    tensor: reshape(
      tensor,
      tensor.shape.filter((_, i) => kept[i]),
    ),
    labels: labels.filter((_, i) => kept[i]),
  };
}

/** Axes of one label become the one axis of their diagonal. */
function diagonal(factor: Factor): Factor {
  const { tensor, labels } = factor;
  const second = labels.findIndex((label, i) => labels.indexOf(label) !== i);
  if (second < 0) return factor;
  const first = labels.indexOf(labels[second]!);
  const others = labels.map((_, i) => i).filter((i) => i !== first && i !== second);
  const size = tensor.shape[first]!;
  const last = transpose(tensor, [...others, first, second]);
  const flat = reshape(last, [...last.shape.slice(0, -2), size * size]);
  // elements (i, i) are size + 1 apart
  const onDiagonal = slice(flat, [...others.map(() => null), [0, null, size + 1]]);
  return diagonal({ tensor: onDiagonal, labels: [...others.map((i) => labels[i]!), labels[first]!] });
}

/** Without the axes that nobody else needs. */
function summed({ tensor, labels }: Factor, needed: ReadonlySet<string>): Factor {
  const axis = labels.flatMap((label, i) => (needed.has(label) ? [] : [i]));
  if (axis.length === 0) return { tensor, labels };
  return { tensor: sum(tensor, { axis }), labels: labels.filter((label) => needed.has(label)) };
}

/** The pair whose contraction takes the fewest products. */
function cheapestPair(factors: readonly Factor[], sizes: Sizes): [Factor, Factor] {
  let [best, least]: [[Factor, Factor], number] = [[factors[0]!, factors[1]!], Infinity];
  factors.forEach((a, i) => {
    for (const b of factors.slice(i + 1)) {
      const cost = [...new Set([...a.labels, ...b.labels])].reduce((n, label) => n * sizes.get(label)!, 1);
      if (cost < least) [best, least] = [[a, b], cost];
    }
  });
  return best;
}

/** The product of two factors, summed over the labels that only they need. */
function contract(a: Factor, b: Factor, needed: ReadonlySet<string>): Factor {
  const shared = a.labels.filter((label) => b.labels.includes(label));
  const inner = shared.filter((label) => !needed.has(label));
  const batch = shared.filter((label) => needed.has(label));
  const onlyA = a.labels.filter((label) => !shared.includes(label));
  const onlyB = b.labels.filter((label) => !shared.includes(label));
  const [left, right] = [arrange(a, [...batch, ...onlyA, ...inner]), arrange(b, [...batch, ...inner, ...onlyB])];
  const lead = left.shape.slice(0, batch.length);
  const rows = left.shape.slice(batch.length, batch.length + onlyA.length);
  const columns = right.shape.slice(right.rank - onlyB.length);
  const labels = [...batch, ...onlyA, ...onlyB];
  if (inner.length === 0)
    return {
      tensor: multiply(
        reshape(left, [...left.shape, ...columns.map(() => 1)]),
        reshape(right, [...lead, ...rows.map(() => 1), ...columns]),
      ),
      labels,
    };
  const depth = sizeOf(left.shape.slice(left.rank - inner.length));
  const product = matmul(
    reshape(left, [...lead, sizeOf(rows), depth]),
    reshape(right, [...lead, depth, sizeOf(columns)]),
  );
  return { tensor: reshape(product, [...lead, ...rows, ...columns]), labels };
}

const arrange = ({ tensor, labels }: Factor, order: readonly string[]): Tensor =>
  transpose(
    tensor,
    order.map((label) => labels.indexOf(label)),
  );
