import { constant, integerOf, integersOf } from "./attributes.ts";
import type { Rule } from "./rule.ts";
import { at, build, isInside } from "./value.ts";

const pad: Rule = (operation, [x, filler]) => {
  const [low, high, inner] = ["edge_padding_low", "edge_padding_high", "interior_padding"].map((key) =>
    integersOf(operation, key),
  );
  const type = operation.resultTypes[0]!;
  type.shape.forEach((size, i) => {
    const n = x!.shape[i]!;
    if (size !== low![i]! + high![i]! + n + Math.max(n - 1, 0) * inner![i]!) throw new RangeError("the size of a pad");
  });
  return [
    build(type, (index) => {
      const place = index.map((p, i) => (p - low![i]!) / (inner![i]! + 1));
      return place.every(Number.isInteger) && isInside(x!.shape, place) ? at(x!, place) : filler!.data[0]!;
    }),
  ];
};

export const movementRules: Readonly<Record<string, Rule>> = {
  constant: (operation) => [constant(operation)],
  iota: (operation) => [build(operation.resultTypes[0]!, (index) => index[integerOf(operation, "iota_dimension")]!)],
  optimization_barrier: (_, operands) => [...operands],
  reshape: ({ resultTypes: [type] }, [x]) => [{ ...type!, data: x!.data }],
  transpose: (operation, [x]) => {
    const permutation = integersOf(operation, "permutation");
    return [
      build(operation.resultTypes[0]!, (index) => {
        const place = [...index];
        permutation.forEach((axis, i) => (place[axis] = index[i]!));
        return at(x!, place);
      }),
    ];
  },
  reverse: (operation, [x]) => {
    const axes = integersOf(operation, "dimensions");
    return [
      build(operation.resultTypes[0]!, (index) =>
        at(
          x!,
          index.map((p, i) => (axes.includes(i) ? x!.shape[i]! - 1 - p : p)),
        ),
      ),
    ];
  },
  broadcast_in_dim: (operation, [x]) => {
    const dimensions = integersOf(operation, "broadcast_dimensions");
    return [
      build(operation.resultTypes[0]!, (index) =>
        at(
          x!,
          dimensions.map((axis, i) => (x!.shape[i] === 1 ? 0 : index[axis]!)),
        ),
      ),
    ];
  },
  slice: (operation, [x]) => {
    const [start, limit, step] = ["start_indices", "limit_indices", "strides"].map((key) => integersOf(operation, key));
    if (
      !operation.resultTypes[0]!.shape.every(
        (n, i) => n === Math.ceil((limit![i]! - start![i]!) / step![i]!) && limit![i]! <= x!.shape[i]!,
      )
    )
      throw new RangeError("the size of a slice");
    return [
      build(operation.resultTypes[0]!, (index) =>
        at(
          x!,
          index.map((p, i) => start![i]! + p * step![i]!),
        ),
      ),
    ];
  },
  concatenate: (operation, operands) => {
    const axis = integerOf(operation, "dimension");
    return [
      build(operation.resultTypes[0]!, (index) => {
        let rest = index[axis]!;
        for (const operand of operands) {
          if (rest < operand.shape[axis]!)
            return at(
              operand,
              index.map((p, i) => (i === axis ? rest : p)),
            );
          rest -= operand.shape[axis]!;
        }
        throw new RangeError("the size of a concatenation");
      }),
    ];
  },
  pad,
};
