import { fieldOf, integerOf, integersOf, numbersIn, textOf } from "./attributes.ts";
import type { Rule } from "./rule.ts";
import { at, build, indices, isInside, offset, scalar, sizeOf, type Value } from "./value.ts";

const reduce: Rule = (operation, [input, initial], call) => {
  const dimensions = integersOf(operation, "dimensions");
  const kept = input!.shape.map((_, i) => i).filter((i) => !dimensions.includes(i));
  const type = operation.resultTypes[0]!;
  const data = new Array<number>(sizeOf(type.shape)).fill(initial!.data[0]!);
  let k = 0;
  for (const index of indices(input!.shape)) {
    const place = offset(
      type.shape,
      kept.map((i) => index[i]!),
    );
    const element = scalar(type.element, input!.data[k++]!);
    data[place] = call(operation.regions[0]!, [scalar(type.element, data[place]!), element])[0]!.data[0]!;
  }
  return [{ ...type, data }];
};

const dotGeneral: Rule = (operation, [a, b]) => {
  const field = (name: string): number[] => fieldOf(operation, "dot_dimension_numbers", name);
  const [lead, right] = [field("lhs_batching_dimensions"), field("rhs_batching_dimensions")];
  const [inner, other] = [field("lhs_contracting_dimensions"), field("rhs_contracting_dimensions")];
  const rest = ({ shape }: Value, used: number[]): number[] => shape.map((_, i) => i).filter((i) => !used.includes(i));
  const [rows, columns] = [rest(a!, [...lead, ...inner]), rest(b!, [...right, ...other])];
  const summed = inner.map((i) => a!.shape[i]!);
  return [
    build(operation.resultTypes[0]!, (index) => {
      let total = 0;
      const [p, q] = [a!.shape.map(() => 0), b!.shape.map(() => 0)];
      lead.forEach((axis, i) => (p[axis] = index[i]!));
      right.forEach((axis, i) => (q[axis] = index[i]!));
      rows.forEach((axis, i) => (p[axis] = index[lead.length + i]!));
      columns.forEach((axis, i) => (q[axis] = index[lead.length + rows.length + i]!));
      for (const k of indices(summed)) {
        inner.forEach((axis, i) => (p[axis] = k[i]!));
        other.forEach((axis, i) => (q[axis] = k[i]!));
        total += a!.element === "i32" ? Math.imul(at(a!, p), at(b!, q)) : at(a!, p) * at(b!, q);
        if (a!.element === "i32") total |= 0;
      }
      return total;
    }),
  ];
};

const convolution: Rule = (operation, [x, w]) => {
  const rank = x!.shape.length - 2;
  const places = Array.from({ length: rank }, (_, i) => i).join(", ");
  if (
    textOf(operation, "dimension_numbers") !== `#stablehlo.conv<[b, f, ${places}]x[o, i, ${places}]->[b, f, ${places}]>`
  )
    throw new SyntaxError("another layout of a convolution");
  const groups = integerOf(operation, "feature_group_count");
  if (integerOf(operation, "batch_group_count") !== 1) throw new SyntaxError("groups of a batch");
  const [strides, spread, dilation] = ["window_strides", "lhs_dilation", "rhs_dilation"].map((key) =>
    integersOf(operation, key),
  );
  const padding = numbersIn(/^dense<(.*)> : /.exec(textOf(operation, "padding"))![1]!);
  const [outputs, channels, ...taps] = w!.shape as [number, number, ...number[]];
  const type = operation.resultTypes[0]!;
  type.shape.slice(2).forEach((size, i) => {
    const wide = (x!.shape[2 + i]! - 1) * spread![i]! + 1 + padding[2 * i]! + padding[2 * i + 1]!;
    if (size !== Math.floor((wide - (taps[i]! - 1) * dilation![i]! - 1) / strides![i]!) + 1)
      throw new RangeError("the size of a convolution");
  });
  return [
    build(type, ([n, o, ...s]) => {
      let total = 0;
      const group = Math.floor(o! / (outputs / groups));
      for (let c = 0; c < channels; c++)
        for (const k of indices(taps)) {
          const wide = s.map((place, i) => place * strides![i]! + k[i]! * dilation![i]! - padding[2 * i]!);
          if (!wide.every((place, i) => Number.isInteger(place / spread![i]!))) continue;
          const place = [n!, group * channels + c, ...wide.map((p, i) => p / spread![i]!)];
          if (isInside(x!.shape, place)) total += at(x!, place) * at(w!, [o!, c, ...k]);
        }
      return total;
    }),
  ];
};

export const productRules: Readonly<Record<string, Rule>> = { reduce, dot_general: dotGeneral, convolution };
