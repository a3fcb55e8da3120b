import type { Shape } from "@adjoint/tensor";
import { numberText } from "./number-text.ts";
import { alongAxis, arraysOf, divide, indicesAt, type Source } from "./source.ts";
import { inBrackets } from "./place-text.ts";

/** Elements to add at the ends of an axis, and between each two of its elements. */
export interface Edges {
  readonly before: number;
  readonly after: number;
  readonly between: number;
}

/** A source with elements of one value around and between its own. */
export function paddedSource(source: Source, edges: readonly Edges[], value: number): Source {
  const shape = source.shape.map((n, i) => {
    const { before, after, between } = edges[i]!;
    return n + before + after + Math.max(0, n - 1) * between;
  });
  const axes = source.shape.map((length, i) => ({ length, steps: source.strides.map((strides) => strides[i]!) }));
  return {
    shape,
    strides: shape.map((_, i) => alongAxis(shape, i)),
    arrays: source.arrays,
    at: (writer, indices) => {
      const found = edges.map(({ before, between }, i) =>
        unpadded(writer.dialect.quotient, indices[i]!, source.shape[i]!, before, between + 1),
      );
      const result = writer.variable(numberText(value));
      if (source.shape.includes(0)) return result;
      writer.if(
        found.flatMap(({ conditions }) => conditions),
        () => {
          const places = found.map(({ place }) => place);
          writer.set(result, source.at(writer, indicesAt(source.strides.length, axes, places)));
        },
      );
      return result;
    },
  };
}

function unpadded(
  quotient: (text: string, divisor: number) => string,
  index: string,
  length: number,
  before: number,
  step: number,
): { readonly place: string; readonly conditions: readonly string[] } {
  const moved = before === 0 ? inBrackets(index) : `(${index} - ${before})`;
  const conditions = [`${moved} >= 0`, `${moved} < ${(length - 1) * step + 1}`];
  if (step === 1) return { place: moved, conditions };
  const place = quotient(moved, step);
  return { place, conditions: [...conditions, `${moved} - ${place} * ${step} === 0`] };
}

/** Sources behind each other along an axis. */
export function joinedSource(sources: readonly Source[], axis: number): Source {
  const total = sources.reduce((length, { shape }) => length + shape[axis]!, 0);
  const shape = sources[0]!.shape.map((n, i) => (i === axis ? total : n));
  const withoutAxis = (strides: Shape): Shape => strides.map((step, i) => (i === axis ? 0 : step));
  return {
    shape,
    strides: [alongAxis(shape, axis), ...sources.flatMap(({ strides }) => strides.map(withoutAxis))],
    arrays: arraysOf(sources),
    at: (writer, [along, ...indices]) => {
      const result = writer.variable("0.0");
      let start = 0;
      divide(sources, indices).forEach((own, k) => {
        const source = sources[k]!;
        const length = source.shape[axis]!;
        const place = start === 0 ? inBrackets(along!) : `(${along} - ${start})`;
        const axes = [{ length, steps: source.strides.map((strides) => strides[axis]!) }];
        writer.if([`${place} >= 0`, `${place} < ${length}`], () =>
          writer.set(result, source.at(writer, indicesAt(own.length, axes, [place], own))),
        );
        start += length;
      });
      return result;
    },
  };
}
