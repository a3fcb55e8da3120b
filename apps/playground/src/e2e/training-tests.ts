import { readFile } from "node:fs/promises";
import { readSafetensors } from "@adjoint/checkpoint";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { eventually } from "../testing/eventually.ts";
import type { Playground } from "../testing/open-playground.ts";
import { targetNames } from "../training/training-settings.ts";

/** Learns fast: the tests run on slow machines too. */
const quick = "hidden:32;learningRate:0.02;batchSize:64;epochs:12";

const accuracyOf = async (page: Page, run = 0): Promise<number> =>
  Number.parseFloat((await page.locator("[data-figure=accuracy]").nth(run).textContent()) ?? "") / 100;

const statusOf = (page: Page): Promise<string> => page.locator(".standing").first().innerText();

const train = (page: Page, run = 0): Promise<void> =>
  page.getByRole("button", { name: "Train", exact: true }).nth(run).click();

async function drawStrokes(page: Page, strokes: readonly (readonly (readonly [number, number])[])[]): Promise<void> {
  const pad = page.locator(".pad canvas");
  await pad.scrollIntoViewIfNeeded();
  const box = (await pad.boundingBox())!;
  for (const [start, ...rest] of strokes) {
    await page.mouse.move(box.x + start![0] * box.width, box.y + start![1] * box.height);
    await page.mouse.down();
    for (const [x, y] of rest) await page.mouse.move(box.x + x * box.width, box.y + y * box.height);
    await page.mouse.up();
  }
}

const ring = Array.from({ length: 25 }, (_, i) => {
  const angle = (i / 24) * 2 * Math.PI;
  return [0.5 + 0.25 * Math.sin(angle), 0.5 - 0.38 * Math.cos(angle)] as const;
});

export function trainingTests(playground: () => Playground): void {
  for (const target of targetNames)
    test(`a perceptron learns digits to 0.95 on ${target}`, { timeout: 180_000 }, async () => {
      const { page, complaints, leave } = await playground().visit(`#/training?run=target:${target};${quick}`);
      await train(page);
      await expect.poll(() => accuracyOf(page), { timeout: 150_000, interval: 250 }).toBeGreaterThanOrEqual(0.95);
      expect(complaints).toEqual([]);
      await leave();
    });

  test("a convolutional network learns, is stopped, saved, loaded elsewhere and goes on", async () => {
    const { page, complaints, leave } = await playground().visit(
      "#/training?run=target:wasm;model:cnn;learningRate:0.01;batchSize:16;epochs:500",
    );
    await train(page);
    await eventually(() => accuracyOf(page)).toBeGreaterThan(0.9);
    await page.getByRole("button", { name: "Stop", exact: true }).click();
    await eventually(() => statusOf(page)).toMatch(/^Stopped: step \d+ of 44500/);
    const saving = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    const path = await (await saving).path();
    const { tensors } = readSafetensors(await readFile(path));
    expect(tensors["params/conv1/weights"]?.shape).toEqual([8, 1, 3, 3]);
    const [standing, accuracy] = [await statusOf(page), await accuracyOf(page)];

    const other = await playground().visit("#/training");
    await other.page.locator("input[type=file]").setInputFiles(path);
    await eventually(() => statusOf(other.page)).toBe(standing);
    await eventually(() => accuracyOf(other.page)).toBe(accuracy);
    await other.page.getByRole("button", { name: "Resume" }).click();
    await eventually(() => statusOf(other.page)).toMatch(/^Training/);
    expect([...complaints, ...other.complaints]).toEqual([]);
    await other.leave();
    await leave();
  });

  test("a run on a device is begun anew while it trains", async () => {
    const { page, complaints, leave } = await playground().visit("#/training?run=target:webgl2;hidden:8;epochs:500");
    await train(page);
    await eventually(() => accuracyOf(page)).toBeGreaterThan(0);
    const stepOf = async (): Promise<number> => Number(/step (\d+)/.exec(await statusOf(page))?.[1]);
    await eventually(stepOf).toBeGreaterThan(5);
    const before = await stepOf();
    await page.getByRole("button", { name: "Train anew" }).click();
    await eventually(stepOf).toBeLessThan(before);
    await eventually(stepOf).toBeGreaterThan(0);
    expect(await page.getByRole("alert").count()).toBe(0);
    expect(complaints).toEqual([]);
    await leave();
  });

  test("a file that holds no run is refused in a sentence", async () => {
    const { page, leave } = await playground().visit("#/training");
    await page
      .locator("input[type=file]")
      .setInputFiles({ name: "a.safetensors", mimeType: "application/octet-stream", buffer: Buffer.from("nonsense") });
    await page.getByRole("alert").waitFor();
    await eventually(() => page.getByRole("alert").textContent()).toMatch(/^readSafetensors: /);
    await leave();
  });

  test("digits are drawn and read, by pointer and by keys", async () => {
    const { page, complaints, leave } = await playground().visit("#/training?run=target:wasm;hidden:128;epochs:40");
    await train(page);
    await eventually(() => statusOf(page)).toMatch(/^Done/);
    const guess = page.locator(".guess");
    await drawStrokes(page, [ring]);
    await eventually(() => guess.textContent()).toBe("I read 0.");
    await page.getByRole("button", { name: "Clear" }).click();
    await page.locator(".pad canvas").focus();
    for (let i = 0; i < 16; i++) await page.keyboard.press("Shift+ArrowDown");
    await eventually(() => guess.textContent()).toBe("I read 1.");
    await page.getByRole("button", { name: "A test digit" }).click();
    await eventually(() => guess.textContent()).toMatch(/^I read \d\. It is \d\.$/);
    expect(complaints).toEqual([]);
    await leave();
  });

  test("two runs are compared, and the link keeps both", async () => {
    const { page, leave } = await playground().visit(`#/training?run=${quick}`);
    await page.getByRole("button", { name: "Compare with a second run" }).click();
    await train(page);
    await train(page);
    await eventually(() => accuracyOf(page, 0)).toBeGreaterThan(0.9);
    await eventually(() => accuracyOf(page, 1)).toBeGreaterThan(0.5);
    await eventually(() => page.locator(".confusion").count()).toBe(1);
    const link = page.url();
    await leave();
    const again = await playground().visit(new URL(link).hash);
    await eventually(() => again.page.getByLabel("Optimizer").count()).toBe(2);
    await eventually(() => again.page.getByLabel("Optimizer").nth(0).inputValue()).toBe("adam");
    await eventually(() => again.page.getByLabel("Optimizer").nth(1).inputValue()).toBe("sgd");
    await again.leave();
  });

  test("a target that is not here says why, and is not started", async () => {
    const { page, leave } = await playground().visit("icon.svg");
    // as in a browser without WebGPU: workers begin with this script
    await page.route("**/training.worker-*.js", async (route) => {
      const response = await route.fetch();
      const body = `Object.defineProperty(navigator, "gpu", { value: undefined });${await response.text()}`;
      await route.fulfill({ response, body });
    });
    await page.goto(`${playground().url}#/training?run=target:webgpu`);
    await page.locator(".run-training .error").waitFor();
    await eventually(() => page.locator(".run-training .error").textContent()).toContain("has no WebGPU");
    await eventually(() => page.getByRole("button", { name: "Train", exact: true }).isDisabled()).toBe(true);
    await leave();
  });
}
