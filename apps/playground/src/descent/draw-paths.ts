import type { Walk } from "./descent-client.ts";

export type Project = (x: number, y: number, loss: number) => readonly [left: number, top: number];

/** All runs up to a step: each a line with a rim, so that it shows on every ground, and a point at its end. */
export function drawPaths(
  context: CanvasRenderingContext2D,
  walk: Walk,
  upTo: number,
  project: Project,
  { colors, rim }: { readonly colors: readonly string[]; readonly rim: string },
): void {
  context.lineJoin = "round";
  context.lineCap = "round";
  for (let run = 0; run < walk.runs; run++) {
    const { line, last } = pathOf(walk, run, Math.min(upTo, walk.length - 1), project);
    context.strokeStyle = rim;
    context.lineWidth = 4;
    context.stroke(line);
    context.strokeStyle = colors[run]!;
    context.lineWidth = 2;
    context.stroke(line);
    if (!last) continue;
    context.beginPath();
    context.arc(last[0], last[1], 5, 0, 2 * Math.PI);
    context.fillStyle = colors[run]!;
    context.fill();
    context.strokeStyle = rim;
    context.stroke();
  }
}

/** A line ends where a run leaves the numbers. */
function pathOf(walk: Walk, run: number, upTo: number, project: Project) {
  const line = new Path2D();
  const width = walk.steps + 1;
  let last: readonly [number, number] | undefined;
  for (let step = 0; step <= upTo; step++) {
    const at = run * width + step;
    const place = project(walk.points[2 * at]!, walk.points[2 * at + 1]!, walk.losses[at]!);
    if (!Number.isFinite(place[0]) || !Number.isFinite(place[1])) break;
    // far outside of the picture all places look alike, and canvases are slow with huge numbers
    const left = Math.min(Math.max(place[0], -1e4), 1e4);
    const top = Math.min(Math.max(place[1], -1e4), 1e4);
    if (last) line.lineTo(left, top);
    else line.moveTo(left, top);
    last = [left, top];
  }
  return { line, last };
}
