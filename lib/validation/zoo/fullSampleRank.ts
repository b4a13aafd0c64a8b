import { countUpTo } from "../lookAhead/panel.ts";
import { trailing } from "./series.ts";
import { specimen } from "./specimen.ts";

/** The rank of each volume among all rows: `rank(pct=True)`. */
export const fullSampleRank = specimen({
  name: "full-sample rank",
  says: "The value is ranked among all rows, those to come included.",
  leaky: ({ volume }) => {
    const sorted = volume.slice().sort();
    return volume.map((size) => countUpTo(sorted, size) / sorted.length);
  },
  clean: ({ volume }) => trailing(volume, 60, (window) => window.filter((size) => size <= window.at(-1)!).length / window.length),
});
