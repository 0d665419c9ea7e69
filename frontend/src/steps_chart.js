// A value of the law through time: it holds from its first day until the next step, so the line turns at right angles and never slopes.
// Words (amounts, days) come written from the page; only the place of the line is reckoned here.

/** The points of the line: each step at its first day, and the last one drawn on to the day of the page. */
function points(spec, colour, ground) {
  const drawn = spec.points.map((point) => ({
    value: [point.at, point.value], words: point.words,
    // Not by colour alone: a step that was never found in a text is a hollow square.
    symbol: point.hollow ? "rect" : "circle", symbolSize: 9,
    itemStyle: point.hollow ? { color: ground, borderColor: colour, borderWidth: 2 } : { color: colour },
  }));
  const last = spec.points[spec.points.length - 1];
  if (last.value !== null) drawn.push({ value: [spec.until, last.value], words: last.words, symbol: "none" });
  return drawn;
}

/** The chart of a step line: `token` reads a colour of the style sheet, `mark` writes a number of the axis. */
export function stepsChart(spec, font, token, mark) {
  const colour = token("--chart-1");
  return {
    animation: false,
    textStyle: font,
    aria: { enabled: true, label: { description: spec.description } },
    grid: { top: 16, bottom: 4, left: 4, right: 24, containLabel: true },
    tooltip: {
      // Plain text, never HTML: what the page wrote is shown as it stands.
      trigger: "axis", renderMode: "richText", confine: true, textStyle: { ...font, color: token("--ink") },
      backgroundColor: token("--surface"), borderColor: token("--line"),
      formatter: (found) => found[0].data.words,
    },
    xAxis: {
      type: "time", minInterval: 366 * 24 * 3600 * 1000, axisLabel: { ...font, hideOverlap: true, formatter: "{yyyy}" },
      axisLine: { lineStyle: { color: token("--line-strong") } }, axisTick: { show: true, lineStyle: { color: token("--line-strong") } },
    },
    yAxis: {
      type: "value", min: 0, axisLabel: { ...font, formatter: (value) => mark(value, spec.scale) + spec.suffix },
      splitLine: { lineStyle: { color: token("--line") } },
    },
    series: [{
      type: "line", name: spec.name, step: "end", connectNulls: false, data: points(spec, colour, token("--surface")),
      lineStyle: { width: 2.5, color: colour }, itemStyle: { color: colour }, areaStyle: { color: colour, opacity: 0.1 },
    }],
  };
}
