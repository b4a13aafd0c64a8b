import { specimen } from "./specimen.ts";

/** Missing values filled with the next one there is: `bfill`. */
export const backwardFill = specimen({
  name: "backward fill",
  says: "A missing price was filled with the next one, which was not known yet.",
  market: "gapped",
  barsAhead: 4,
  leaky: ({ close }) => {
    const filled = close.slice();
    for (let row = filled.length - 2; row >= 0; row--) if (Number.isNaN(filled[row]!)) filled[row] = filled[row + 1]!;
    return filled;
  },
  clean: ({ close }) => {
    const filled = close.slice();
    for (let row = 1; row < filled.length; row++) if (Number.isNaN(filled[row]!)) filled[row] = filled[row - 1]!;
    return filled;
  },
});
