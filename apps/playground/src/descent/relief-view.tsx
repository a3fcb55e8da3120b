import { useEffect, useRef, useState } from "preact/hooks";
import { type CanvasSize, clearedContext, useElementSize } from "../charts/element-size.ts";
import type { Theme } from "../shell/preferences.ts";
import { seriesColor } from "../shell/series-colors.ts";
import { useShell } from "../shell/settings-context.ts";
import type { ViewProps } from "./contour-view.tsx";
import { drawPaths } from "./draw-paths.ts";
import { heightColor } from "./height-color.ts";
import { heightOf } from "./landscape-height.ts";
import type { Landscape } from "./messages.ts";
import { type Camera, projectionOf } from "./projection.ts";

/** The surface in perspective: turned by dragging, or by two sliders. */
export function ReliefView({ x, y, landscape, walk, player }: Omit<ViewProps, "onStart" | "start" | "minima">) {
  const { texts, theme } = useShell();
  const frame = useRef<HTMLDivElement>(null);
  const ground = useRef<HTMLCanvasElement>(null);
  const paths = useRef<HTMLCanvasElement>(null);
  const grip = useRef<readonly [number, number] | undefined>(undefined);
  const [camera, setCamera] = useState<Camera>({ turn: 35, tilt: 42 });
  const size = useElementSize(frame);

  useEffect(() => {
    if (!landscape || size.width === 0) return undefined;
    // one picture a frame, however fast the pointer is
    const id = requestAnimationFrame(() => drawRelief(ground.current!, size, landscape, camera, theme));
    return () => cancelAnimationFrame(id);
  }, [landscape, size, camera, theme]);

  useEffect(() => {
    if (!landscape || size.width === 0) return undefined;
    const project = projectionOf(camera, size);
    const place = (a: number, b: number, loss: number) =>
      project((a - x[0]) / (x[1] - x[0]), (b - y[0]) / (y[1] - y[0]), heightOf(landscape, loss));
    return player.watch(() => {
      const context = clearedContext(paths.current!, size);
      if (!walk.current) return;
      const colors = Array.from({ length: walk.current.runs }, (_, run) => seriesColor(theme, run));
      drawPaths(context, walk.current, player.position, place, {
        colors,
        rim: theme === "dark" ? "#0c0f14" : "#ffffff",
      });
    });
  }, [player, size, theme, x, y, camera, landscape]);

  const turnBy = (across: number, down: number): void =>
    setCamera(({ turn, tilt }) => ({
      turn: ((((turn + across / 3 + 180) % 360) + 360) % 360) - 180,
      tilt: Math.min(Math.max(tilt + down / 3, 5), 85),
    }));

  return (
    <>
      <div
        class="surface-frame turnable"
        ref={frame}
        onPointerDown={(event) => {
          grip.current = [event.clientX, event.clientY];
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={(event) => {
          if (!grip.current) return;
          turnBy(event.clientX - grip.current[0], event.clientY - grip.current[1]);
          grip.current = [event.clientX, event.clientY];
        }}
        onPointerUp={() => {
          grip.current = undefined;
        }}
      >
        <canvas ref={ground} role="img" aria-label={texts.descent.reliefLabel} />
        <canvas ref={paths} aria-hidden="true" />
      </div>
      <div class="row">
        <label class="inline">
          {texts.descent.turn}
          <input
            type="range"
            min={-180}
            max={180}
            value={camera.turn}
            onInput={(event) => setCamera({ ...camera, turn: event.currentTarget.valueAsNumber })}
          />
        </label>
        <label class="inline">
          {texts.descent.tilt}
          <input
            type="range"
            min={5}
            max={85}
            value={camera.tilt}
            onInput={(event) => setCamera({ ...camera, tilt: event.currentTarget.valueAsNumber })}
          />
        </label>
      </div>
    </>
  );
}

/** Every other point of the grid: enough to see, and quick to turn. */
const STRIDE = 2;

/** Facets from the far ones to the near ones, each lit by how it leans. */
function drawRelief(
  canvas: HTMLCanvasElement,
  size: CanvasSize,
  landscape: Landscape,
  camera: Camera,
  theme: Theme,
): void {
  const context = clearedContext(canvas, size);
  const project = projectionOf(camera, size);
  const { size: count, heights } = landscape;
  const cells = (count - 1) / STRIDE;
  const heightAt = (i: number, j: number): number => heights[j * STRIDE * count + i * STRIDE]!;
  const placeAt = (i: number, j: number) => project(i / cells, j / cells, heightAt(i, j));
  const turned = (camera.turn * Math.PI) / 180;
  // the far end of each axis comes first
  const across = order(cells, Math.sin(turned) > 0);
  const along = order(cells, Math.cos(turned) > 0);
  context.lineWidth = 0.6;
  for (const j of along)
    for (const i of across) {
      const slopeX = (heightAt(i + 1, j) - heightAt(i, j)) * cells;
      const slopeY = (heightAt(i, j + 1) - heightAt(i, j)) * cells;
      const light = 0.86 + 0.16 * ((0.7 * slopeX - 0.5 * slopeY + 1) / Math.hypot(slopeX, slopeY, 1.3));
      const color = heightColor(theme, "relief", heightAt(i, j), Math.min(light, 1.15));
      const corners = [placeAt(i, j), placeAt(i + 1, j), placeAt(i + 1, j + 1), placeAt(i, j + 1)];
      context.beginPath();
      corners.forEach(([left, top], k) => (k === 0 ? context.moveTo(left, top) : context.lineTo(left, top)));
      context.closePath();
      context.fillStyle = color;
      context.fill();
      context.strokeStyle = color; // closes the seams between facets
      context.stroke();
    }
}

const order = (cells: number, isBackwards: boolean): readonly number[] =>
  Array.from({ length: cells }, (_, i) => (isBackwards ? cells - 1 - i : i));
