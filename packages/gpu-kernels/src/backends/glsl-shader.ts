import { type Texture, textureSize } from "./texture.ts";
import type { WebGl } from "./web-gl.ts";

const VERTICES = `#version 300 es
void main() {
  // a triangle around everything
  gl_Position = vec4(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0, 0.0, 1.0);
}`;

/** Draws to some textures of one size at once. */
export interface Shader {
  draw(inputs: readonly Texture[], outputs: readonly Texture[]): void;
  destroy(): void;
}

/**
 * Compiles statements that assign to the vec4 `part0`, `part1`, ... from the int `place`, and read inputs of these
 * lengths by `texel0(place)` and `number0(place)`.
 * @throws Error of the compiler.
 */
export function glslShader(
  gl: WebGl,
  code: string,
  inputs: readonly number[],
  output: { readonly length: number; readonly parts: number },
): Shader {
  const [width, height] = textureSize(output.length);
  const fragment = compiled(gl.FRAGMENT_SHADER, fragmentText(code, inputs, output.parts, width));
  const vertices = compiled(gl.VERTEX_SHADER, VERTICES);
  const program = gl.createProgram()!; // null where the context is lost, which is seen at the next read
  gl.attachShader(program, vertices);
  gl.attachShader(program, fragment);
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost())
    throw new Error(`webgl2: a kernel does not compile (${gl.getShaderInfoLog(fragment) ?? ""}); see its text`);
  for (const part of [vertices, fragment]) gl.deleteShader(part);
  gl.useProgram(program);
  inputs.forEach((_, i) => gl.uniform1i(gl.getUniformLocation(program, `input${i}`), i));
  const framebuffer = gl.createFramebuffer();
  const attachments = Array.from({ length: output.parts }, (_, i) => gl.COLOR_ATTACHMENT0 + i);
  gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
  gl.drawBuffers(attachments);
  const vertexArray = gl.createVertexArray(); // empty, and not that of gpu.js
  return {
    draw: (read, drawn) => {
      gl.useProgram(program);
      read.forEach(({ texture }, i) => {
        gl.activeTexture(gl.TEXTURE0 + i);
        gl.bindTexture(gl.TEXTURE_2D, texture);
      });
      gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
      drawn.forEach(({ texture }, i) =>
        gl.framebufferTexture2D(gl.FRAMEBUFFER, attachments[i]!, gl.TEXTURE_2D, texture, 0),
      );
      gl.viewport(0, 0, width, height);
      gl.scissor(0, 0, width, height);
      gl.bindVertexArray(vertexArray);
      gl.drawArrays(gl.TRIANGLES, 0, 3);
      gl.bindVertexArray(null);
    },
    destroy: () => {
      gl.deleteProgram(program);
      gl.deleteFramebuffer(framebuffer);
      gl.deleteVertexArray(vertexArray);
    },
  };

  function compiled(type: number, text: string): object {
    const shader = gl.createShader(type)!; // as the program
    gl.shaderSource(shader, text);
    gl.compileShader(shader);
    return shader;
  }
}

/** Widths are powers of two, so that a place in a texture is found without a division. */
function fragmentText(code: string, inputs: readonly number[], parts: number, width: number): string {
  const readers = inputs.map((length, i) => {
    const [across] = textureSize(length);
    return `uniform sampler2D input${i};
vec4 texel${i}(int place) { return texelFetch(input${i}, ivec2(place & ${across - 1}, place >> ${Math.log2(across)}), 0); }
float number${i}(int place) { return texel${i}(place >> 2)[place & 3]; }`;
  });
  const results = Array.from({ length: parts }, (_, i) => `layout(location = ${i}) out vec4 part${i};`);
  return `#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
${[...readers, ...results].join("\n")}
void main() {
int place = int(gl_FragCoord.y) * ${width} + int(gl_FragCoord.x);
${code}
}`;
}
