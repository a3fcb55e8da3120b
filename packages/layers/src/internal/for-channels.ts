import { reshape, type Tensor } from "@adjoint/tensor";

/** A number for each channel, to meet x [batch, channels, ...s]. */
export const forChannels = (numbers: Tensor, x: Tensor): Tensor =>
  reshape(numbers, [numbers.size, ...new Array<number>(x.rank - 2).fill(1)]);
