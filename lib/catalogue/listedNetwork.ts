import { z } from "zod";
import type { Network, Outputs } from "../models/index.ts";
import { networkForecaster } from "../training/index.ts";
import { CatalogueError } from "./error.ts";
import type { ListedModel } from "./listedModel.ts";
import type { SearchSpace } from "./searchSpace.ts";
import { fitOptionsOf, outputsOf, trainingSettings, trainingSpace, type TrainingSettings } from "./trainingSettings.ts";

type Entry<S extends z.ZodRawShape> = Pick<ListedModel, "name" | "summary" | "source"> & {
  /** Of the layers. */
  readonly settings: S;
  readonly space: SearchSpace;
  /** What "auto" is for numbers. Default: the squared error. */
  readonly auto?: TrainingSettings["loss"];
  network(settings: z.output<z.ZodObject<S>>, head: { readonly outputs?: Outputs }): Network;
};

/** An entry of the catalogue that is a network: it foretells numbers and classes, and has the settings of its training beside those of its layers. */
export function listedNetwork<S extends z.ZodRawShape>({ auto = "auto", name, network, settings, source, space, summary }: Entry<S>): ListedModel {
  const layers = z.object(settings);
  const training = z.object(trainingSettings);
  return {
    name, summary, source,
    family: "network",
    isRandom: true,
    tasks: ["regression", "classification"],
    settings: z.strictObject({ ...layers.shape, ...trainingSettings }),
    space: { ...space, ...trainingSpace },
    make: (given, foretold) => {
      refuseWidth(name, given);
      const asked = training.parse(given);
      const isOpen = asked.loss === "auto" && foretold.task === "regression" && asked.heads.length === 0;
      const trained = isOpen ? { ...asked, loss: auto } : asked;
      const outputs = outputsOf(name, trained, foretold);
      return networkForecaster(network(layers.parse(given), outputs ? { outputs } : {}), fitOptionsOf(trained));
    },
  };
}

/** The heads of an attention share its width evenly. */
function refuseWidth(name: string, { attentionHeads: heads, width }: Readonly<Record<string, unknown>>): void {
  if (typeof heads !== "number" || typeof width !== "number" || width % heads === 0) return;
  throw new CatalogueError(`${name}: the width ${width} is no multiple of attentionHeads ${heads}. Set the width to ${heads * Math.max(1, Math.round(width / heads))}, or another number of heads.`);
}
