import { type Tensor, tensor } from "@adjoint/tensor";

/** Pixels as a canvas has them: red, green, blue and alpha, a byte each, row by row. */
export interface ImagePixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray | Uint8Array;
}

export interface ImageOptions {
  /** What becomes of a pixel: three numbers (default), four with its opacity, or one, its brightness. */
  readonly channels?: "rgb" | "rgba" | "gray";
}

/**
 * An image as a tensor, each byte divided by 255. Brightness is 0.299 r + 0.587 g + 0.114 b; opacity changes no colour.
 *
 * Shapes: float32 [channels, height, width], values from 0 to 1. `stack` makes a batch of several, as convolutions take it.
 * @throws RangeError when there are not four bytes for each pixel, or for other channels; TypeError for what is no image.
 * @see Rec. ITU-R BT.601-7, section 2.5.1, for the brightness
 * @example const x = fromImageData(context.getImageData(0, 0, 28, 28), { channels: "gray" })
 */
export function fromImageData(image: ImagePixels, { channels = "rgb" }: ImageOptions = {}): Tensor {
  const { width, height, data } = check(image);
  const weights = Object.hasOwn(WEIGHTS, channels) ? WEIGHTS[channels] : undefined;
  if (weights === undefined)
    throw new RangeError(
      `fromImageData: channels are "rgb", "rgba" or "gray", got ${JSON.stringify(channels)}; leave it out?`,
    );
  const size = width * height;
  const values = new Float32Array(weights.length * size);
  weights.forEach(([red, green, blue, alpha], channel) => {
    for (let i = 0, at = 0; i < size; i++, at += 4)
      values[channel * size + i] =
        (red * data[at]! + green * data[at + 1]! + blue * data[at + 2]! + alpha * data[at + 3]!) / 255;
  });
  return tensor(values, { shape: [weights.length, height, width] });
}

type Weights = readonly (readonly [red: number, green: number, blue: number, alpha: number])[];

const [RED, GREEN, BLUE, ALPHA] = [
  [1, 0, 0, 0] as const,
  [0, 1, 0, 0] as const,
  [0, 0, 1, 0] as const,
  [0, 0, 0, 1] as const,
];

const WEIGHTS: Readonly<Record<"rgb" | "rgba" | "gray", Weights>> = {
  rgb: [RED, GREEN, BLUE],
  rgba: [RED, GREEN, BLUE, ALPHA],
  gray: [[0.299, 0.587, 0.114, 0]],
};

function check(image: ImagePixels): ImagePixels {
  const bytes: unknown = image?.data;
  if (!(bytes instanceof Uint8ClampedArray || bytes instanceof Uint8Array))
    throw new TypeError(
      "fromImageData: { width, height, data } with bytes is needed, got something else; call getImageData of a canvas?",
    );
  const { width, height } = image;
  if (!Number.isInteger(width) || !Number.isInteger(height) || width < 0 || bytes.length !== 4 * width * height)
    throw new RangeError(
      `fromImageData: four bytes for each pixel are needed, got ${bytes.length} for ${width} x ${height}; is it RGBA?`,
    );
  return image;
}
