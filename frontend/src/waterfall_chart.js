// From a total to another by what moved it: each cause is a bar that begins where the one before it ended. One line a cause, so that words fit
// on a phone. Values are centimes reckoned by the page; words come written from it.

import { barsFrame } from "./bars_frame.js";

/** Where a bar lies on either side of nought: the stack draws what is below and what is above separately. */
function sides(low, high) {
  return { above: [Math.max(low, 0), Math.max(high, 0) - Math.max(low, 0)], below: [Math.min(high, 0), Math.min(low, 0) - Math.min(high, 0)] };
}

/** The waterfall: `token` reads a colour of the style sheet, `mark` writes a number of the axis. */
export function waterfallChart(spec, font, token, mark) {
  const colours = { total: token("--chart-1"), up: token("--chart-2"), down: token("--chart-3") };
  const bars = spec.bars.map((bar) => ({ ...bar, ...sides(bar.low, bar.high) }));
  const clear = { type: "bar", stack: "steps", silent: true, itemStyle: { color: "transparent" }, barWidth: 16 };
  const shown = (side) => ({
    type: "bar", stack: "steps", barWidth: 16,
    data: bars.map((bar) => ({ value: bar[side][1], itemStyle: { color: colours[bar.kind], borderColor: token("--ink"), borderWidth: bar.kind === "down" ? 1.5 : 0 } })),
  });
  const axis = { axisLabel: { ...font, hideOverlap: true, formatter: (value) => mark(value, spec.scale) } };
  return {
    ...barsFrame(spec, font, token, axis),
    series: [
      { ...clear, data: bars.map((bar) => bar.above[0]) }, shown("above"), { ...clear, data: bars.map((bar) => bar.below[0]) }, shown("below"),
    ],
  };
}
