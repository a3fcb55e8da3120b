/** What is exported for who makes operations and interpreters; tests of what users find leave it out. */
export const forAuthors: readonly string[] = [
  "align allocate binary bind broadcastShapes castTo checkShape checkTensor checkType commonType constantOf contiguousStrides describe elementwise",
  "elementwisePrimitive expandBatch expandTo formatShape isFloat isTensor newestTrace nextTraceId normalizeAxes",
  "normalizeAxis reduction reshapeTo reshapedStrides sameShape sizeOf sumTo unary useKernels viewOf",
].flatMap((names) => names.split(" "));
