import {find, make, plural, say, when} from "./page.js";
import {ask, tell} from "./server.js";

/** The dead letters that wait: why, what is in them, and what a person does with them. */

let shownOf = "";
let changing = false;

/** Asks for the letters when their number has changed. */
export async function show({writer}, mayChange) {
  const waiting = writer?.deadLettersWaiting ?? 0;
  const of = JSON.stringify([waiting, mayChange, Boolean(writer)]);
  if (of === shownOf) {
    return;
  }
  shownOf = of;
  changing = mayChange;
  if (!writer) {
    say(find("letters-state"), "A writer's console shows them.");
  } else if (waiting === 0) {
    say(find("letters-state"), "None waits.");
    find("letters").replaceChildren();
    find("replay-all").hidden = true;
  } else {
    await list();
  }
}

async function list() {
  try {
    const letters = await ask("/api/letters");
    say(find("letters-state"), letters.length === 0 ? "None waits."
      : plural(letters.length, "letter waits", "letters wait") + (changing ? "." : ". Read-only: the settings have no http.token."));
    find("letters").replaceChildren(...letters.map(item));
    find("replay-all").hidden = letters.length < 2;
    find("replay-all").disabled = !changing;
  } catch (refused) {
    shownOf = ""; // again with the next look
    say(find("letters-state"), refused.message);
  }
}

function item(letter) {
  const record = make("div", {});
  const note = make("p", {role: "status", class: "soft"});
  const button = (text, action) => make("button", {type: "button", disabled: !changing, "aria-label": text + " " + letter.position, onclick: action}, text);
  const showing = button("Show", () => toggle(letter, record, showing, note));
  showing.setAttribute("aria-expanded", "false");
  return make("li", {},
    make("p", {}, make("strong", {}, letter.table), " ", make("code", {class: "soft"}, letter.position),
      make("span", {class: "soft", title: letter.since}, " since " + when(letter.since)
        + (letter.held > 0 ? ", holds " + plural(letter.held, "later change") : ""))),
    make("p", {}, letter.reason),
    make("div", {class: "bar"},
      showing,
      button("Replay", () => send("replay", [letter.position], note)),
      button("Discard", () => discard(letter, note)),
      note),
    record);
}

async function toggle(letter, record, button, note) {
  const open = button.getAttribute("aria-expanded") === "true";
  button.setAttribute("aria-expanded", String(!open));
  record.replaceChildren();
  if (open) {
    return;
  }
  try {
    const found = await ask("/api/letter", [["position", letter.position]]);
    record.append(make("pre", {tabindex: "0", "aria-label": "Record"},
      [found.failed && "refused: " + found.failed, "key: " + found.key, "value: " + pretty(found.value)].filter(Boolean).join("\n")));
  } catch (refused) {
    say(note, refused.message);
  }
}

/** Only blanks are added: numbers beyond what a browser counts exactly stay as they are. */
function pretty(text) {
  let depth = 0;
  const line = () => "\n" + "  ".repeat(depth);
  return text.replace(/"(?:[^"\\]|\\.)*"|[{}[\],]/g, found => {
    if (found === "{" || found === "[") {
      depth++;
      return found + line();
    }
    if (found === "}" || found === "]") {
      depth--;
      return line() + found;
    }
    return found === "," ? "," + line() : found;
  });
}

/** @param positions none for all */
async function send(what, positions, note) {
  say(note, what === "replay" ? "Asked to replay …" : "Asked to discard …");
  try {
    const outcome = await tell("/api/letters/" + what, positions.map(position => ["position", position]));
    const report = result(what, outcome);
    if (outcome.left < outcome.chosen) {
      await list();
      say(find("letters-state"), report + " " + find("letters-state").textContent);
    } else {
      say(note, report);
    }
  } catch (refused) {
    say(note, refused.message);
  }
}

function result(what, {answered, chosen, left}) {
  if (chosen === 0) return "No such letter waits any more.";
  if (!answered) return "Asked for; the writer has not come to it yet.";
  const done = chosen - left;
  return (what === "replay" ? "Replayed " : "Discarded ") + done + (left > 0 ? "; " + left + " could not be applied, and still wait." : ".");
}

function discard(letter, note) {
  const dialog = find("confirm-dialog");
  find("confirm-text").textContent = "Redis lacks this change of " + letter.table + " until the row changes again. Discard " + letter.position + "?";
  dialog.returnValue = "no";
  dialog.onclose = () => {
    if (dialog.returnValue === "yes") {
      send("discard", [letter.position], note);
    }
  };
  dialog.showModal();
}

find("replay-all").addEventListener("click", () => send("replay", [], find("letters-state")));
