// What charts of bars lying one under another share: the frame, the words of a bar on pointing at it, the axes. Words come written from the page.

/** The frame of `spec.bars` without its series: `token` reads a colour of the style sheet, `axis` says what the lower axis has of its own. */
export function barsFrame(spec, font, token, axis) {
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
      type: "value", splitLine: { lineStyle: { color: token("--line") } }, ...axis,
    },
    yAxis: {
      type: "category", data: spec.bars.map((bar) => bar.name), inverse: true, axisLabel: { ...font, color: token("--ink"), width: 130, overflow: "truncate" },
      axisLine: { lineStyle: { color: token("--line-strong") } }, axisTick: { show: false },
    },
  };
}
