import type { Theme } from "../shell/preferences.ts";

type Rgb = readonly [number, number, number];

/** The ground that lines are seen on is quiet; a relief is seen for itself. */
export type Ground = "contours" | "relief";

const light: readonly Rgb[] = [
  [126, 170, 214],
  [178, 209, 227],
  [221, 233, 227],
  [246, 240, 222],
  [252, 247, 240],
];

const stops: Readonly<Record<Theme, Readonly<Record<Ground, readonly Rgb[]>>>> = {
  light: { contours: light, relief: light },
  dark: {
    contours: [
      [18, 62, 98],
      [22, 48, 74],
      [27, 39, 56],
      [31, 33, 44],
      [36, 32, 40],
    ],
    relief: [
      [34, 112, 170],
      [50, 98, 146],
      [78, 94, 124],
      [112, 102, 118],
      [146, 124, 124],
    ],
  },
};

/** The colour of a height from 0 to 1, as bright as `lit` says. */
export function heightColor(theme: Theme, ground: Ground, height: number, lit = 1): string {
  const colors = stops[theme][ground];
  const at = Math.min(Math.max(height, 0), 1) * (colors.length - 1);
  const below = Math.min(Math.floor(at), colors.length - 2);
  const mixed = [0, 1, 2].map((i) => {
    const from = colors[below]![i]!;
    return Math.round((from + (colors[below + 1]![i]! - from) * (at - below)) * lit);
  });
  return `rgb(${mixed.join(" ")})`;
}
