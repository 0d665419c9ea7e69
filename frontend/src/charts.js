// Pictures of money. A chart is described by JSON in the page (labels, series in centimes); its table twin is always beside it.
import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { intervalsChart } from "./intervals_chart.js";
import { stepsChart } from "./steps_chart.js";
import { waterfallChart } from "./waterfall_chart.js";

echarts.use([BarChart, LineChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Exact values stay integers (centimes, or so many decimals) until they are words: grouped by hand, never through a float. A gap is a dash. */
function money(hundredths, unit, decimals = 2) {
  if (hundredths === null || hundredths === undefined || hundredths === "-") {
    return "—";
  }
  const value = BigInt(hundredths);
  const sign = value < 0n ? "−" : "";
  const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals).replace(/\B(?=(\d{3})+$)/g, "\u202f");
  return `${sign}${whole}${decimals ? `,${digits.slice(-decimals)}` : ""} ${unit}`;
}

/** Axis marks: the unit (thousands, millions, thousands of millions) is chosen by the page and said in the title. */
function mark(value, scale) {
  const scaled = value / scale;
  return scaled.toLocaleString("fr", { maximumFractionDigits: Math.abs(scaled) < 10 ? 1 : 0 });
}

const SYMBOLS = ["circle", "rect", "triangle", "diamond"];
const DASHES = ["solid", "dashed", "solid", "dotted"];

/** Each series has its own colour, its own mark and its own dash: never colour alone. */
function series(each, index) {
  const colour = token(`--chart-${(index % 4) + 1}`);
  const common = { name: each.name, type: each.type ?? "bar", data: each.values, itemStyle: { color: colour } };
  if (common.type === "line") {
    return {
      ...common, symbol: SYMBOLS[index % 4], symbolSize: 8, lineStyle: { width: index === 2 ? 3.5 : 2.5, color: colour, type: DASHES[index % 4] }, 
      areaStyle: each.area ? { color: colour, opacity: 0.16 } : undefined,
    };
  }
  return { ...common, stack: each.stack, barMaxWidth: 34 };
}

function draw(box) {
  const spec = JSON.parse(document.getElementById(box.dataset.chart).textContent);
  const font = { fontFamily: token("--font"), color: token("--ink-soft"), fontSize: 13 };
  // Each group has its own line: many groups make a taller picture, never a tighter one.
  if (spec.kind === "intervals" || spec.kind === "waterfall") box.style.blockSize = `${70 + 40 * spec.bars.length}px`;
  const chart = echarts.getInstanceByDom(box) ?? echarts.init(box, null, { renderer: "svg" });
  if (spec.kind === "steps") {
    chart.setOption(stepsChart(spec, font, token, mark), true);
    return chart;
  }
  if (spec.kind === "intervals") {
    chart.setOption(intervalsChart(spec, font, token, mark), true);
    return chart;
  }
  if (spec.kind === "waterfall") {
    chart.setOption(waterfallChart(spec, font, token, mark), true);
    return chart;
  }
  chart.setOption({
    animation: false,
    textStyle: font,
    aria: { enabled: true, label: { description: spec.description } },
    grid: { top: 44, bottom: 4, left: 4, right: 8, containLabel: true },
    legend: { top: 0, left: 0, itemWidth: 34, textStyle: { ...font, color: token("--ink") }, itemGap: 18 },
    tooltip: {
      trigger: "axis", axisPointer: { type: "shadow" }, confine: true, textStyle: { ...font, color: token("--ink") },
      backgroundColor: token("--surface"), borderColor: token("--line"),
      valueFormatter: (value) => money(value, spec.unit, spec.decimals),
    },
    xAxis: {
      type: "category", data: spec.labels, axisLabel: { ...font, hideOverlap: true },
      axisLine: { lineStyle: { color: token("--line-strong") } }, axisTick: { show: false },
    },
    yAxis: {
      type: "value", axisLabel: { ...font, formatter: (value) => mark(value, spec.scale) },
      splitLine: { lineStyle: { color: token("--line") } },
    },
    series: spec.series.map(series),
  }, true);
  return chart;
}

function drawAll() {
  for (const box of document.querySelectorAll("[data-chart]")) {
    const chart = draw(box);
    if (!box.dataset.ready) {
      box.dataset.ready = "yes";
      new ResizeObserver(() => chart.resize()).observe(box);
    }
  }
}

document.addEventListener("DOMContentLoaded", drawAll);
document.addEventListener("htmx:afterSwap", drawAll);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
