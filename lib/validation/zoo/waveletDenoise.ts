import { eachRow, meanOf, trailing } from "./series.ts";
import { specimen } from "./specimen.ts";

const BLOCK = 8;

/** The Haar approximation of the third level: each block of eight rows holds its mean. */
export const waveletDenoise = specimen({
  name: "wavelet denoising",
  says: "The details of three Haar levels were taken away: each block of eight rows holds its mean, from its first row on.",
  barsAhead: BLOCK - 1,
  leaky: ({ close }) => eachRow(close.length, (row) => meanOf(close, row - (row % BLOCK), row - (row % BLOCK) + BLOCK)),
  clean: ({ close }) => trailing(close, BLOCK, (window) => meanOf(window)),
});
