import type { NestedNumbers } from "../tensor.ts";

/** An equation of letters with an arrow, by its definition: one sum over all labels, a product for each assignment. */
export function naiveEinsum(equation: string, ...operands: readonly NestedNumbers[]): NestedNumbers {
  const [left, right] = equation.split("->") as [string, string];
  const inputs = left.split(",");
  const sizes = new Map<string, number>();
  inputs.forEach((labels, i) => {
    let part = operands[i]!;
    for (const label of labels) {
      const list = part as NestedNumbers[];
      sizes.set(label, Math.max(list.length, sizes.get(label) ?? 0));
      part = list[0] ?? 0;
    }
  });
  const inner = [...sizes.keys()].filter((label) => !right.includes(label));
  const elementOf = (operand: NestedNumbers, labels: string, index: ReadonlyMap<string, number>): number =>
    labels.split("").reduce<NestedNumbers>((part, label) => {
      const list = part as NestedNumbers[];
      return list[list.length === 1 ? 0 : index.get(label)!]!; // an axis of size 1 stretches
    }, operand) as number;
  const total = (labels: readonly string[], index: ReadonlyMap<string, number>): number => {
    const [label, ...rest] = labels;
    if (label === undefined)
      return inputs.reduce((product, term, i) => product * elementOf(operands[i]!, term, index), 1);
    let sum = 0;
    for (let i = 0; i < sizes.get(label)!; i++) sum += total(rest, new Map(index).set(label, i));
    return sum;
  };
  const build = (labels: string, index: ReadonlyMap<string, number>): NestedNumbers =>
    labels === ""
      ? total(inner, index)
      : Array.from({ length: sizes.get(labels[0]!)! }, (_, i) =>
          build(labels.slice(1), new Map(index).set(labels[0]!, i)),
        );
  return build(right, new Map());
}
