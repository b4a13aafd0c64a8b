type Test = { readonly from: number; readonly to: number };
type Rows = { readonly closeTime: Float64Array; readonly actual: Float64Array; readonly forecast: Float64Array };

export function learntFrom(count: number, test: Test, horizon: number, embargo: number): number[] {
  const rows = Array.from({ length: count }, (_, t) => t);
  return rows.filter((t) => t + horizon < test.from || t >= test.to + horizon + embargo);
}

export function pathCount(groups: number, tested: number): number {
  let folds = 1;
  for (let j = 1; j <= tested; j++) folds = (folds * (groups - tested + j)) / j;
  return (folds * tested) / groups;
}

export function skillOfYear({ closeTime, actual, forecast }: Rows, year: number): number {
  let [own, none] = [0, 0];
  for (let n = 0; n < actual.length; n++) {
    if (new Date(closeTime[n]!).getUTCFullYear() !== year) continue;
    own += (forecast[n]! - actual[n]!) ** 2;
    none += actual[n]! ** 2;
  }
  return 1 - Math.sqrt(own / none);
}
