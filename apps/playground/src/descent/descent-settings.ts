import { optimizerChoices, rescaleRate } from "./optimizer-choices.ts";
import { type ScheduleName, scheduleNames } from "./schedule-names.ts";
import { type Surface, type SurfaceName, surfaces } from "./surfaces.ts";

export type SettingValue = number | boolean | string;

export interface RunSettings {
  readonly optimizer: string;
  readonly options: Readonly<Record<string, SettingValue>>;
  readonly schedule: ScheduleName;
}

export interface DescentSettings {
  /** A surface of the list, or "formula" for the visitor's own. */
  readonly surface: SurfaceName | "formula";
  readonly formula: string;
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly start: readonly [number, number];
  readonly runs: readonly RunSettings[];
  /** Standard deviation of what is added to each entry of the gradient; 0 is the whole batch. */
  readonly noise: number;
  readonly seed: number;
  readonly steps: number;
  /** Steps a second. */
  readonly speed: number;
  readonly view: "contours" | "surface";
}

export const MOST_RUNS = 12;
export const MOST_STEPS = 5000;

const first: Surface = surfaces.beale;

export const initialSettings: DescentSettings = {
  surface: "beale",
  formula: first.formula,
  x: first.x,
  y: first.y,
  start: first.start,
  runs: [
    { optimizer: "gradientDescent", options: { learningRate: 0.004 }, schedule: "constant" },
    { optimizer: "momentum", options: { learningRate: 0.0012 }, schedule: "constant" },
    { optimizer: "rmsprop", options: { learningRate: 0.02 }, schedule: "constant" },
    { optimizer: "adam", options: { learningRate: 0.1 }, schedule: "constant" },
  ],
  noise: 0,
  seed: 1,
  steps: 300,
  speed: 60,
  view: "contours",
};

/** Runs for another surface: rates that depend on how steep it is change with it. */
export const rescaleRuns = (runs: readonly RunSettings[], from: Surface, to: Surface): RunSettings[] =>
  runs.map((run) => {
    const rate = run.options["learningRate"];
    if (typeof rate !== "number") return run;
    return { ...run, options: { ...run.options, learningRate: rescaleRate(run.optimizer, rate, from.rate, to.rate) } };
  });

/** What is written to a link: all that another visitor needs to see the same. */
export function writeLink(settings: DescentSettings): URLSearchParams {
  const query = new URLSearchParams();
  query.set("surface", settings.surface);
  if (settings.surface === "formula") {
    query.set("formula", settings.formula);
    query.set("x", settings.x.join(","));
    query.set("y", settings.y.join(","));
  }
  query.set("start", settings.start.map((value) => Number(value.toPrecision(6))).join(","));
  for (const run of settings.runs) query.append("run", writeRun(run));
  for (const name of ["noise", "seed", "steps", "speed", "view"] as const)
    if (settings[name] !== initialSettings[name]) query.set(name, String(settings[name]));
  return query;
}

const writeRun = ({ optimizer, options, schedule }: RunSettings): string =>
  [optimizer, schedule, ...Object.entries(options).map(([name, value]) => `${name}:${value}`)].join(";");

/** What a link says; what it does not say, or says wrongly, is as at the first visit. */
export function readLink(query: URLSearchParams): DescentSettings {
  const surface = readSurface(query.get("surface"));
  const known: Surface = surface === "formula" ? first : surfaces[surface];
  const isOwn = surface === "formula";
  const runs = query.getAll("run").flatMap(readRun).slice(0, MOST_RUNS);
  return {
    surface,
    formula: isOwn ? (query.get("formula") ?? known.formula) : known.formula,
    x: isOwn ? readRange(query.get("x"), known.x) : known.x,
    y: isOwn ? readRange(query.get("y"), known.y) : known.y,
    start: readPair(query.get("start")) ?? known.start,
    runs: runs.length > 0 ? runs : rescaleRuns(initialSettings.runs, first, known),
    noise: readNumber(query.get("noise"), initialSettings.noise, 0, 1e6),
    seed: Math.round(readNumber(query.get("seed"), initialSettings.seed, 0, 2 ** 31)),
    steps: Math.round(readNumber(query.get("steps"), initialSettings.steps, 1, MOST_STEPS)),
    speed: readNumber(query.get("speed"), initialSettings.speed, 1, 1000),
    view: query.get("view") === "surface" ? "surface" : "contours",
  };
}

const readSurface = (name: string | null): SurfaceName | "formula" =>
  name === "formula" || (name !== null && Object.hasOwn(surfaces, name))
    ? (name as SurfaceName | "formula")
    : initialSettings.surface;

function readNumber(text: string | null, otherwise: number, low: number, high: number): number {
  const value = text === null || text === "" ? Number.NaN : Number(text);
  return value >= low && value <= high ? value : otherwise;
}

function readPair(text: string | null): readonly [number, number] | undefined {
  const [x, y, ...rest] = (text ?? "").split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  return Number.isFinite(x) && Number.isFinite(y) && rest.length === 0 ? [x!, y!] : undefined;
}

function readRange(text: string | null, otherwise: readonly [number, number]): readonly [number, number] {
  const range = readPair(text);
  return range && range[0] < range[1] ? range : otherwise;
}

function readRun(text: string): readonly RunSettings[] {
  const [optimizer = "", schedule = "", ...options] = text.split(";");
  if (!Object.hasOwn(optimizerChoices, optimizer)) return [];
  return [
    {
      optimizer,
      schedule: scheduleNames.find((name) => name === schedule) ?? "constant",
      options: Object.fromEntries(options.flatMap(readOption)),
    },
  ];
}

function readOption(text: string): readonly (readonly [string, SettingValue])[] {
  const [name = "", value = ""] = text.split(/:(.*)/s);
  if (!/^\w+$/.test(name) || value === "") return [];
  if (value === "true" || value === "false") return [[name, value === "true"]];
  return [[name, Number.isFinite(Number(value)) ? Number(value) : value]];
}
