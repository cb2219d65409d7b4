import * as charts from "./charts.js";
import * as explain from "./explain.js";
import * as flow from "./flow.js";
import * as letters from "./letters.js";
import {clock, find, make, say, when} from "./page.js";
import {health, overview, takeToken, token} from "./server.js";
import * as tables from "./tables.js";
import * as verdict from "./verdict.js";
import * as work from "./work.js";

/** Looks again and again at what the process says of itself, and shows it. */

const EVERY = 2000;
/** A halted process ends when it has been seen to be. */
const SOON = 250;

let answered = 0;
let halted = false;
let timer = 0;
let logged = "";
/** The token that was refused; asking with it again would be in vain. */
let refusedToken;

async function look() {
  clearTimeout(timer);
  try {
    if (refusedToken === token.get()) {
      await guarded();
    } else {
      show(await overview(charts.last()));
    }
  } catch (refused) {
    if (refused.status === 401) {
      refusedToken = token.get();
      await guarded();
    } else if (refused.status === undefined) {
      throw refused;
    } else {
      verdict.away(answered, halted);
      find("all").classList.add("old");
    }
  } finally {
    timer = setTimeout(look, halted && !find("all").classList.contains("old") ? SOON : EVERY);
  }
}

function show(seen) {
  const parts = seen.parts;
  const changing = seen.token;
  find("all").hidden = false;
  find("all").classList.remove("old");
  say(find("pipeline"), seen.pipeline);
  say(find("access"), changing ? "" : "read-only: no http.token is set");
  find("open-token").hidden = !changing;
  find("links").hidden = changing; // a link brings no token
  say(find("open-token"), "Forget token");
  halted = verdict.judge(parts) === "HALTED";
  charts.add(seen.samples);
  flow.show(parts, charts.ratesNow());
  charts.draw(parts);
  tables.show(parts, changing);
  work.show(parts, changing);
  log(seen.log);
  answered = Date.now();
  say(find("seen"), clock(answered));
  letters.show(parts, changing);
  explain.begin(seen.desk, changing);
}

/** Without the token: whether the parts are well, and no more. */
async function guarded() {
  find("all").hidden = true;
  find("open-token").hidden = false;
  say(find("open-token"), "Enter token");
  try {
    const parts = await health();
    say(find("pipeline"), parts.pipeline);
    verdict.guarded(parts, token.get() !== null);
    answered = Date.now();
    say(find("seen"), clock(answered));
  } catch {
    verdict.away(answered, false);
  }
}

function log(entries) {
  const text = JSON.stringify(entries);
  if (text === logged) {
    return;
  }
  logged = text;
  find("log").replaceChildren(...entries.map(({time, level, text: line}) => make("li", {},
    make("time", {class: "soft", datetime: time}, when(time)),
    make("span", {class: "level " + (level === "ERROR" ? "bad" : "doubt")}, level),
    make("span", {class: "text"}, line))));
  if (entries.length === 0) {
    find("log").replaceChildren(make("li", {class: "soft"}, "None since this process started."));
  }
}

find("open-token").addEventListener("click", () => {
  if (find("all").hidden) {
    find("token-dialog").showModal();
  } else {
    token.forget();
    refusedToken = null;
    look();
  }
});
find("token-form").addEventListener("submit", () => {
  token.set(find("token").value.trim());
  find("token").value = "";
  look();
});
for (const button of document.querySelectorAll("[data-close]")) {
  button.addEventListener("click", () => button.closest("dialog").close());
}
document.addEventListener("visibilitychange", () => document.hidden || look());

addEventListener("hashchange", () => takeToken() && look());

takeToken();
look();
