import { useEffect, useRef } from "preact/hooks";
import { useShell } from "../shell/settings-context.ts";
import type { WeightImages } from "./messages.ts";

const GAP = 1;

/** The weights of the first layer as small images: one colour for what speaks for a unit, one for what speaks against it. */
export function WeightGallery({ weights }: { readonly weights: WeightImages }) {
  const { texts, theme } = useShell();
  const canvas = useRef<HTMLCanvasElement>(null);
  const across = Math.min(weights.count, 8);
  const down = Math.ceil(weights.count / across);
  const [width, height] = [across * (weights.columns + GAP) - GAP, down * (weights.rows + GAP) - GAP];
  useEffect(() => {
    const context = canvas.current!.getContext("2d")!; // it never had another kind of context
    const image = context.createImageData(width, height);
    paint(image, weights, across, theme === "dark");
    context.putImageData(image, 0, 0);
  }, [weights, theme, width, height, across]);
  return (
    <figure class="gallery">
      <figcaption>{texts.training.weights}</figcaption>
      <canvas
        ref={canvas}
        width={width}
        height={height}
        role="img"
        aria-label={texts.training.weightsLabel(weights.count)}
        style={{ aspectRatio: `${width} / ${height}`, maxWidth: `${width * (weights.rows === 3 ? 9 : 5)}px` }}
      />
    </figure>
  );
}

type Rgb = readonly [number, number, number];

function paint(
  image: ImageData,
  { count, rows, columns, values }: WeightImages,
  across: number,
  isDark: boolean,
): void {
  const middle: Rgb = isDark ? [30, 34, 43] : [247, 247, 248];
  const [positive, negative]: readonly Rgb[] = isDark
    ? [
        [116, 169, 255],
        [255, 123, 118],
      ]
    : [
        [31, 98, 208],
        [209, 64, 63],
      ];
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-12);
  for (let unit = 0; unit < count; unit++)
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        const value = values[(unit * rows + row) * columns + column]! / largest;
        const left = (unit % across) * (columns + GAP) + column;
        const top = Math.floor(unit / across) * (rows + GAP) + row;
        const end = value < 0 ? negative! : positive!;
        const share = Math.sqrt(Math.abs(value));
        image.data.set(
          [...[0, 1, 2].map((i) => middle[i]! + (end[i]! - middle[i]!) * share), 255],
          4 * (top * image.width + left),
        );
      }
}
