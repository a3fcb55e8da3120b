import { useEffect, useRef } from "preact/hooks";
import { type CanvasSize, clearedContext, useElementSize } from "../charts/element-size.ts";
import type { Theme } from "../shell/preferences.ts";
import { seriesColor } from "../shell/series-colors.ts";
import { useShell } from "../shell/settings-context.ts";
import type { Walk } from "./descent-client.ts";
import { drawPaths } from "./draw-paths.ts";
import { heightColor } from "./height-color.ts";
import type { Landscape } from "./messages.ts";
import type { Player } from "./player.ts";
import { StartHandle } from "./start-handle.tsx";

export interface ViewProps {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly start: readonly [number, number];
  readonly minima: readonly (readonly [number, number])[];
  readonly landscape: Landscape | undefined;
  readonly walk: { current: Walk | undefined };
  readonly player: Player;
  readonly onStart: (start: readonly [number, number]) => void;
}

/** The surface from above: lines of equal height, the runs, and their start, which can be dragged. */
export function ContourView({ x, y, start, minima, landscape, walk, player, onStart }: ViewProps) {
  const { texts, theme } = useShell();
  const frame = useRef<HTMLDivElement>(null);
  const ground = useRef<HTMLCanvasElement>(null);
  const paths = useRef<HTMLCanvasElement>(null);
  const size = useElementSize(frame);

  useEffect(() => {
    if (landscape && ground.current && size.width > 0) drawGround(ground.current, size, landscape, theme);
  }, [landscape, size, theme]);

  useEffect(() => {
    if (size.width === 0) return undefined;
    return player.watch(() => {
      const context = clearedContext(paths.current!, size);
      drawMinima(
        context,
        minima.map(([a, b]) => placeOf([x, y], size, a, b)),
        theme,
      );
      if (!walk.current) return;
      const colors = Array.from({ length: walk.current.runs }, (_, run) => seriesColor(theme, run));
      const rim = theme === "dark" ? "#0c0f14" : "#ffffff";
      drawPaths(context, walk.current, player.position, (a, b) => placeOf([x, y], size, a, b), { colors, rim });
    });
  }, [player, size, theme, x, y, minima]);

  return (
    <div class="surface-frame" ref={frame}>
      <canvas ref={ground} role="img" aria-label={texts.descent.contoursLabel} />
      <canvas ref={paths} aria-hidden="true" />
      <StartHandle x={x} y={y} start={start} onStart={onStart} />
    </div>
  );
}

type Bounds = readonly [x: readonly [number, number], y: readonly [number, number]];

const placeOf = ([[left, right], [bottom, top]]: Bounds, { width, height }: CanvasSize, a: number, b: number) =>
  [((a - left) / (right - left)) * width, ((top - b) / (top - bottom)) * height] as const;

function drawGround(canvas: HTMLCanvasElement, size: CanvasSize, landscape: Landscape, theme: Theme): void {
  const context = clearedContext(canvas, size);
  context.fillStyle = heightColor(theme, "contours", 0);
  context.fillRect(0, 0, size.width, size.height);
  // a point of the grid stands in the middle of its cell, and the outer ones on the border of the picture
  const scaleX = size.width / (landscape.size - 1);
  const scaleY = size.height / (landscape.size - 1);
  context.lineWidth = 1;
  context.strokeStyle = theme === "dark" ? "rgb(160 190 230 / 16%)" : "rgb(30 60 100 / 18%)";
  for (const { height, points, ringLengths } of landscape.contours) {
    const shape = new Path2D();
    let at = 0;
    for (const length of ringLengths) {
      for (let i = 0; i < length; i++, at++) {
        const left = (points[2 * at]! - 0.5) * scaleX;
        const top = size.height - (points[2 * at + 1]! - 0.5) * scaleY;
        if (i === 0) shape.moveTo(left, top);
        else shape.lineTo(left, top);
      }
      shape.closePath();
    }
    context.fillStyle = heightColor(theme, "contours", height);
    context.fill(shape, "evenodd");
    context.stroke(shape);
  }
}

function drawMinima(
  context: CanvasRenderingContext2D,
  places: readonly (readonly [number, number])[],
  theme: Theme,
): void {
  context.strokeStyle = theme === "dark" ? "#ffffff" : "#12325c";
  context.lineWidth = 2;
  for (const [left, top] of places) {
    context.beginPath();
    context.moveTo(left - 5, top - 5);
    context.lineTo(left + 5, top + 5);
    context.moveTo(left - 5, top + 5);
    context.lineTo(left + 5, top - 5);
    context.stroke();
  }
}
