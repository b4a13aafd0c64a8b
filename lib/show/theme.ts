/** Colours that people with any common colour blindness tell apart. Okabe and Ito 2008. */
export const PALETTE = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#5B5B5B", "#8C6D1F"] as const;
export const RISE = "#009E73";
export const FALL = "#D55E00";
export const QUIET = "#8A8F98";
export const INK = "#2B2F36";

/** Low blue, middle near white, high orange: signed values. Ends after ColorBrewer's PuOr, Brewer 2003. */
export const DIVERGING = ["#08519C", "#6BAED6", "#F7F7F7", "#FDAE61", "#B35806"] as const;
/** Light to dark blue: amounts. */
export const SEQUENTIAL = ["#F7FBFF", "#C6DBEF", "#6BAED6", "#2171B5", "#08306B"] as const;

export type FigureOptions = {
  readonly title?: string;
  /** A smaller line below the title: where the data come from, what was thinned out. */
  readonly note?: string;
  readonly xTitle?: string;
  readonly yTitle?: string;
  /** Pixels. */
  readonly height?: number;
};

export type Axis = Readonly<Record<string, unknown>>;
export type Layout = Readonly<Record<string, unknown>>;

const FONT = "Inter, 'Source Sans 3', 'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif";

/** The house layout: light ground, left title, quiet grid, legend in one row at the bottom, width of the page. */
export function layoutOf({ title = "", note = "", xTitle = "", yTitle = "", height = 400 }: FigureOptions, { hasLegend = false }: { hasLegend?: boolean } = {}): Layout {
  const top = topMargin(title, note);
  return {
    ...(title === "" ? {} : { title: titleOf(title, note) }),
    height,
    autosize: true,
    margin: { l: 74, r: 24, t: top, b: 40 + (xTitle === "" ? 0 : 20) + (hasLegend ? 28 : 0) },
    font: { family: FONT, size: 13, color: INK },
    colorway: PALETTE,
    paper_bgcolor: "#FFFFFF",
    plot_bgcolor: "#FFFFFF",
    hovermode: "x unified",
    showlegend: hasLegend,
    legend: { orientation: "h", x: 0, xanchor: "left", y: 0, yref: "container", yanchor: "bottom", font: { size: 12 } },
    xaxis: axisOf(xTitle),
    yaxis: axisOf(yTitle),
  };
}

/** One axis in the house style. */
export function axisOf(title = "", more: Axis = {}): Axis {
  return {
    ...(title === "" ? {} : { title: { text: title, standoff: 8, font: { size: 12, color: INK } } }),
    gridcolor: "#E9EBEE",
    zeroline: false,
    linecolor: "#B9BEC6",
    tickfont: { size: 12, color: "#4A5058" },
    automargin: true,
    ...more,
  };
}

/** Room above the plot: for the title, and for the smaller line below it. */
export function topMargin(title: string, note: string): number {
  return (title === "" ? 16 : 44) + (note === "" ? 0 : 26);
}

function titleOf(title: string, note: string): object {
  const subtitle = note === "" ? {} : { subtitle: { text: note, font: { size: 12, color: QUIET } } };
  return { text: title, x: 0, xref: "container", xanchor: "left", y: 1, yref: "container", yanchor: "top", pad: { l: 14, t: 14 }, font: { size: 16, color: INK }, ...subtitle };
}
