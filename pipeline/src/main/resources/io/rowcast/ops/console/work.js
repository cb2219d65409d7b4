import {count, find, make, plural, rate, say, seconds, when} from "./page.js";
import {tell} from "./server.js";

/** What goes through a whole table beside the stream: a resync that somebody asked for, and mappings that were changed. */

let listed = "";
/** A writer that has just started has not looked yet for what is pending. */
let pendingBefore = 0;

/** How far something is, in words. */
export function going({table, stage, done, all, perSecond, secondsLeft}) {
  return table + ": " + stage + (done > 0 ? ", " + count(done) + (all > 0 ? " of " + count(all) : "") : "")
    + (perSecond > 0 ? ", " + rate(perSecond) + "/s" : "") + (secondsLeft > 0 ? ", " + seconds(secondsLeft) + " left" : "");
}

/** The same as a bar, which moves to and fro where nobody knows how much there is. */
export function bar(progress, part) {
  progress.hidden = !part?.running;
  if (part?.running && part.all > 0) {
    progress.max = part.all;
    progress.value = part.done;
  } else {
    progress.removeAttribute("value");
  }
}

/** The resync of a table that put all of it right after it was last compared; else nothing. */
export function resyncedSince(resync, name, compared) {
  const last = resync?.last;
  const right = last?.table === name && last.outcome === "done" && last.left === 0;
  return right && !(compared && new Date(compared.at) > new Date(last.at)) ? last : undefined;
}

/** How many places of tables are known to differ. */
export function differing({verify, resync}) {
  return Object.entries(verify?.tables ?? {}).reduce((sum, [name, table]) => sum + (resyncedSince(resync, name, table) ? 0 : table.differences), 0);
}

/** @param changing whether this page may change something */
export function show({writer, resync, rollout}, changing) {
  find("resync").hidden = !resync?.running && !resync?.last;
  say(find("resync-state"), resync?.running ? "Resync of " + going(resync) : resync?.last ? ended(resync.last) : "");
  bar(find("resync-progress"), resync);
  find("resync-cancel").hidden = !resync?.running || !changing;
  find("resync-more").hidden = !resync || !changing;
  find("resync-form").querySelector("button").disabled = Boolean(resync?.running);
  list(Object.keys(writer?.tables ?? {}));

  const pending = pendingText(rollout ?? {pending: 0});
  find("rollout").hidden = !pending;
  say(find("rollout-state"), pending);
  bar(find("rollout-progress"), rollout);
}

/** Only where it is another one: the one that is chosen stays. */
function list(tables) {
  if (listed !== tables.join()) {
    listed = tables.join();
    find("resync-table").replaceChildren(...tables.map(table => make("option", {value: table}, table)));
  }
}

function ended({table, at, outcome, rows, written, removed, left, failure}) {
  if (outcome === "cancelled") return "Resync of " + table + ": cancelled at " + when(at) + "; what was put right stays so";
  if (outcome === "failed") return "! Resync of " + table + ": not done: " + failure;
  return (left > 0 ? "! " : "✓ ") + "Resync of " + table + ", ended at " + when(at) + ": " + plural(rows, "row") + ", " + count(written) + " written, " + count(removed) + " removed"
    + (left > 0 ? ", " + count(left) + " still differ: start it again" : "");
}

function pendingText({running, pending, tables, ...now}) {
  const seenBefore = pendingBefore > 0;
  pendingBefore = pending;
  if (running) return "Changed mapping of " + going(now);
  const reasons = Object.entries(tables ?? {});
  if (reasons.length) return "Changed mapping of " + reasons.map(([table, reason]) => table + ": " + reason).join("; ");
  return pending > 0 && seenBefore ? "Changed mappings: " + plural(pending, "table is", "tables are") + " not rolled out yet" : "";
}

async function asked(button, path, parameters, says) {
  button.disabled = true;
  find("resync").hidden = false;
  try {
    await tell(path, parameters);
    say(find("resync-state"), says);
  } catch (refused) {
    say(find("resync-state"), refused.message);
  }
  button.disabled = false;
}

find("resync-form").addEventListener("submit", event => {
  event.preventDefault();
  const table = find("resync-table").value;
  asked(find("resync-form").querySelector("button"), "/api/resync", [["table", table]], "Resync of " + table + " begins");
});
find("resync-cancel").addEventListener("click", () => asked(find("resync-cancel"), "/api/resync/cancel", [], "Resync is being cancelled"));
