import {find, make, plural, seconds} from "./page.js";
import * as work from "./work.js";

/** What is read first: one sentence on how things are, and where that is bad, what to do about it. */

const SIGNS = {good: "✓", doubt: "!", bad: "✕", wait: "…"};
const COMMAND = /rowcast (?:recover|validate|verify(?: --repair)?|dead-letters [a-z]+)/;
let shown = "";

/** @param more lines below the sentence: texts or elements */
function show(level, sentence, ...more) {
  const text = JSON.stringify([level, sentence, more.map(line => line.textContent ?? line)]);
  if (text === shown) {
    return;
  }
  shown = text;
  const verdict = find("verdict");
  verdict.dataset.level = level;
  verdict.querySelector(".sign").textContent = SIGNS[level];
  verdict.querySelector("h2").textContent = sentence;
  verdict.querySelector(".more").replaceChildren(...more.map(line => make("p", {}, line)));
  document.title = SIGNS[level] + " " + (find("pipeline").textContent || "Rowcast") + ": " + sentence;
}

/** The command that a message names, to be copied. */
function way(message) {
  const command = COMMAND.exec(message);
  return command ? [make("span", {class: "way"}, "To recover: ", make("pre", {}, command[0]))] : [];
}

/** @param parts by name, with the health of each */
export function judge(parts) {
  const inState = state => Object.entries(parts).filter(([, part]) => part.health.state === state);
  const [halted] = inState("HALTED");
  if (halted) {
    show("bad", "Halted: the " + halted[0] + " stopped", halted[1].health.detail,
        "Nothing is lost and no position was moved. Redis does not follow MySQL until somebody acts.",
        ...way(halted[1].health.detail));
    return "HALTED";
  }
  const [degraded] = inState("DEGRADED");
  const [starting] = inState("STARTING");
  if (degraded) {
    show("doubt", "Degraded: the " + degraded[0] + " does not get on", degraded[1].health.detail, ...behind(parts));
  } else if (starting) {
    show("wait", "Starting: the " + starting[0], starting[1].health.detail);
  } else if (parts.reader?.snapshot?.running) {
    show("wait", "Taking the first snapshot", snapshot(parts.reader.snapshot));
  } else {
    working(parts);
  }
  return "";
}

function snapshot(now) {
  const share = now.expectedRows > 0 ? ", about " + Math.min(100, Math.floor(now.rows * 100 / now.expectedRows)) + " %" : "";
  const left = now.secondsLeft == null ? "" : ", " + seconds(now.secondsLeft) + " left";
  return plural(now.rows, "row") + " of " + now.tablesBegun + " of " + plural(now.tables, "table") + share + left;
}

function working({reader, writer, verify, resync}) {
  const waiting = writer?.deadLettersWaiting ?? 0;
  const differing = work.differing({verify, resync});
  const lag = writer?.lagSeconds ?? 0;
  const facts = [];
  if (reader?.role === "standby") facts.push("This reader stands by: another one is at work.");
  if (waiting > 0) facts.push(plural(waiting, "dead letter waits", "dead letters wait") + ", and with them what must not overtake them.");
  if (differing > 0) facts.push(plural(differing, "place differs", "places differ") + " from MySQL. To repair: rowcast verify --repair");
  if (!writer) {
    show(facts.length ? "doubt" : "good", "The reader follows MySQL", ...facts, "What Redis has, the console of a writer shows.");
  } else if (lag > 10) {
    show("doubt", "Redis is " + seconds(lag) + " behind", ...facts);
  } else if (facts.length && (waiting || differing)) {
    show("doubt", "Redis is current, but for some rows", ...facts);
  } else {
    show("good", reader ? "Redis is current" : "Redis has all that is in Kafka", ...facts,
        reader ? "" : "How far MySQL is read, the console of the reader shows.");
  }
}

function behind({writer}) {
  return writer?.lagRecords > 0 ? [plural(writer.lagRecords, "record waits", "records wait") + " in Kafka; none is lost."] : [];
}

/** @param since when it last answered, in milliseconds; 0 for never */
export function away(since, halted) {
  if (halted) {
    const more = find("verdict").querySelector(".more");
    if (!more.querySelector(".ended")) {
      more.append(make("p", {class: "ended"}, "The process has ended since; its log says the same."));
    }
    return;
  }
  show("bad", "No answer from this process",
      since ? "It last answered at " + new Date(since).toLocaleTimeString("en-GB") + ". What is below is from then." : "",
      "Is it running? Its log says why it ended. Redis keeps what it has, and a new start goes on where this one stopped.");
}

/** Without the token, health is all that is shown. */
export function guarded(health, wrong) {
  const parts = Object.entries(health).filter(([, part]) => part.state);
  if (judge(Object.fromEntries(parts.map(([name, part]) => [name, {health: part}]))) === "HALTED") {
    return;
  }
  const bad = parts.filter(([, part]) => part.state !== "OK");
  if (bad.length === 0) {
    show("wait", wrong ? "That is not the token" : "At work; the rest asks for the token",
        parts.map(([name]) => name).join(", ") + ": OK");
  }
}
