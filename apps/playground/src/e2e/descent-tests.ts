import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { eventually } from "../testing/eventually.ts";
import type { Playground } from "../testing/open-playground.ts";

const READY = ".chart canvas";
const FRAMES = 40;

const startOf = (page: Page): number[] =>
  new URLSearchParams(new URL(page.url()).hash.split("?")[1]).get("start")!.split(",").map(Number);

const stepOf = async (page: Page): Promise<number> => Number(await page.locator(".transport output").textContent());

const framesPass = (page: Page, count: number): Promise<void> =>
  page.evaluate(
    (frames) =>
      new Promise<void>((resolve) => {
        let left = frames;
        const next = (): void => {
          if (--left > 0) requestAnimationFrame(next);
          else resolve();
        };
        requestAnimationFrame(next);
      }),
    count,
  );

export function descentTests(playground: () => Playground): void {
  test("the start is dragged by pointer and moved by keys", async () => {
    const { page, complaints, leave } = await playground().visit("#/descent?surface=himmelblau");
    await page.waitForSelector(READY);
    const handle = page.locator(".start-handle");
    const frame = (await page.locator(".surface-frame").boundingBox())!;
    await handle.hover();
    await page.mouse.down();
    await page.mouse.move(frame.x + frame.width * 0.75, frame.y + frame.height * 0.25, { steps: 8 });
    await page.mouse.up();
    // the domain is [-5.2, 5.2] in both directions, and a pixel about 0.02: no nearer than at the end of the drag
    await eventually(() => startOf(page)[0]).toBeCloseTo(2.6, 1);
    await eventually(() => startOf(page)[1]).toBeCloseTo(2.6, 1);
    const [x, y] = startOf(page);
    await handle.focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Shift+ArrowDown");
    await eventually(() => startOf(page)[0]).toBeCloseTo(x! + 0.104, 3);
    await eventually(() => startOf(page)[1]).toBeCloseTo(y! - 1.04, 3);
    expect(complaints).toEqual([]);
    await leave();
  });

  test("it plays, pauses and goes on step by step", async () => {
    const { page, leave } = await playground().visit("#/descent");
    await page.waitForSelector(READY);
    await page.getByRole("button", { name: "One step" }).click();
    await page.getByRole("button", { name: "One step" }).click();
    await eventually(() => stepOf(page)).toBe(2);
    await page.getByRole("button", { name: "Play" }).click();
    await eventually(() => stepOf(page)).toBeGreaterThan(5);
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("button", { name: "Back to the start" }).click();
    await eventually(() => stepOf(page)).toBe(0);
    await leave();
  });

  test("ten optimizers at once take at most 8 ms of scripting a frame", async () => {
    const names = [
      "gradientDescent",
      "momentum",
      "adagrad",
      "rmsprop",
      "adam",
      "amsgrad",
      "nadam",
      "lion",
      "radam",
      "yogi",
    ];
    const runs = names.map((name) => `run=${name};constant;learningRate:0.003`).join("&");
    const { page, complaints, leave } = await playground().visit(
      `#/descent?surface=rosenbrock&steps=2000&speed=60&${runs}`,
    );
    await page.waitForSelector(READY);
    await eventually(() => page.locator(".run").count()).toBe(10);
    await page.waitForSelector(".scene[aria-busy=false]");
    await page.getByRole("button", { name: "Play" }).click();
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("Performance.enable");
    const scripting = async (): Promise<number> => {
      const { metrics } = await devtools.send("Performance.getMetrics");
      return metrics.find(({ name }) => name === "ScriptDuration")!.value * 1000;
    };
    const spent = async (): Promise<number> => {
      const before = await scripting();
      await framesPass(page, FRAMES);
      return ((await scripting()) - before) / FRAMES;
    };
    // the clock of a script runs on while another process has the processor, so a span may be measured again
    await eventually(spent).toBeLessThan(8);
    expect(await stepOf(page)).toBeGreaterThan(10);
    await page.getByRole("button", { name: "Pause" }).click(); // which is there while it plays
    expect(complaints).toEqual([]);
    await leave();
  });

  test("a formula with an error is told where, and one without is drawn", async () => {
    const { page, complaints, leave } = await playground().visit("#/descent");
    await page.waitForSelector(READY);
    await page.getByLabel("Surface", { exact: true }).selectOption("formula");
    const formula = page.getByLabel("f(x, y) =");
    await formula.fill("x^2 + foo(y)");
    const alert = page.getByRole("alert");
    await alert.waitFor();
    await eventually(() => alert.textContent()).toContain("“foo” at character 7");
    await page.getByRole("button", { name: "中文" }).click();
    await eventually(() => alert.textContent()).toContain("第 7 个字符处");
    await page.getByLabel("f(x, y) =").fill("x^2 + 3 y^2");
    await alert.waitFor({ state: "detached" });
    await page.waitForSelector(".typeset math");
    expect(complaints).toEqual([]);
    await leave();
  });

  test("an optimizer's refusal and a run that diverges stand where they happened", async () => {
    const runs = "run=adam;constant;learningRate:0.1;beta1:2&run=gradientDescent;constant;learningRate:5";
    const { page, leave } = await playground().visit(`#/descent?surface=rosenbrock&${runs}`);
    const [refused, diverged] = [page.locator(".run").nth(0), page.locator(".run").nth(1)];
    await refused.locator(".error").waitFor();
    await eventually(() => refused.locator(".error").textContent()).toMatch(/beta1 must be .* got 2/);
    await diverged.locator(".error").waitFor();
    await eventually(() => diverged.locator(".error").textContent()).toContain("the rate is too large here");
    await leave();
  });

  test("a link restores everything", async () => {
    const first = await playground().visit("#/descent");
    await first.page.waitForSelector(READY);
    await first.page.getByLabel("Surface", { exact: true }).selectOption("formula");
    await first.page.getByLabel("f(x, y) =").fill("sin(3 x) + x^2 + y^2");
    await first.page.getByLabel("Noise in the gradient").last().fill("0.5");
    await first.page.getByLabel("Start x").fill("1.25");
    await first.page.getByRole("button", { name: "Add an optimizer" }).click();
    await first.page.locator(".run summary").nth(3).click();
    await first.page.locator(".run").nth(3).getByLabel("beta2").last().fill("0.95");
    await first.page.locator(".run").nth(3).getByLabel("Schedule").selectOption("cosineDecay");
    await first.page.getByRole("button", { name: "3-D" }).click();
    await eventually(() => first.page.url()).toContain("view=surface");
    await eventually(() => first.page.url()).toContain("cosineDecay");
    await eventually(() => first.page.url()).toContain("0.95");
    const link = first.page.url();
    await first.leave();
    const second = await playground().visit(new URL(link).hash);
    await second.page.waitForSelector(READY);
    await eventually(() => second.page.getByLabel("f(x, y) =").inputValue()).toBe("sin(3 x) + x^2 + y^2");
    await eventually(() => second.page.getByLabel("Start x").inputValue()).toBe("1.25");
    await eventually(() => second.page.locator(".run").count()).toBe(5);
    await second.page.locator(".run summary").nth(3).click();
    await eventually(() => second.page.locator(".run").nth(3).getByLabel("beta2").last().inputValue()).toBe("0.95");
    await eventually(() => second.page.locator(".run").nth(3).getByLabel("Schedule").inputValue()).toBe("cosineDecay");
    await eventually(() => second.page.url()).toBe(link);
    await second.leave();
  });
}
