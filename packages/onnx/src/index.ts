export { type OnnxOptions, toOnnx } from "./to-onnx.ts";
