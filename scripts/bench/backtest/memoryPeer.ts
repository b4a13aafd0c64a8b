import { z } from "zod";
import { serve } from "../peers/conversation.ts";
import { peakMemory } from "../peakMemory.ts";
import { smaBacktest } from "./smaStrategy.ts";
import { walkBars } from "./walkBars.ts";

const question = z.strictObject({ ask: z.literal("memory"), rows: z.int().positive() });

/** A process that makes so many bars, runs the strategy over them once, and says the most memory it ever held. */
serve((line) => {
  const { rows } = question.parse(JSON.parse(line));
  const { equity } = smaBacktest(walkBars(rows));
  return { bytes: peakMemory(), equity: equity[rows - 1]! };
});
