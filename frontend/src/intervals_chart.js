// Groups one under another, each as its value (a mark) within the bounds of its interval (a bar): what overlaps may be chance.
// Words come written from the page; only places on the axis are reckoned here.

/** The chart of intervals: `token` reads a colour of the style sheet, `mark` writes a number of the axis. */
export function intervalsChart(spec, font, token, mark) {
  const colour = token("--chart-1");
  const names = spec.bars.map((bar) => bar.name);
  return {
    animation: false,
    textStyle: font,
    aria: { enabled: true, label: { description: spec.description } },
    grid: { top: 8, bottom: 4, left: 4, right: 24, containLabel: true },
    tooltip: {
      // Plain text, never HTML: what the page wrote is shown as it stands.
      trigger: "axis", axisPointer: { type: "shadow" }, renderMode: "richText", confine: true, textStyle: { ...font, color: token("--ink") },
      backgroundColor: token("--surface"), borderColor: token("--line"),
      formatter: (found) => spec.bars[found[0].dataIndex].words,
    },
    xAxis: {
      type: "value", min: 0, axisLabel: { ...font, hideOverlap: true, formatter: (value) => mark(value, spec.scale) + spec.suffix },
      splitLine: { lineStyle: { color: token("--line") } },
    },
    yAxis: {
      type: "category", data: names, inverse: true, axisLabel: { ...font, color: token("--ink"), width: 130, overflow: "truncate" },
      axisLine: { lineStyle: { color: token("--line-strong") } }, axisTick: { show: false },
    },
    series: [
      { type: "bar", stack: "between", silent: true, itemStyle: { color: "transparent" }, barWidth: 10, data: spec.bars.map((bar) => bar.low) },
      { type: "bar", stack: "between", itemStyle: { color: colour, opacity: 0.35, borderRadius: 5 }, barWidth: 10, data: spec.bars.map((bar) => bar.high - bar.low) },
      { type: "line", name: spec.name, symbol: "diamond", symbolSize: 13, lineStyle: { width: 0 }, itemStyle: { color: colour }, data: spec.bars.map((bar) => bar.value) },
    ],
  };
}
