import {find, make, seconds} from "./page.js";
import {ask} from "./server.js";

/** Which Redis commands a row of MySQL causes, and what Redis holds of it now. */

let tables = [];
let asked = false;

/** Asks once for the mappings; again when they could not be had. */
export async function begin(desk, changing) {
  find("explain").hidden = !desk;
  find("mapped").hidden = !desk;
  find("explain").querySelector("button").disabled = !changing;
  if ((!desk || !changing) && !find("explained").hasChildNodes()) {
    note(desk ? "This shows rows, so it needs a token: set http.token in the settings." : "The console of a writer explains rows.");
  }
  if (!desk || asked) {
    return;
  }
  asked = true;
  try {
    tables = await ask("/api/mappings");
    find("explain-table").replaceChildren(...tables.map(({table}) => make("option", {value: table}, table)));
    find("mapped-tables").replaceChildren(...tables.flatMap(mapped));
    keys();
  } catch (refused) {
    asked = false;
    note(refused.message);
  }
}

const note = text => find("explained").replaceChildren(make("p", {class: "hint"}, text));

const mapped = ({table, outputs, partitions}) => [
  make("h3", {}, table),
  make("ul", {}, ...outputs.map(output => make("li", {}, make("code", {}, output))), make("li", {class: "soft"}, partitions)),
];

/** One box for each key column. */
function keys() {
  const chosen = tables.find(({table}) => table === find("explain-table").value);
  find("explain-key").replaceChildren(...(chosen?.key ?? []).map(column =>
    make("label", {}, column, make("input", {type: "text", name: column, required: true, autocapitalize: "none", spellcheck: "false"}))));
}

function value({place, type, there, texts, left}) {
  const lives = left ? make("span", {class: "soft"}, " ends in " + seconds(duration(left))) : "";
  const where = make("code", {}, place);
  if (!there) {
    return make("div", {}, where, make("span", {class: "doubt"}, type === "none" ? " ✕ no such key" : " ✕ not in this " + type), lives);
  }
  const fields = Object.entries(texts).filter(([name]) => name !== "");
  const text = texts[""];
  return make("div", {}, where, make("span", {class: "soft"}, " " + type), lives,
    fields.length ? make("dl", {}, ...fields.flatMap(([name, of]) => [make("dt", {}, name), make("dd", {}, make("code", {}, of))])) : "",
    text ? make("div", {}, make("code", {}, text)) : fields.length ? "" : make("span", {class: "good"}, " ✓ there"));
}

/** Of ISO-8601, in seconds. */
function duration(text) {
  const [, days, hours, minutes, rest] = /^P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(text) ?? [];
  return (days ?? 0) * 86400 + (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + Number(rest ?? 0);
}

const output = ({output: name, reason, commands, values}) => make("div", {class: "output"},
  make("h3", {}, make("code", {}, name)),
  commands.length ? "" : make("p", {class: "soft"}, reason),
  make("div", {class: "pair"},
    make("div", {}, make("h4", {}, "Commands that bring it there"), commands.length ? make("pre", {}, commands.join("\n")) : make("p", {class: "soft"}, "none")),
    make("div", {}, make("h4", {}, "In Redis now"), ...values.length ? values.map(value) : [make("p", {class: "soft"}, "nothing to look at")])));

find("explain-table").addEventListener("change", keys);
find("explain").addEventListener("submit", async event => {
  event.preventDefault();
  const key = [...find("explain-key").querySelectorAll("input")].map(input => ["key", input.value.trim()]);
  note("Asking MySQL and Redis …");
  try {
    const {failure, outputs} = await ask("/api/explain", [["table", find("explain-table").value], ...key]);
    find("explained").replaceChildren(failure ? make("p", {class: "bad"}, "✕ Cannot be mapped, and would be a dead letter: " + failure) : "", ...outputs.map(output));
  } catch (refused) {
    note(refused.message);
  }
});
