import {bytes, count, find, make, millis, rate, seconds} from "./page.js";

/** MySQL, Kafka, Redis, and what goes on between them. */

const station = (name, ...lines) =>
  make("li", {class: "station"}, make("h3", {}, name), ...lines.filter(Boolean).map(line => make("p", {}, line)));

const leg = (level, above, strong, below) =>
  make("li", {class: "leg", "data-level": level},
    make("span", {}, above), make("strong", {}, strong), make("span", {class: "arrow", "aria-hidden": "true"}),
    make("span", {class: "lag"}, below));

const levelOf = (part, lag) => {
  if (part.health.state === "HALTED" || part.health.state === "DEGRADED") return "bad";
  return lag > 10 ? "doubt" : "good";
};

/** @param rates rows per second by part */
export function show({reader, writer}, rates) {
  find("flow").replaceChildren(
    station("MySQL", reader?.position ? binlog(reader.position) : reader ? "no position yet" : ""),
    reader ? first(reader, rates.reader) : leg("wait", "reader", "elsewhere", "its console shows this leg"),
    station("Kafka", writer && count(writer.lagRecords) + " waiting"),
    writer ? second(writer, rates.writer) : leg("wait", "writer", "elsewhere", "its console shows this leg"),
    station("Redis", writer && count(writer.rows) + " rows applied",
      writer?.commitToVisibleP50Millis > 0 && "visible after " + millis(writer.commitToVisibleP50Millis)));
}

/** The file and the place; a set of GTIDs would be too long. */
const binlog = position => /[^\s,:]+\.\d{6}[: ]+\d+/.exec(position)?.[0] ?? position.slice(0, 60);

function first(reader, perSecond) {
  const lag = reader.lagSeconds ?? 0;
  const behind = reader.binlogBehindBytes > 0 ? bytes(reader.binlogBehindBytes) + " of binlog behind" : "";
  return leg(levelOf(reader, lag), reader.role === "standby" ? "reader, standing by" : "reader", rate(perSecond) + " rows/s",
    trouble(reader) || behind || (lag > 10 ? seconds(lag) + " behind" : "in step"));
}

function second(writer, perSecond) {
  return leg(levelOf(writer, writer.lagSeconds), "writer", rate(perSecond) + " rows/s",
    trouble(writer) || (writer.lagSeconds > 0 ? seconds(writer.lagSeconds) + " behind" : "in step"));
}

const trouble = part => ({HALTED: "✕ halted", DEGRADED: "✕ interrupted", STARTING: "starting"})[part.health.state];
