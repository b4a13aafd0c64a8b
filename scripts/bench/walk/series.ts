import path from "node:path";
import { projectFolder } from "../../../lib/runs/folders.ts";

/** The walk's default series: S&P 500, daily, 5,105 bars. */
export const SERIES_FILE = path.join(projectFolder, "data", "embedded", "vega-datasets", "sp500-2000.csv");
