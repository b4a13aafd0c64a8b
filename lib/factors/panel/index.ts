export { alignPanel, type AlignedColumn } from "./alignPanel.ts";
export { computePanel, type PanelOptions } from "./computePanel.ts";
export { momentsOf, type Groups, type Panel } from "./panel.ts";
export { streamPanel, type PanelStream, type PanelStreamOptions } from "./streamPanel.ts";
