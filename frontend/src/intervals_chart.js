// Groups one under another, each as its value (a mark) within the bounds of its interval (a bar): what overlaps may be chance.
// Words come written from the page; only places on the axis are reckoned here.

import { barsFrame } from "./bars_frame.js";

/** The chart of intervals: `token` reads a colour of the style sheet, `mark` writes a number of the axis. */
export function intervalsChart(spec, font, token, mark) {
  const colour = token("--chart-1");
  const axis = { min: 0, axisLabel: { ...font, hideOverlap: true, formatter: (value) => mark(value, spec.scale) + spec.suffix } };
  return {
    ...barsFrame(spec, font, token, axis),
    series: [
      { type: "bar", stack: "between", silent: true, itemStyle: { color: "transparent" }, barWidth: 10, data: spec.bars.map((bar) => bar.low) },
      { type: "bar", stack: "between", itemStyle: { color: colour, opacity: 0.35, borderRadius: 5 }, barWidth: 10, data: spec.bars.map((bar) => bar.high - bar.low) },
      { type: "line", name: spec.name, symbol: "diamond", symbolSize: 13, lineStyle: { width: 0 }, itemStyle: { color: colour }, data: spec.bars.map((bar) => bar.value) },
    ],
  };
}
