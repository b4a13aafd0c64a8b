import { ATTENTION_NETWORKS } from "./attentionNetworks.ts";
import { BASELINES } from "./baselines.ts";
import { CLASSIC } from "./classic.ts";
import type { ListedModel } from "./listedModel.ts";
import { PLAIN_NETWORKS } from "./plainNetworks.ts";
import { RECURRENT_NETWORKS } from "./recurrentNetworks.ts";
import { TREES } from "./trees.ts";

/** Every model that can be asked for by name, baselines first. */
export const MODELS: readonly ListedModel[] = [...BASELINES, ...CLASSIC, ...TREES, ...PLAIN_NETWORKS, ...RECURRENT_NETWORKS, ...ATTENTION_NETWORKS];
