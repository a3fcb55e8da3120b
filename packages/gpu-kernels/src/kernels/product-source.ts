import { type Axis } from "./merged-axes.ts";
import { arraysOf, divide, indicesAt, type Source } from "./source.ts";

/** Products of the matrices in the last two axes: a [...s, rows, depth], b [...s, depth, columns]. */
export function productSource(a: Source, b: Source): Source {
  const rank = a.shape.length;
  const depth = a.shape[rank - 1]!;
  const along = (source: Source, axis: number): Axis[] => [
    { length: depth, steps: source.strides.map((strides) => strides[axis]!) },
  ];
  const [alongA, alongB] = [along(a, rank - 1), along(b, rank - 2)];
  return {
    shape: [...a.shape.slice(0, -1), b.shape[rank - 1]!],
    strides: [
      ...a.strides.map((strides) => [...strides.slice(0, -1), 0]),
      ...b.strides.map((strides) => [...strides.slice(0, -2), 0, strides[rank - 1]!]),
    ],
    arrays: arraysOf([a, b]),
    at: (writer, indices) => {
      const [forA, forB] = divide([a, b], indices) as [readonly string[], readonly string[]]; // two sources
      const sum = writer.variable("0.0");
      writer.loop(depth, (place) => {
        const x = a.at(writer, indicesAt(forA.length, alongA, [place], forA));
        const y = b.at(writer, indicesAt(forB.length, alongB, [place], forB));
        writer.set(sum, `${sum} + ${x} * ${y}`);
      });
      return sum;
    },
  };
}
