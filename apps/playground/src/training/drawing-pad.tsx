import { useEffect, useRef, useState } from "preact/hooks";
import { useShell } from "../shell/settings-context.ts";
import { rasterizeStrokes, type Stroke } from "./rasterize-strokes.ts";
import type { Training } from "./use-training.ts";

const SIZE = 168;
const STEP = SIZE / 24;

const KEYS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** A digit to draw, by pointer or by keys, and what the model takes it for. */
export function DrawingPad({ training }: { readonly training: Training }) {
  const { texts: all, theme } = useShell();
  const texts = all.training;
  const { view, probabilities, example, send } = training;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [strokes, setStrokes] = useState<readonly Stroke[]>([]);
  const [pen, setPen] = useState<readonly [number, number]>([SIZE / 2, STEP * 4]);
  const [pixels, setPixels] = useState<Float32Array>();
  const [hasPen, setHasPen] = useState(false);
  const isDown = useRef(false);
  const latest = view.evaluations.at(-1)?.step ?? -1;

  useEffect(() => {
    if (strokes.length > 0) setPixels(rasterizeStrokes(strokes));
  }, [strokes]);
  useEffect(() => {
    if (example) {
      setStrokes([]);
      setPixels(example.pixels);
    }
  }, [example]);
  // the model is asked again when it has learned more
  useEffect(() => {
    if (pixels && view.settings) send({ kind: "predict", pixels });
  }, [pixels, latest, view.settings]);
  useEffect(
    () => draw(canvas.current!, strokes, pixels, { isDark: theme === "dark", pen: hasPen ? pen : undefined }),
    [strokes, pixels, theme, pen, hasPen],
  );

  const placeOf = (event: PointerEvent): readonly [number, number] => {
    const box = canvas.current!.getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * SIZE, ((event.clientY - box.top) / box.height) * SIZE];
  };
  const extend = (to: readonly [number, number]): void =>
    setStrokes((before) => [...before.slice(0, -1), [...(before.at(-1) ?? []), to]]);

  function moveByKey(event: KeyboardEvent): void {
    const way = KEYS[event.key];
    if (!way) return;
    event.preventDefault();
    const to = [clamp(pen[0] + way[0] * STEP), clamp(pen[1] + way[1] * STEP)] as const;
    setPen(to);
    if (!event.shiftKey) {
      isDown.current = false;
      return;
    }
    if (!isDown.current) setStrokes((before) => [...before, [pen]]);
    isDown.current = true;
    extend(to);
  }

  const best = probabilities ? probabilities.indexOf(Math.max(...probabilities)) : -1;
  return (
    <div class="drawing">
      <div class="pad">
        <canvas
          ref={canvas}
          width={SIZE * 2}
          height={SIZE * 2}
          tabIndex={0}
          role="application"
          aria-label={texts.padLabel}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            isDown.current = true;
            setStrokes((before) => [...before, [placeOf(event)]]);
          }}
          onPointerMove={(event) => {
            if (isDown.current && event.buttons > 0) extend(placeOf(event));
          }}
          onPointerUp={() => {
            isDown.current = false;
          }}
          onKeyDown={moveByKey}
          onFocus={(event) => setHasPen(event.currentTarget.matches(":focus-visible"))}
          onBlur={() => setHasPen(false)}
        />
        <div class="row">
          <button
            type="button"
            onClick={() => {
              setStrokes([]);
              setPixels(undefined);
            }}
          >
            {texts.clear}
          </button>
          <button type="button" onClick={() => send({ kind: "example", index: Math.floor(Math.random() * 360) })}>
            {texts.example}
          </button>
        </div>
        <p class="hint">{texts.padHint}</p>
      </div>
      <div class="prediction">
        {pixels && <Thumbnail pixels={pixels} isDark={theme === "dark"} label={texts.seen} />}
        <p class="guess" role="status">
          {!view.settings ? texts.trainFirst : pixels && best >= 0 ? texts.guess(best) : texts.drawSomething}
          {pixels === example?.pixels && example && view.settings && texts.truth(example.label)}
        </p>
        {pixels && probabilities && view.settings && (
          <ol class="bars" start={0}>
            {Array.from(probabilities, (probability, digit) => (
              <li key={digit} class={digit === best ? "best" : ""}>
                <span>{digit}</span>
                <span class="bar">
                  <span style={{ width: `${100 * probability}%` }} />
                </span>
                <span>{(100 * probability).toFixed(0)}%</span>
              </li>
            ))}
          </ol>
        )}
      </div>
    </div>
  );
}

const clamp = (value: number): number => Math.min(Math.max(value, 4), SIZE - 4);

function draw(
  canvas: HTMLCanvasElement,
  strokes: readonly Stroke[],
  pixels: Float32Array | undefined,
  { isDark, pen }: { readonly isDark: boolean; readonly pen: readonly [number, number] | undefined },
): void {
  const context = canvas.getContext("2d")!; // it never had another kind of context
  context.setTransform(2, 0, 0, 2, 0, 0);
  context.fillStyle = isDark ? "#12151b" : "#ffffff";
  context.fillRect(0, 0, SIZE, SIZE);
  if (strokes.length === 0 && pixels) paintPixels(context, pixels, SIZE, isDark);
  context.lineWidth = 13;
  context.lineCap = "round";
  context.lineJoin = "round";
  context.strokeStyle = isDark ? "#e9ebf1" : "#171a21";
  for (const stroke of strokes) {
    context.beginPath();
    stroke.forEach(([x, y], i) => (i === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
    if (stroke.length === 1) context.lineTo(stroke[0]![0], stroke[0]![1]);
    context.stroke();
  }
  if (!pen) return;
  context.beginPath();
  context.arc(pen[0], pen[1], 5, 0, 2 * Math.PI);
  context.fillStyle = isDark ? "#9db4ff" : "#3454d1";
  context.fill();
}

function paintPixels(context: CanvasRenderingContext2D, pixels: Float32Array, size: number, isDark: boolean): void {
  const cell = size / 8;
  const [ground, ink] = isDark ? [21, 233] : [255, 23];
  pixels.forEach((value, i) => {
    const grey = Math.round(ground + (ink - ground) * Math.min(value, 1));
    context.fillStyle = `rgb(${grey} ${grey} ${grey})`;
    context.fillRect((i % 8) * cell, Math.floor(i / 8) * cell, cell + 0.5, cell + 0.5);
  });
}

/** What the model sees of it. */
function Thumbnail({
  pixels,
  isDark,
  label,
}: {
  readonly pixels: Float32Array;
  readonly isDark: boolean;
  readonly label: string;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current!.getContext("2d")!; // as above
    paintPixels(context, pixels, 64, isDark);
  }, [pixels, isDark]);
  return (
    <figure class="thumbnail">
      <canvas ref={canvas} width={64} height={64} role="img" aria-label={label} />
      <figcaption>{label}</figcaption>
    </figure>
  );
}
