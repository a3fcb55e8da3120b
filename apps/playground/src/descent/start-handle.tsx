import { useRef } from "preact/hooks";
import { useTexts } from "../shell/settings-context.ts";

interface StartHandleProps {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly start: readonly [number, number];
  readonly onStart: (start: readonly [number, number]) => void;
}

const KEYS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** The common start of all runs: dragged by pointer, moved by arrow keys (ten times as far with Shift). */
export function StartHandle({ x, y, start, onStart }: StartHandleProps) {
  const texts = useTexts();
  const handle = useRef<HTMLButtonElement>(null);
  const isDragged = useRef(false);
  const along = ([low, high]: readonly [number, number], value: number): number => (value - low) / (high - low);
  const inside = ([low, high]: readonly [number, number], part: number): number =>
    Number((low + Math.min(Math.max(part, 0), 1) * (high - low)).toPrecision(5));

  // what lies outside of the picture is shown at its border, and leaves it from there
  const [left, top] = [along(x, start[0]), 1 - along(y, start[1])].map((part) => Math.min(Math.max(part, 0), 1));

  function drag(event: PointerEvent): void {
    if (!isDragged.current) return;
    const frame = handle.current!.parentElement!.getBoundingClientRect();
    onStart([
      inside(x, (event.clientX - frame.left) / frame.width),
      inside(y, 1 - (event.clientY - frame.top) / frame.height),
    ]);
  }

  function step(event: KeyboardEvent): void {
    const way = KEYS[event.key];
    if (!way) return;
    event.preventDefault();
    const part = event.shiftKey ? 0.1 : 0.01;
    onStart([inside(x, along(x, start[0]) + part * way[0]), inside(y, along(y, start[1]) + part * way[1])]);
  }

  return (
    <button
      ref={handle}
      type="button"
      class="start-handle"
      style={{ left: `${100 * left!}%`, top: `${100 * top!}%` }}
      aria-label={texts.descent.startLabel(start[0], start[1])}
      title={texts.descent.startHint}
      onPointerDown={(event) => {
        isDragged.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={drag}
      onPointerUp={() => {
        isDragged.current = false;
      }}
      onPointerCancel={() => {
        isDragged.current = false;
      }}
      onKeyDown={step}
    />
  );
}
