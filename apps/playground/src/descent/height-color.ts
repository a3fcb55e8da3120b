import type { Theme } from "../shell/preferences.ts";

type Rgb = readonly [number, number, number];

const stops: Readonly<Record<Theme, readonly Rgb[]>> = {
  light: [
    [126, 170, 214],
    [178, 209, 227],
    [221, 233, 227],
    [246, 240, 222],
    [252, 247, 240],
  ],
  dark: [
    [18, 62, 98],
    [22, 48, 74],
    [27, 39, 56],
    [31, 33, 44],
    [36, 32, 40],
  ],
};

/** The colour of a height from 0 to 1, lit from 0 (shade) to 1. */
export function heightColor(theme: Theme, height: number, light = 1): string {
  const colors = stops[theme];
  const at = Math.min(Math.max(height, 0), 1) * (colors.length - 1);
  const below = Math.min(Math.floor(at), colors.length - 2);
  const mixed = [0, 1, 2].map((i) => {
    const from = colors[below]![i]!;
    return Math.round((from + (colors[below + 1]![i]! - from) * (at - below)) * light);
  });
  return `rgb(${mixed.join(" ")})`;
}
