/** A quiet page for reading: light or dark as the reader's system is, one column on a phone, and fit for paper. */
export const STYLE = `
:root {
  --ink: #1f2328; --soft: #5d6672; --line: #dfe3e8; --ground: #ffffff; --shade: #f6f7f9; --accent: #0072b2; --hold: #8a8f98;
  --gain: #009e73; --loss: #d55e00; --good: #00795a; --bad: #b04c00; --heat: 52%;
  --plain: Inter, "Source Sans 3", system-ui, "Segoe UI", "Helvetica Neue", Arial, "DejaVu Sans", sans-serif;
  --text: "Source Serif 4", "Source Serif Pro", Charter, Georgia, "DejaVu Serif", serif;
  --code: "JetBrains Mono", ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  color-scheme: light dark;
}
@media (prefers-color-scheme: dark) {
  :root { --ink: #e4e7eb; --soft: #9aa4b0; --line: #343a42; --ground: #16191d; --shade: #1f2429; --accent: #5db4ea; --hold: #8f99a5; --gain: #2bb58c; --loss: #ee8440; --good: #4fd1a8; --bad: #f5a06a; --heat: 46%; }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 3.6rem; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 17px/1.6 var(--text); }
header, main { max-width: 960px; margin: 0 auto; padding: 0 clamp(1rem, 4vw, 2rem); }
header { padding-top: 2.4rem; padding-bottom: 1rem; }
header p { margin: 0; }
h1, h2, h3, summary { font-family: var(--plain); line-height: 1.25; letter-spacing: -0.01em; text-wrap: balance; }
h1 { font-size: clamp(1.6rem, 5vw, 2.2rem); margin: 0.1rem 0 0.3rem; overflow-wrap: anywhere; }
h1 span { color: var(--soft); font-weight: 450; }
h2 { font-size: 1.35rem; margin: 3rem 0 0.8rem; }
h3, summary { font-size: 1rem; font-weight: 620; margin: 1.4rem 0 0.5rem; overflow-wrap: anywhere; }
summary { cursor: pointer; }
p, ul { margin: 0 0 0.8rem; }
ul { padding-left: 1.2rem; }
li { margin-bottom: 0.3rem; }
.soft, .none { color: var(--soft); }
p.soft { font: 14.5px/1.5 var(--plain); }
p.none { font: 15px/1.5 var(--plain); border-left: 3px solid var(--line); padding-left: 0.8rem; }
.headline { font: 600 1.3rem/1.35 var(--plain); padding: 0.9rem 1.1rem; border-radius: 8px; background: var(--shade); border-left: 5px solid var(--hold); text-wrap: balance; }
.headline.good { border-color: var(--gain); } .headline.bad { border-color: var(--loss); }
nav { position: sticky; top: 0; z-index: 3; background: var(--ground); border-block: 1px solid var(--line); overflow-x: auto; white-space: nowrap; padding: 0.35rem clamp(1rem, 4vw, 2rem); scrollbar-width: none; }
nav a { font: 13.5px/1.6 var(--plain); color: var(--soft); text-decoration: none; padding: 0.2rem 0.55rem; border-radius: 6px; }
nav a:first-child { margin-left: max(0px, calc((100% - 1120px) / 2)); }
nav a:hover, nav a:focus-visible { color: var(--ink); background: var(--shade); }

.wide { overflow-x: auto; margin: 0 0 1rem; }
.wide:not(.tall) { /* A shadow at the side where more is hidden. */
  background: linear-gradient(to right, var(--ground) 40%, transparent) 0 0 / 2.5rem 100% local, linear-gradient(to left, var(--ground) 40%, transparent) 100% 0 / 2.5rem 100% local,
    linear-gradient(to right, var(--line), transparent) 0 0 / 0.8rem 100% scroll, linear-gradient(to left, var(--line), transparent) 100% 0 / 0.8rem 100% scroll;
  background-repeat: no-repeat;
}
.tall { max-height: 30rem; overflow-y: auto; border: 1px solid var(--line); border-radius: 8px; }
.tall th:first-child { position: sticky; left: 0; background: var(--ground); }
.tall thead th { z-index: 1; position: sticky; top: 0; background: var(--ground); }
.tall thead th:first-child { z-index: 2; }
table { border-collapse: collapse; font: 14px/1.45 var(--plain); font-variant-numeric: tabular-nums; min-width: 100%; }
th, td { padding: 0.32rem 0.7rem; border-bottom: 1px solid var(--line); text-align: right; vertical-align: top; white-space: nowrap; }
th { font-weight: 500; }
thead th { font-weight: 620; border-bottom: 2px solid var(--line); vertical-align: bottom; }
th:first-child { text-align: left; }
td.none { white-space: normal; min-width: 9rem; font-size: 13px; }
tbody tr:hover { background: var(--shade); }
.words td, .words thead th { text-align: left; } .words td { white-space: normal; overflow-wrap: break-word; } .words td.date { white-space: nowrap; } .words td:last-child { min-width: 9rem; }
#comparison thead th, #provenance :is(th, td:not(.date)), .heat thead th:first-child { white-space: normal; max-width: 18rem; overflow-wrap: break-word; }
.wrapped th { white-space: normal; }
.plain thead { display: none; }
.won { color: var(--good); } .lost { color: var(--bad); }
td.bars { width: 34%; min-width: 7rem; }
.bar { display: block; height: 0.75em; margin-top: 0.3em; width: var(--w); border-radius: 2px; background: var(--accent); }
.heat th, .heat td { padding: 0.28rem 0.45rem; border: 0; }
.heat tbody tr:hover { background: none; } .heat th:first-child { position: sticky; left: 0; background: var(--ground); }
.heat td { --tone: var(--gain); background: color-mix(in srgb, var(--tone) calc(var(--s) * var(--heat)), transparent); border: 1px solid var(--ground); min-width: 2.9rem; }
.heat td.loss { --tone: var(--loss); } .heat td.empty { background: none; }
.heat td.sum { font-weight: 620; } .heat td:not(.sum) + .sum { border-left: 8px solid var(--ground); }
.heat td.best { outline: 2px solid var(--ink); outline-offset: -2px; font-weight: 700; }
code { font: 0.86em/1.4 var(--code); overflow-wrap: anywhere; }

.chart { margin: 0 0 1.2rem; overflow-wrap: anywhere; }
.plot { position: relative; margin: 0.6rem 0 1.5rem 4.2rem; touch-action: pan-y; cursor: crosshair; }
.plot:focus-visible { outline: 2px solid var(--accent); outline-offset: 4px; }
.plot svg { width: 100%; height: 100%; display: block; overflow: visible; }
.plot path { fill: none; vector-effect: non-scaling-stroke; }
.grid { stroke: var(--line); } .line { stroke-width: 1.6; stroke-linejoin: round; }
.line.own { stroke: var(--accent); } .line.hold { stroke: var(--hold); } .line.soft { stroke: var(--line); }
.plot .fill { fill: var(--accent); opacity: 0.16; } .plot .band { fill: var(--accent); opacity: 0.15; }
.wick.rise { stroke: var(--gain); } .wick.fall { stroke: var(--loss); }
.plot .body.rise { fill: var(--gain); } .plot .body.fall { fill: var(--loss); }
.link { stroke: var(--ink); stroke-dasharray: 4 3; }
.plot span { position: absolute; font: 12px/1 var(--plain); color: var(--soft); font-variant-numeric: tabular-nums; white-space: nowrap; }
.plot .y { right: calc(100% + 0.5rem); transform: translateY(-50%); }
.plot .x { top: calc(100% + 0.5rem); transform: translateX(-50%); } .plot .x.last { transform: translateX(-100%); }
.plot b { position: absolute; top: 0; bottom: 0; border-left: 1px solid var(--soft); }
.plot i { position: absolute; width: 0; height: 0; border: 6px solid transparent; filter: drop-shadow(0 0 1px var(--ground)) drop-shadow(0 0 1px var(--ground)); }
.plot i.entry { border-bottom: 9px solid var(--accent); border-top: 0; transform: translate(-50%, 2px); }
.plot i.exit, .plot i.entry.short { border-top: 9px solid var(--ink); border-bottom: 0; transform: translate(-50%, calc(-100% - 2px)); }
.plot i.entry.short { border-top-color: var(--accent); }
.plot i.exit.short { border-bottom: 9px solid var(--ink); border-top: 0; transform: translate(-50%, 2px); }
figcaption { margin-left: 4.2rem; font: 13px/1.5 var(--plain); color: var(--soft); display: flex; flex-wrap: wrap; gap: 0 1.1rem; min-height: 1.5em; }
figcaption output { color: var(--ink); font-variant-numeric: tabular-nums; }
.key::before { content: ""; display: inline-block; width: 1.1em; height: 3px; margin-right: 0.45em; vertical-align: middle; border-radius: 2px; background: var(--accent); }
.key.hold::before { background: var(--hold); } .key.band::before { height: 0.8em; opacity: 0.3; }
.key.entry::before, .key.exit::before { width: 0; height: 0; background: none; border: 5px solid transparent; border-bottom: 8px solid var(--accent); border-top: 0; border-radius: 0; }
.key.exit::before { border-bottom: 0; border-top: 8px solid var(--ink); }
.choice { text-align: right; }
.choice input { position: absolute; opacity: 0; }
.choice label { display: inline-block; padding: 0.2rem 0.7rem; border: 1px solid var(--line); font: 13px/1.6 var(--plain); color: var(--soft); cursor: pointer; }
.choice label:first-of-type { border-radius: 6px 0 0 6px; border-right: 0; } .choice label:last-of-type { border-radius: 0 6px 6px 0; }
.choice input:checked + label { color: var(--ink); background: var(--shade); font-weight: 620; }
.choice input:focus-visible + label { outline: 2px solid var(--accent); outline-offset: 2px; }
.choice div { text-align: left; }
.choice input:first-of-type:checked ~ div:last-of-type, .choice input:last-of-type:checked ~ div:first-of-type { display: none; }
.looks { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 380px), 1fr)); gap: 0 2rem; }

@media (max-width: 600px) {
  body { font-size: 16px; }
  h2 { margin-top: 2.2rem; }
  .headline { font-size: 1.12rem; }
  .plot, figcaption { margin-left: 3.3rem; }
  th, td { padding: 0.3rem 0.5rem; }
  table { font-size: 13.5px; }
  thead th, #comparison tbody th, #targets tbody th, #comparison td, #targets td { white-space: normal; }
  .heat thead th { white-space: nowrap; }
  td.none { min-width: 6rem; }
  .plot i { scale: 0.75; }
}
@media print {
  :root { --ink: #000; --ground: #fff; --shade: #f6f7f9; --soft: #444; --line: #ccc; }
  body { font-size: 10.5pt; }
  nav, figcaption output, .choice label { display: none; }
  header, main { max-width: none; padding: 0; }
  .wide:not(.tall) { background: none; }
  .tall { max-height: none; overflow: visible; border: 0; }
  .chart, tr, .headline { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  .heat td, .bar, .headline { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
