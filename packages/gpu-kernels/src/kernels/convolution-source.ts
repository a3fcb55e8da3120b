import { inBrackets } from "./place-text.ts";
import { alongAxis, arraysOf, divide, indicesAt, type Source } from "./source.ts";

/** One spatial axis: output s takes input i by tap k where `output s + tap k + input i = shift`. */
export interface ConvolutionAxis {
  readonly size: number;
  readonly output: number;
  readonly tap: number;
  readonly input: number;
  readonly shift: number;
}

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

/** The input that an output and a tap meet, and when they do. */
function meeting(
  quotient: (text: string, divisor: number) => string,
  { output, tap, input, shift }: ConvolutionAxis,
  outputPlace: string,
  tapPlace: string,
  size: number,
): { readonly place: string; readonly conditions: readonly string[] } {
  const sign = Math.sign(input);
  const step = Math.abs(input);
  // input i = shift - output s - tap k
  const parts = [
    { place: outputPlace, factor: -sign * output },
    { place: tapPlace, factor: -sign * tap },
  ];
  const total = parts.reduce(
    (text, { place, factor }) => {
      if (place === "0" || factor === 0) return text;
      const term = Math.abs(factor) === 1 ? inBrackets(place) : `${inBrackets(place)} * ${Math.abs(factor)}`;
      return factor < 0 ? `${text} - ${term}` : `${text} + ${term}`;
    },
    String(sign * shift),
  );
  const isInside = (text: string, length: number): string[] => [`${text} >= 0`, `${text} < ${length}`];
  if (step === 1) return { place: `(${total})`, conditions: isInside(total, size) };
  const place = quotient(`(${total})`, step);
  return {
    place,
    conditions: [...isInside(total, (size - 1) * step + 1), `${total} - ${place} * ${step} === 0`],
  };
}
