import type { Suite } from "../timing.ts";
import { ensembleRows } from "./ensembleRows.ts";
import { forecasterRows } from "./forecasterRows.ts";
import { treeRows } from "./trees.ts";
import { walkForwardRows } from "./walkForwardRows.ts";

/** Models against the Python packages that do the same; each group of rows in a file of its own. */
export const modelSuite: Suite = [...treeRows, ...forecasterRows, ...walkForwardRows, ...ensembleRows];
