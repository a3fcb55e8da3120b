import type { NestedNumbers } from "../tensor.ts";

/** Everything spelled out: a number for each spatial axis. */
export interface NaiveSettings {
  readonly stride: readonly number[];
  readonly padding: readonly (readonly [before: number, after: number])[];
  readonly dilation: readonly number[];
  readonly groups: number;
}

const formOf = (nested: NestedNumbers): number[] =>
  Array.isArray(nested) ? [nested.length, ...formOf(nested[0] ?? 0)] : [];
const at = (nested: NestedNumbers, index: readonly number[]): number =>
  index.reduce((part, i) => (part as NestedNumbers[])[i] ?? 0, nested) as number;
const build = (form: readonly number[], f: (index: readonly number[]) => number): NestedNumbers =>
  form.length === 0
    ? f([])
    : Array.from({ length: form[0]! }, (_, i) => build(form.slice(1), (index) => f([i, ...index])));
const indicesOf = (form: readonly number[]): number[][] =>
  form.reduce<number[][]>((all, n) => all.flatMap((index) => Array.from({ length: n }, (_, i) => [...index, i])), [[]]);

/** Convolution by its definition: one sum for each result. */
export function naiveConvolution(
  x: NestedNumbers,
  weights: NestedNumbers,
  { stride, padding, dilation, groups }: NaiveSettings,
): NestedNumbers {
  const [batch, , ...spatial] = formOf(x) as [number, number, ...number[]];
  const [outputs, channels, ...taps] = formOf(weights) as [number, number, ...number[]];
  const sizes = spatial.map((n, a) => {
    const room = n + padding[a]![0] + padding[a]![1] - (taps[a]! - 1) * dilation[a]! - 1;
    return Math.floor(room / stride[a]!) + 1;
  });
  return build([batch, outputs, ...sizes], ([n, o, ...s]) => {
    let total = 0;
    for (const [c, ...k] of indicesOf([channels, ...taps])) {
      const i = k.map((tap, a) => s[a]! * stride[a]! + tap * dilation[a]! - padding[a]![0]);
      if (i.some((place, a) => place < 0 || place >= spatial[a]!)) continue;
      const channel = Math.floor(o! / (outputs / groups)) * channels + c!;
      total += at(x, [n!, channel, ...i]) * at(weights, [o!, c!, ...k]);
    }
    return total;
  });
}

/** Transposed convolution by its definition: each element of x is spread over the results that it reaches. */
export function naiveTransposedConvolution(
  x: NestedNumbers,
  weights: NestedNumbers,
  { stride, padding, dilation, groups, outputPadding }: NaiveSettings & { readonly outputPadding: readonly number[] },
): NestedNumbers {
  const [batch, channels, ...spatial] = formOf(x) as [number, number, ...number[]];
  const [, outputs, ...taps] = formOf(weights) as [number, number, ...number[]];
  const sizes = spatial.map(
    (n, a) =>
      (n - 1) * stride[a]! + (taps[a]! - 1) * dilation[a]! + 1 - padding[a]![0] - padding[a]![1] + outputPadding[a]!,
  );
  const sums = new Map<string, number>();
  for (const [n, c, ...i] of indicesOf([batch, channels, ...spatial]))
    for (const [o, ...k] of indicesOf([outputs, ...taps])) {
      const s = i.map((place, a) => place * stride[a]! + k[a]! * dilation[a]! - padding[a]![0]);
      const output = Math.floor(c! / (channels / groups)) * outputs + o!;
      const key = [n, output, ...s].join();
      sums.set(key, (sums.get(key) ?? 0) + at(x, [n!, c!, ...i]) * at(weights, [c!, o!, ...k]));
    }
  return build([batch, outputs * groups, ...sizes], (index) => sums.get(index.join()) ?? 0);
}

/** The elements of each window, without those of the padding, reduced to one. */
export function naivePooling(
  x: NestedNumbers,
  { stride, padding, window }: Pick<NaiveSettings, "stride" | "padding"> & { readonly window: readonly number[] },
  reduce: (elements: readonly number[]) => number,
): NestedNumbers {
  const [batch, channels, ...spatial] = formOf(x) as [number, number, ...number[]];
  const sizes = spatial.map((n, a) => Math.floor((n + padding[a]![0] + padding[a]![1] - window[a]!) / stride[a]!) + 1);
  return build([batch, channels, ...sizes], ([n, c, ...s]) =>
    reduce(
      indicesOf(window)
        .map((k) => k.map((tap, a) => s[a]! * stride[a]! + tap - padding[a]![0]))
        .filter((i) => i.every((place, a) => place >= 0 && place < spatial[a]!))
        .map((i) => at(x, [n!, c!, ...i])),
    ),
  );
}
