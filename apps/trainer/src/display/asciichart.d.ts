/** The package brings no types; this is what is used of it. */
declare module "asciichart" {
  interface PlotConfig {
    readonly height?: number;
    readonly colors?: readonly string[];
    readonly format?: (value: number) => string;
  }
  const asciichart: {
    plot(series: readonly number[] | readonly (readonly number[])[], config?: PlotConfig): string;
    readonly reset: string;
    readonly blue: string;
    readonly green: string;
    readonly yellow: string;
    readonly magenta: string;
    readonly cyan: string;
    readonly red: string;
  };
  export default asciichart;
}
