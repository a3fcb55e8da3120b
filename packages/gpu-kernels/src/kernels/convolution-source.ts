import { type ConvolutionAxis, meeting } from "./meeting.ts";
import { alongAxis, arraysOf, divide, indicesAt, type Source } from "./source.ts";

/**
 * x [groups, batch, channels, ...s], weights [groups, outputs, channels, ...k] -> [groups, batch, outputs, ...sizes]:
 * the sum over channels and all taps that meet an input.
 */
export function convolutionSource(x: Source, weights: Source, axes: readonly ConvolutionAxis[]): Source {
  const shape = [x.shape[0]!, x.shape[1]!, weights.shape[1]!, ...axes.map(({ size }) => size)];
  const still = axes.map(() => 0);
  const spatial = axes.map((_, i) => alongAxis(shape, 3 + i));
  const channels = x.shape[2]!;
  const taps = weights.shape.slice(3);
  const walk = (source: Source, isKept: (axis: number) => boolean) =>
    source.shape.flatMap((length, axis) =>
      isKept(axis) ? [{ length, steps: source.strides.map((strides) => strides[axis]!) }] : [],
    );
  const inner = (axis: number): boolean => axis >= 2;
  const [overX, overWeights] = [walk(x, inner), walk(weights, inner)];
  return {
    shape,
    strides: [
      ...spatial,
      ...x.strides.map(([group, image]) => [group!, image!, 0, ...still]),
      ...weights.strides.map(([group, output]) => [group!, 0, output!, ...still]),
    ],
    arrays: arraysOf([x, weights]),
    at: (writer, indices) => {
      const outputs = indices.slice(0, axes.length);
      const [forX, forWeights] = divide([x, weights], indices.slice(axes.length)) as [
        readonly string[],
        readonly string[],
      ]; // two sources
      const sum = writer.variable("0.0");
      writer.loops(taps, (tap) => {
        const met = axes.map((axis, i) =>
          meeting(writer.dialect.quotient, axis, outputs[i]!, tap[i]!, x.shape[3 + i]!),
        );
        writer.if(
          met.flatMap(({ conditions }) => conditions),
          () =>
            writer.loop(channels, (channel) => {
              const places = [channel, ...met.map(({ place }) => place)];
              const a = x.at(writer, indicesAt(forX.length, overX, places, forX));
              const b = weights.at(writer, indicesAt(forWeights.length, overWeights, [channel, ...tap], forWeights));
              writer.set(sum, `${sum} + ${a} * ${b}`);
            }),
        );
      });
      return sum;
    },
  };
}
