import { defineFactor } from "../factor.ts";
import { after } from "../operators/index.ts";
import { cyclePhase, cycleSines, cycleTrend } from "./dominantCycle.ts";
import { hilbert } from "./hilbert.ts";
import { trendMode } from "./trendMode.ts";

/** The transform begins at row 12 and its values count from row 32 on; what needs a whole cycle begins at row 37 and counts from row 63 on. */
const [SHORT_BEGIN, SHORT_WAIT, LONG_BEGIN, LONG_WAIT] = [12, 20, 37, 26] as const;

/** The dominant cycle of the close after Ehlers: its period, analytic signal, phase, sines, trend line and mode. NaN for t < 32 (period, inphase, quadrature), t < 63 (the others). */
export const hilbertCycleFactor = defineFactor({
  name: "hilbert_cycle",
  family: "trend",
  formula: "homodyne discriminator: smooth = WMA(4); detrender, quadrature = Hilbert transforms in widths of the period; period from the phase's advance; phase = angle of the last cycle's Fourier component; trend line = mean over the cycle",
  source: "Ehlers 2001, Rocket Science for Traders; TA-Lib HT_DCPERIOD, HT_PHASOR, HT_DCPHASE, HT_SINE, HT_TRENDLINE, HT_TRENDMODE",
  edge: "on flat prices the signal comes to 0, period and phase stay what the last movement left",
  inputs: ["close"],
  parameters: {},
  outputs: [
    { id: "ht_dcperiod", description: "Period of the dominant cycle in bars", unit: "number" },
    { id: "ht_inphase", description: "In-phase part of the cycle", unit: "price" },
    { id: "ht_quadrature", description: "Quadrature part of the cycle", unit: "price" },
    { id: "ht_dcphase", description: "Phase of the dominant cycle in degrees", unit: "number" },
    { id: "ht_sine", description: "Sine of the cycle's phase", unit: "ratio" },
    { id: "ht_leadsine", description: "Sine of the cycle's phase 45° later", unit: "ratio" },
    { id: "ht_trendline", description: "Price without its dominant cycle", unit: "price" },
    { id: "ht_trendmode", description: "1 in a trend, 0 in a cycle", unit: "flag" },
  ],
  defaults: [],
  lines: ({ close }) => {
    const short = hilbert(close, SHORT_BEGIN);
    const long = hilbert(close, LONG_BEGIN);
    const phase = cyclePhase(long);
    const sines = cycleSines(phase);
    const trend = cycleTrend(close, long);
    return [
      ...[short.cyclePeriod, short.inphase, short.quadrature].map((line) => after(line, SHORT_WAIT)),
      ...[phase, ...sines, trend, trendMode(long, trend, phase, sines)].map((line) => after(line, LONG_WAIT)),
    ];
  },
});
