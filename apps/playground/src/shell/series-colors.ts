import type { Theme } from "./preferences.ts";

/** Colours of lines that are seen together, apart for most eyes, on the ground of each theme. */
const colors: Readonly<Record<Theme, readonly string[]>> = {
  light: [
    "#d1403f",
    "#1f62d0",
    "#1c8a4b",
    "#b86a00",
    "#9333b8",
    "#0b7f8c",
    "#d6337f",
    "#6b4f2a",
    "#5a6b00",
    "#4b44c4",
    "#5f6672",
    "#a8401c",
  ],
  dark: [
    "#ff7b76",
    "#74a9ff",
    "#5fd68f",
    "#ffb44d",
    "#d490f5",
    "#52d3df",
    "#ff86bd",
    "#d6b48a",
    "#c6d65a",
    "#a6a0ff",
    "#b7bfcc",
    "#ff9c6b",
  ],
};

export const seriesColor = (theme: Theme, index: number): string => colors[theme][index % colors[theme].length]!;
