import type { GpuJs } from "../gpu-js/gpu-js.ts";
import { glProgram, readingFunctions } from "../gpu-js/internals.ts";
import { glslProduct } from "../kernels/glsl-product.ts";
import type { Backend, DeviceMemory, KernelText, Plan, PreparedPlan } from "./backend.ts";
import { integerDialect } from "./dialect.ts";
import { glslProgram, type TextureProgram } from "./glsl-program.ts";
import { KernelCache } from "./kernel-cache.ts";
import { MemoryPool } from "./memory-pool.ts";
import { placeArrays } from "./place-arrays.ts";
import { RunCounter } from "./run-counter.ts";
import { NUMBERS_A_TEXEL, Texture, textureSize } from "./texture.ts";
import { openWebGl } from "./web-gl.ts";

/** Texture units that every device has, less one for results. */
const MOST_INPUTS = 15;
/** Rows of a product that a call computes, each drawn to a texture of its own: more need more registers than they save. */
const MOST_PARTS = 8;
/** Asking for errors stops the device, so it is done for large textures alone. */
const LARGE = 2 ** 20;
/** Of four places and four places in the texture, two float32 numbers each. */
const CORNERS_BYTES = 64;
/** From where runs are counted: not 0, which a device that lost its memory reads. */
const FIRST_RUN = 42;

const asTexture = (memory: DeviceMemory): Texture => memory as Texture; // all of this backend are

/**
 * WebGL 2: kernels are fragment programs, arrays float32 textures that are pooled by their length. It answers at once.
 * @throws Error that says what is missing.
 */
export function openWebgl2(gpuJs: GpuJs): Backend {
  const gl = openWebGl();
  const gpu = new gpuJs.GPU({ context: gl, canvas: { width: 1, height: 1 } });
  const programs = new KernelCache<TextureProgram>();
  const textures = new MemoryPool<Texture>(makeTexture, ({ texture }) => gl.deleteTexture(texture));
  const framebuffer = gl.createFramebuffer();
  const corners = gl.createBuffer();
  gl.bindBuffer(gl.ARRAY_BUFFER, corners);
  gl.bufferData(gl.ARRAY_BUFFER, CORNERS_BYTES, gl.STATIC_DRAW);
  // a device that lost its memory, or was stopped, reads as zeros and says nothing
  const counters = [textures.take(1), textures.take(1)] as const;
  for (const texture of counters) write(texture, Float32Array.of(FIRST_RUN));
  const counter = new RunCounter(gl, counters, FIRST_RUN);

  return {
    name: "webgl2",
    dialect: integerDialect,
    limits: {
      longestArray: Math.min(gl.getParameter(gl.MAX_TEXTURE_SIZE) ** 2 * NUMBERS_A_TEXEL, 2 ** 31 - 1),
      mostInputs: MOST_INPUTS,
    },
    get liveArrays() {
      return textures.used - counters.length;
    },
    upload: (values) => {
      const texture = textures.take(values.length);
      write(texture, values);
      return texture;
    },
    read,
    readLater: async (memory) => read(memory),
    release: (memory) => textures.giveBack(asTexture(memory)),
    finish: async () => check(), // what is read was drawn before
    prepare,
    product: (product) => glslProduct(product, Math.min(MOST_PARTS, gl.getParameter(gl.MAX_DRAW_BUFFERS))),
    dispose: () => {
      programs.dispose();
      textures.dispose();
      gl.getExtension("WEBGL_lose_context")?.loseContext?.();
    },
  };

  function makeTexture(length: number): Texture {
    checkContext();
    const [width, height] = textureSize(length);
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
    return new Texture(length, texture, gl);
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
    check();
    return values;
  }

  /** Has everything been drawn that was asked for? */
  function check(): void {
    if (gl.isContextLost() || !counter.isRight(readTexture))
      throw new Error(
        "webgl2: the device was lost or stopped, and with it the values; open another one, with smaller work?",
      );
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
      const [length, ...lengths] = [output, ...inputs].map((slot) => plan.lengths[slot]!) as [number, ...number[]];
      const name = nameOf(kernel, lengths, length);
      return { name, inputs, output, program: programs.take(name, () => compiled(kernel, lengths, length)) };
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
        for (const { program, inputs, output } of launches) program.run(inputs.map(textureOf), textureOf(output));
        counter.count();
        return made;
      },
      dispose: () => {
        for (const texture of [...scratchTextures, ...constants.values()]) textures.giveBack(texture);
        for (const { name } of launches) programs.giveBack(name);
      },
    };
  }

  function compiled(kernel: KernelText, lengths: readonly number[], length: number): TextureProgram {
    const { text, output, width = 1, glsl } = kernel;
    if (glsl) return glslProgram(gl, textures, glsl, lengths, length);
    const reading = lengths.flatMap((size, i) => readingFunctions(`a${i}`, textureSize(size)[0]));
    // four results of one call are a texel, as four of one each are
    const settings = {
      optimizeFloatMemory: width === 1,
      nativeFunctions: [...integerDialect.nativeFunctions, ...reading],
    };
    const program = glProgram(gpu, text, output, settings, corners);
    return {
      run: (read, drawn) =>
        program.run(
          read.map(({ handle }) => handle),
          drawn.handle,
        ),
      destroy: program.destroy,
    };
  }
}

/** Lengths are compiled into a program. */
const nameOf = ({ text, output, glsl }: KernelText, lengths: readonly number[], length: number): string =>
  `${output.join()}|${lengths.join()}|${glsl ? `${length}|${glsl.code}` : text}`;
