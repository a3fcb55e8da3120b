import type { RefObject } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";

export interface CanvasSize {
  readonly width: number;
  readonly height: number;
}

/** The size of an element in CSS pixels, kept up to date. */
export function useElementSize(element: RefObject<HTMLElement | null>): CanvasSize {
  const [size, setSize] = useState<CanvasSize>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    if (!element.current) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      setSize({ width: Math.round(width), height: Math.round(height) });
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return size;
}

/** The context of a canvas, with one unit a CSS pixel on screens of any density, and nothing on it. */
export function clearedContext(canvas: HTMLCanvasElement, { width, height }: CanvasSize): CanvasRenderingContext2D {
  const ratio = Math.min(devicePixelRatio, 2);
  const [pixelsAcross, pixelsDown] = [Math.round(width * ratio), Math.round(height * ratio)];
  // to set a size, even the same one, is slow
  if (canvas.width !== pixelsAcross) canvas.width = pixelsAcross;
  if (canvas.height !== pixelsDown) canvas.height = pixelsDown;
  const context = canvas.getContext("2d")!; // a canvas that never had another kind of context
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}
