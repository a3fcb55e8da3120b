import { type ConvolutionAxis, meeting } from "./meeting.ts";
import { alongAxis, indicesAt, type Source } from "./source.ts";

/**
 * x [groups, batch, channels, ...s] -> [groups, batch, channels, ...taps, ...sizes]: the input that each tap meets for each
 * output, or 0 beside the input. A convolution is the product of its weights with these.
 */
export function patchesSource(x: Source, taps: readonly number[], axes: readonly ConvolutionAxis[]): Source {
  const shape = [...x.shape.slice(0, 3), ...taps, ...axes.map(({ size }) => size)];
  const spatial = [...taps, ...axes];
  const along = axes.map((_, i) => ({ length: x.shape[3 + i]!, steps: x.strides.map((strides) => strides[3 + i]!) }));
  return {
    shape,
    strides: [
      ...spatial.map((_, i) => alongAxis(shape, 3 + i)),
      ...x.strides.map((strides) => [...strides.slice(0, 3), ...spatial.map(() => 0)]),
    ],
    arrays: x.arrays,
    at: (writer, indices) => {
      const places = indices.slice(0, spatial.length);
      const starts = indices.slice(spatial.length);
      const met = axes.map((axis, i) =>
        meeting(writer.dialect.quotient, axis, places[taps.length + i]!, places[i]!, x.shape[3 + i]!),
      );
      const element = writer.variable("0.0");
      writer.if(
        met.flatMap(({ conditions }) => conditions),
        () => {
          const at = indicesAt(
            starts.length,
            along,
            met.map(({ place }) => place),
            starts,
          );
          writer.set(element, x.at(writer, at));
        },
      );
      return element;
    },
  };
}
