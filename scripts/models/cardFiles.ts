import { cardHtml, modelCard, type Dataset, type FoldPlan, type Judgement, type OutOfFold } from "../../lib/evaluation/index.ts";

/** The card of a model that was judged, as the two files that tell it: JSON for programs, and for people a page with the calibration plot. */
export async function cardFiles(judged: { readonly dataset: Dataset; readonly plan: FoldPlan; readonly outOfFold: OutOfFold; readonly judgement: Judgement }): Promise<{ readonly json: string; readonly html: string }> {
  const card = await modelCard(judged);
  return { json: `${JSON.stringify(card, undefined, 1)}\n`, html: cardHtml(card) };
}
