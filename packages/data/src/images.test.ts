import { describe, expect, test } from "vitest";
import { fromCanvas } from "./from-canvas.ts";
import { fromImageData } from "./from-image-data.ts";

/** Two pixels wide, one high: red, half transparent, and a grey blue. */
const image = { width: 2, height: 1, data: Uint8ClampedArray.of(255, 0, 0, 128, 51, 102, 204, 255) };

describe("fromImageData", () => {
  test("gives planes of colours, from 0 to 1", () => {
    const rgb = fromImageData(image);
    expect([rgb.dtype, rgb.shape]).toEqual(["float32", [3, 1, 2]]);
    expect([...rgb.dataSync()]).toEqual([1, 0.2, 0, 0.4, 0, 0.8].map(Math.fround));
    expect([...fromImageData(image, { channels: "rgba" }).dataSync()].slice(6)).toEqual(
      [128 / 255, 1].map(Math.fround),
    );
  });

  test("gives the brightness by the weights of BT.601", () => {
    const gray = fromImageData(image, { channels: "gray" });
    expect(gray.shape).toEqual([1, 1, 2]);
    // 0.299 of red; 0.299 * 0.2 + 0.587 * 0.4 + 0.114 * 0.8 = 0.3858
    expect(gray.dataSync()[0]).toBeCloseTo(0.299, 7);
    expect(gray.dataSync()[1]).toBeCloseTo(0.3858, 7);
    const white = fromImageData({ width: 1, height: 1, data: Uint8Array.of(255, 255, 255, 0) }, { channels: "gray" });
    expect(white.item()).toBeCloseTo(1, 7);
  });

  test("keeps rows and columns where they are", () => {
    const data = new Uint8ClampedArray(4 * 6);
    for (let i = 0; i < 6; i++) data[4 * i] = 51 * (i % 6); // red counts the pixels, row by row
    const t = fromImageData({ width: 3, height: 2, data });
    expect(t.shape).toEqual([3, 2, 3]);
    expect((t.toArray() as number[][][])[0]).toEqual(
      [
        [0, 0.2, 0.4],
        [0.6, 0.8, 1],
      ].map((row) => row.map(Math.fround)),
    );
  });

  test("refuses what is no image", () => {
    expect(() => fromImageData({ ...image, width: 3 })).toThrow(
      "four bytes for each pixel are needed, got 8 for 3 x 1",
    );
    expect(() => fromImageData({ width: -1, height: -2, data: image.data })).toThrow(RangeError);
    expect(() => Reflect.apply(fromImageData, undefined, [image, { channels: "cmyk" }])).toThrow('got "cmyk"');
    for (const other of [undefined, {}, { width: 1, height: 1, data: [1, 2, 3, 4] }])
      expect(() => Reflect.apply(fromImageData, undefined, [other])).toThrow(TypeError);
  });
});

test("fromCanvas reads all of a canvas", () => {
  const asked: unknown[] = [];
  const canvas = {
    width: 2,
    height: 1,
    getContext: (kind: "2d") => {
      asked.push(kind);
      return {
        getImageData: (...area: number[]) => {
          asked.push(area);
          return image;
        },
      };
    },
  };
  expect(fromCanvas(canvas, { channels: "gray" })).toEqual(fromImageData(image, { channels: "gray" }));
  expect(asked).toEqual(["2d", [0, 0, 2, 1]]);
  expect(() => fromCanvas({ width: 1, height: 1, getContext: () => null })).toThrow("with a 2d context is needed");
  expect(() => Reflect.apply(fromCanvas, undefined, [{}])).toThrow(TypeError);
});
