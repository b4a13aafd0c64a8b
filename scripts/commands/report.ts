import { Command } from "commander";
import { readText } from "../../lib/market/files/csvFiles.ts";
import { reportPage } from "../../lib/show/report/reportPage.ts";
import { parseReport } from "../../lib/statistics/index.ts";
import { checkOutput, tell, writeOutput } from "../outputFile.ts";

type Options = { readonly output: string };

export function reportCommand(): Command {
  return new Command("report")
    .description("Makes one offline HTML page of the report of a backtest: verdict, quoted targets, tables, figures, trades on candles, findings, assumptions. A report of a run that failed, of another version or cut off is refused.")
    .argument("<report.json>", "what marketbook backtest --output wrote")
    .requiredOption("--output <report.html>", "the page to write")
    .action(run);
}

async function run(input: string, { output }: Options): Promise<void> {
  checkOutput(output, [input]);
  const report = parseReport(await readText(input, "a report"), input);
  await writeOutput(output, reportPage(report));
  tell(output, `${report.name} on ${report.symbol}, ${report.from} to ${report.to}\nPage: ${output}`);
}
