import {ago, count, find, make, rate, say, seconds} from "./page.js";
import {tell} from "./server.js";
import {bar, differing, going, resyncedSince} from "./work.js";

/** The tables, and how they compare with MySQL. */

let before = {};

/** Rows per second since the last look, a little smoothed. */
function speed(name, table) {
  const now = performance.now();
  const then = before[name];
  let perSecond = then?.perSecond ?? 0;
  if (then && now - then.at > 500) {
    perSecond = Math.max(0, (table.rows - then.rows) * 1000 / (now - then.at));
  }
  before[name] = {at: now, rows: table.rows, perSecond};
  return perSecond;
}

function compared(table, resynced) {
  if (resynced) return make("span", {class: "good"}, "✓ resynchronized, " + ago(resynced.at));
  if (!table) return make("span", {class: "soft"}, "not compared yet");
  if (table.failure) return make("span", {class: "doubt", title: table.failure}, "! not compared: " + table.failure);
  if (table.differences > 0) {
    const classes = Object.entries(table.classes).map(([name, number]) => number + " " + name).join(", ");
    return make("span", {class: "bad"}, "✕ " + classes + ", " + ago(table.at));
  }
  const repaired = table.repaired > 0 ? ", " + table.repaired + " repaired" : "";
  return make("span", {class: "good"}, "✓ equal" + repaired + ", " + ago(table.at));
}

/** On a phone, how it compares is a line of its own. */
function rows(name, table, verified, resynced) {
  const cell = (text, kind = "number") => make("td", {class: kind}, text);
  const waiting = table.deadLettersWaiting;
  const values = make("tr", {},
    make("th", {scope: "row"}, name),
    cell(rate(speed(name, table))),
    cell(count(table.rows), "number wide"),
    cell(count(table.lagRecords)),
    cell(seconds(table.lagSeconds), "number wide"),
    cell(waiting > 0 ? "! " + count(waiting) : "0", waiting > 0 ? "number doubt" : "number"),
    make("td", {class: "wide"}, compared(verified, resynced)));
  return [values, make("tr", {class: "narrow"}, make("td", {colspan: 4}, compared(verified, resynced)))];
}

/** @param changing whether this page may change something */
export function show({writer, verify, resync}, changing) {
  const tables = Object.entries(writer?.tables ?? {});
  find("tables").replaceChildren(...tables.flatMap(([name, table]) => rows(name, table, verify?.tables[name], resyncedSince(resync, name, verify?.tables[name]))),
    ...tables.length ? [] : [make("tr", {}, make("td", {colspan: 7, class: "soft"}, writer ? "No table yet." : "A writer's console shows the tables."))]);
  find("verify").hidden = !verify;
  find("verify").disabled = !changing || Boolean(verify?.running);
  say(find("verify-state"), verify ? state(verify) : "");
  bar(find("verify-progress"), verify);
  find("differences").hidden = differing({verify, resync}) === 0;
  find("differences").replaceChildren("Which places: ", make("code", {}, "rowcast verify"), ". To put them right: ", make("code", {}, "rowcast verify --repair"), ".");
}

function state(verify) {
  if (verify.running) {
    return going(verify);
  }
  return verify.lastError ? "! could not compare: " + verify.lastError : "";
}

find("verify").addEventListener("click", async () => {
  find("verify").disabled = true;
  try {
    await tell("/api/verify");
    say(find("verify-state"), "begins");
  } catch (refused) {
    say(find("verify-state"), refused.message);
  }
});
