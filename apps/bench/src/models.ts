/** The parameters and batches of the models, for the arrays T of any library. */

/** x weights + bias, with weights [inputs, outputs]; of a convolution [outputs, inputs, height, width]. */
export type Linear<T> = { weights: T; bias: T };

export type Norm<T> = { scale: T; bias: T };

/** Inputs [batch, ...] and integer labels [batch]. */
export type Examples<T> = { inputs: T; labels: T };

export type Perceptron<T> = { layers: Linear<T>[] };

/** Images are [batch, channels, height, width]; `dense` reads what is left of them in that order. */
export type Convolutional<T> = { first: Linear<T>; second: Linear<T>; dense: Linear<T> };

export type Block<T> = {
  attentionNorm: Norm<T>;
  /** Queries, keys and values side by side: [width, 3 width]. */
  attention: Linear<T>;
  projection: Linear<T>;
  expansionNorm: Norm<T>;
  expansion: Linear<T>;
  contraction: Linear<T>;
};

export type Gpt<T> = { tokens: T; positions: T; blocks: Block<T>[]; norm: Norm<T>; head: Linear<T> };

/** What each model is trained on, and what must be known besides. */
export type Models<T> = {
  perceptron: { params: Perceptron<T>; batch: Examples<T>; settings: object };
  convolutional: { params: Convolutional<T>; batch: Examples<T>; settings: object };
  gpt: { params: Gpt<T>; batch: Examples<T>; settings: { readonly heads: number } };
};
export type ModelName = keyof Models<unknown>;

/** The mean loss of a batch, for each model. */
export type Losses<T> = {
  readonly [M in ModelName]: (
    params: Models<T>[M]["params"],
    batch: Models<T>[M]["batch"],
    settings: Models<T>[M]["settings"],
  ) => T;
};
