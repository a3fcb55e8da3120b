import type { GpuJs } from "../gpu-js/gpu-js.ts";
import { asTexels, type GlHandle, glHandle, type GlProgram, glProgram, readingFunction } from "../gpu-js/internals.ts";
import { texelProduct } from "../kernels/texel-product.ts";
import type { Backend, DeviceMemory, KernelText, Plan, PreparedPlan } from "./backend.ts";
import { integerDialect } from "./dialect.ts";
import { KernelCache } from "./kernel-cache.ts";
import { MemoryPool } from "./memory-pool.ts";
import { placeArrays } from "./place-arrays.ts";
import { openWebGl } from "./web-gl.ts";

const NUMBERS_A_TEXEL = 4;
/** Texture units that every device has, less one for results. */
const MOST_INPUTS = 15;
/** Asking for errors stops the device, so it is done for large textures alone. */
const LARGE = 2 ** 20;
/** Of four places and four places in the texture, two float32 numbers each. */
const CORNERS_BYTES = 64;
/** Stands in a texture that is read together with others. */
const CHECK_VALUE = 42;

/** A texture of four numbers a texel. */
class Texture implements DeviceMemory {
  readonly length: number;
  readonly size: readonly [width: number, height: number];
  /** As gpu.js sees it; what has a length would be an array there. */
  readonly handle: GlHandle;
  readonly texels: GlHandle;

  constructor(length: number, texture: object, size: readonly [width: number, height: number], context: object) {
    this.length = length;
    this.size = size;
    this.handle = glHandle(length, texture, size, context);
    this.texels = asTexels(this.handle);
  }

  get texture(): object {
    return this.handle.texture;
  }

  get bytes(): number {
    return this.size[0] * this.size[1] * NUMBERS_A_TEXEL * Float32Array.BYTES_PER_ELEMENT;
  }
}

/** A texture for so many numbers, about square; its width is a power of two. */
function sizeOf(length: number): readonly [width: number, height: number] {
  const texels = Math.max(1, Math.ceil(length / NUMBERS_A_TEXEL));
  const width = 2 ** Math.ceil(Math.log2(texels) / 2);
  return [width, Math.ceil(texels / width)];
}

const asTexture = (memory: DeviceMemory): Texture => memory as Texture; // all of this backend are

/**
 * WebGL 2: kernels are fragment programs, arrays float32 textures that are pooled by their length. It answers at once.
 * @throws Error that says what is missing.
 */
export function openWebgl2(gpuJs: GpuJs): Backend {
  const gl = openWebGl();
  const gpu = new gpuJs.GPU({ context: gl, canvas: { width: 1, height: 1 } });
  const programs = new KernelCache<GlProgram>();
  const textures = new MemoryPool<Texture>(makeTexture, ({ texture }) => gl.deleteTexture(texture));
  const framebuffer = gl.createFramebuffer();
  const corners = gl.createBuffer();
  gl.bindBuffer(gl.ARRAY_BUFFER, corners);
  gl.bufferData(gl.ARRAY_BUFFER, CORNERS_BYTES, gl.STATIC_DRAW);
  // a device that lost its memory, or was stopped, reads as zeros and says nothing
  const check = textures.take(1);
  write(check, Float32Array.of(CHECK_VALUE));

  return {
    name: "webgl2",
    dialect: integerDialect,
    limits: {
      longestArray: Math.min(gl.getParameter(gl.MAX_TEXTURE_SIZE) ** 2 * NUMBERS_A_TEXEL, 2 ** 31 - 1),
      mostInputs: MOST_INPUTS,
    },
    get liveArrays() {
      return textures.used - 1;
    },
    upload: (values) => {
      const texture = textures.take(values.length);
      write(texture, values);
      return texture;
    },
    read,
    readLater: async (memory) => read(memory),
    release: (memory) => textures.giveBack(asTexture(memory)),
    finish: async () => void read(check), // it is drawn before
    prepare,
    product: texelProduct,
    dispose: () => {
      programs.dispose();
      textures.dispose();
      gl.getExtension("WEBGL_lose_context")?.loseContext?.();
    },
  };

  function makeTexture(length: number): Texture {
    checkContext();
    const [width, height] = sizeOf(length);
    const texture = gl.createTexture();
    if (!texture) throw new Error("webgl2: the context was lost; open another device?");
    bind(texture);
    for (const name of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, name, gl.CLAMP_TO_EDGE);
    for (const name of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER])
      gl.texParameteri(gl.TEXTURE_2D, name, gl.NEAREST);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA32F, width, height, 0, gl.RGBA, gl.FLOAT, null);
    if (length >= LARGE && gl.getError() === gl.OUT_OF_MEMORY)
      throw new RangeError(
        `webgl2: out of memory for an array of ${length} elements; dispose of some, or make batches smaller?`,
      );
    return new Texture(length, texture, [width, height], gl);
  }

  function bind(texture: object): void {
    gl.activeTexture(gl.TEXTURE15);
    gl.bindTexture(gl.TEXTURE_2D, texture);
  }

  function write({ texture, size: [width, height] }: Texture, values: Float32Array): void {
    checkContext();
    const whole = width * height * NUMBERS_A_TEXEL;
    let data = values;
    if (values.length !== whole) {
      data = new Float32Array(whole);
      data.set(values);
    }
    bind(texture);
    gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, width, height, gl.RGBA, gl.FLOAT, data);
  }

  function read(memory: DeviceMemory): Float32Array {
    checkContext();
    const values = readTexture(asTexture(memory));
    if (gl.isContextLost() || readTexture(check)[0] !== CHECK_VALUE)
      throw new Error(
        "webgl2: the device was lost or stopped, and with it the values; open another one, with smaller work?",
      );
    return values;
  }

  function readTexture({ texture, size: [width, height], length }: Texture): Float32Array {
    const values = new Float32Array(width * height * NUMBERS_A_TEXEL);
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
    gl.readPixels(0, 0, width, height, gl.RGBA, gl.FLOAT, values);
    return values.length === length ? values : values.slice(0, length);
  }

  function checkContext(): void {
    if (gl.isContextLost()) throw new Error("webgl2: the context was lost; open another device?");
  }

  function prepare(plan: Plan): PreparedPlan {
    const { placeOf, scratch } = placeArrays(plan);
    const scratchTextures = scratch.map((length) => textures.take(length));
    const constants = new Map(
      [...plan.constants].map(([slot, values]) => {
        const texture = textures.take(values.length);
        write(texture, values);
        return [slot, texture] as const;
      }),
    );
    const launches = plan.launches.map(({ kernel, inputs, output }) => {
      const name = nameOf(
        kernel,
        inputs.map((slot) => plan.lengths[slot]!),
      );
      const widths = inputs.map((slot) => sizeOf(plan.lengths[slot]!)[0]);
      const program = programs.take(name, () => compiled(kernel, widths));
      return { name, inputs, output, reads: kernel.reads, program };
    });
    return {
      run: (given) => {
        checkContext();
        const made = plan.outputs.map((slot) => textures.take(plan.lengths[slot]!));
        const textureOf = (slot: number): Texture => {
          const place = placeOf(slot);
          if (place.kind === "constant") return constants.get(slot)!;
          if (place.kind === "input") return asTexture(given[place.index]!);
          return (place.kind === "output" ? made : scratchTextures)[place.index]!;
        };
        for (const { program, inputs, output, reads } of launches)
          program.run(
            inputs.map((slot, i) => textureOf(slot)[reads?.[i] === "texels" ? "texels" : "handle"]),
            textureOf(output).handle,
          );
        return made;
      },
      dispose: () => {
        for (const texture of [...scratchTextures, ...constants.values()]) textures.giveBack(texture);
        for (const { name } of launches) programs.giveBack(name);
      },
    };
  }

  function compiled({ text, output, reads, width = 1 }: KernelText, widths: readonly number[]): GlProgram {
    const reading = widths.map((size, i) => readingFunction(`a${i}`, size, reads?.[i] ?? "numbers"));
    // four results of one call are a texel, as four of one each are
    const settings = {
      optimizeFloatMemory: width === 1,
      nativeFunctions: [...integerDialect.nativeFunctions, ...reading],
    };
    return glProgram(gpu, text, output, settings, corners);
  }
}

/** Sizes of arguments are compiled into a program. */
const nameOf = ({ text, output }: KernelText, lengths: readonly number[]): string =>
  `${output.join()}|${lengths.join()}|${text}`;
