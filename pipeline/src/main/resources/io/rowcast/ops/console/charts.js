import {clock, count, find, make, millis, rate} from "./page.js";

/** The last ten minutes, drawn by uPlot. */

const KEPT = 300;
const samples = [];
let plots = [];

/** Adds what is new; a pause between samples stays one. */
export function add(fresh) {
  samples.push(...fresh);
  samples.splice(0, Math.max(0, samples.length - KEPT));
}

export const last = () => samples.at(-1)?.time ?? 0;

/** Rows per second of a part over some ten seconds, or between the newest two samples. */
export function ratesNow() {
  return {reader: speed("reader.rows", 5), writer: speed("writer.rows", 5)};
}

function speed(name, over, at = samples.length - 1) {
  const later = samples[at];
  const earlier = samples[Math.max(0, at - over)];
  if (!later || later === earlier || later.values[name] == null || earlier.values[name] == null) {
    return 0;
  }
  return Math.max(0, (later.values[name] - earlier.values[name]) * 1000 / (later.time - earlier.time));
}

const times = () => samples.map(sample => sample.time / 1000);
const present = name => samples.map(sample => sample.values[name] > 0 ? sample.values[name] : null);
const speeds = name => samples.map((sample, i) => sample.values[name] == null ? null : speed(name, 1, i));

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** Whether seconds say nothing on such an axis. */
const long = ({min, max}) => max - min > 240;

/** A single value makes no line: it is a dot. */
const lone = (self, series) => self.data[series].filter(value => value != null).length === 1;

function plot(id, data, format) {
  const place = find(id);
  const axis = {
    stroke: colour("--soft"),
    grid: {stroke: colour("--line"), width: 1},
    ticks: {show: false},
    font: "12px system-ui, sans-serif",
  };
  const line = {width: 2, points: {show: lone, size: 6}, spanGaps: false};
  const options = {
    width: place.clientWidth,
    height: place.clientHeight,
    cursor: {show: false},
    legend: {show: false},
    scales: {y: {range: (self, min, max) => [0, max > 0 ? max * 1.15 : 1]}},
    axes: [
      {...axis, size: 26, space: 80, values: (self, all) => all.map(at => clock(at * 1000).slice(0, long(self.scales.x) ? 5 : 8))},
      {...axis, size: 62, gap: 6, space: 34, values: (self, all) => all.map(value => value === 0 ? "0" : format(value))},
    ],
    series: [{}, {...line, stroke: colour("--first")}, {...line, stroke: colour("--second"), dash: [6, 4]}],
  };
  place.replaceChildren();
  return {place, data, plot: new uPlot(options, data(), place)};
}

function build() {
  plots = [
    plot("latency", () => [times(), present("writer.commitToVisibleP50Millis"), present("writer.commitToVisibleP99Millis")], millis),
    plot("rates", () => [times(), speeds("reader.rows"), speeds("writer.rows")], value => value > 0 && value < 1 ? value.toFixed(1) : count(value)),
  ];
}

function label(id, title, ...pairs) {
  const known = pairs.filter(([, text]) => text);
  find(id + "-now").replaceChildren(...known.map(([name, text], i) =>
    make("span", {class: i === 0 && pairs[0] === known[0] ? "first" : "second"}, name + " " + text)));
  find(id).setAttribute("aria-label", title + " over the last ten minutes; now "
    + (known.map(pair => pair.join(" ")).join(", ") || "nothing"));
}

/** Draws what there is now. */
export function draw({reader, writer}) {
  if (plots.length === 0) {
    build();
  }
  plots.forEach(each => each.plot.setData(each.data()));
  const at = samples.at(-1)?.values ?? {};
  const rates = ratesNow();
  const shown = value => value > 0 ? millis(value) : "–";
  label("latency", "Commit to visible",
    ["p50", writer ? shown(at["writer.commitToVisibleP50Millis"]) : ""], ["p99", writer ? shown(at["writer.commitToVisibleP99Millis"]) : ""]);
  label("rates", "Rows per second", ["to Kafka", reader ? rate(rates.reader) : ""], ["to Redis", writer ? rate(rates.writer) : ""]);
}

/** The colours are those of the page, light or dark. */
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => plots.length && build());

new ResizeObserver(() => plots.forEach(({place, plot}) => {
  if (place.clientWidth > 0 && place.clientWidth !== plot.width) {
    plot.setSize({width: place.clientWidth, height: place.clientHeight});
  }
})).observe(document.body);
