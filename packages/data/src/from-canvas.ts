import type { Tensor } from "@adjoint/tensor";
import { fromImageData, type ImageOptions, type ImagePixels } from "./from-image-data.ts";

/** What is used of a canvas, or of an OffscreenCanvas. */
export interface CanvasLike {
  readonly width: number;
  readonly height: number;
  getContext(
    kind: "2d",
  ): { getImageData(x: number, y: number, width: number, height: number): ImagePixels } | null | undefined;
}

/**
 * What is on a canvas as a tensor: see `fromImageData`. An image of a page is drawn on a canvas first, which also scales
 * it.
 *
 * Shapes: float32 [channels, height, width], values from 0 to 1.
 * @throws TypeError for a canvas without a 2d context; what `fromImageData` throws.
 * @example
 * const canvas = new OffscreenCanvas(28, 28);
 * canvas.getContext("2d").drawImage(image, 0, 0, 28, 28);
 * const x = fromCanvas(canvas, { channels: "gray" });
 */
export function fromCanvas(canvas: CanvasLike, options: ImageOptions = {}): Tensor {
  const context = typeof canvas?.getContext === "function" ? canvas.getContext("2d") : undefined;
  if (!context) throw new TypeError("fromCanvas: a canvas with a 2d context is needed, got none; is it one of WebGL?");
  return fromImageData(context.getImageData(0, 0, canvas.width, canvas.height), options);
}
