import type { ConvolutionAxis } from "@adjoint/tensor";

/** Numbers first, first + step, ... */
export interface Progression {
  readonly count: number;
  readonly first: number;
  readonly step: number;
}

/**
 * Outputs and taps of one axis that meet whole inputs throughout: output number s and tap number k of these meet the
 * input `first + perOutput s + perTap k`, which may lie beyond the ends of the axis.
 */
export interface AxisPhase {
  readonly outputs: Progression;
  readonly taps: Progression;
  readonly first: number;
  readonly perOutput: number;
  readonly perTap: number;
}

/**
 * One axis, taken apart so that no output meets a place between two inputs. A convolution with a stride has one phase,
 * its derivative by the input as many as the stride: every output has taps of its own, and no zeros are multiplied.
 */
export function axisPhases({ size, output, tap, input, shift }: ConvolutionAxis, tapCount: number): AxisPhase[] {
  const between = Math.abs(input);
  const outputStep = between / greatestDivisor(between, output);
  const tapStep = between / greatestDivisor(between, tap);
  return Array.from({ length: Math.min(outputStep, size) }, (_, s) => {
    const places = Array.from(
      { length: Math.min(tapStep, tapCount) },
      (_, k) => (shift - output * s - tap * k) / input,
    );
    const k = places.findIndex(Number.isInteger);
    return {
      outputs: { count: Math.ceil((size - s) / outputStep), first: s, step: outputStep },
      taps:
        k < 0
          ? { count: 0, first: 0, step: 1 }
          : { count: Math.ceil((tapCount - k) / tapStep), first: k, step: tapStep },
      first: places[k] ?? 0,
      perOutput: (-output * outputStep) / input,
      perTap: (-tap * tapStep) / input,
    };
  });
}

const greatestDivisor = (a: number, b: number): number => (b === 0 ? Math.abs(a) : greatestDivisor(b, a % b));
