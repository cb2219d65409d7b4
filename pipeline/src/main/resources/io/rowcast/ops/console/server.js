/** What this page asks the process for. The token stays in this tab. */

const KEY = "rowcast.token";

/** An answer other than what was asked for; `status` 0 when there was none. */
export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export const token = {
  get: () => sessionStorage.getItem(KEY),
  set: text => sessionStorage.setItem(KEY, text),
  forget: () => sessionStorage.removeItem(KEY),
};

/** A link may bring the token behind its #: that is sent to nobody. Whether this one does. */
export function takeToken() {
  const found = new URLSearchParams(location.hash.slice(1)).get("token");
  if (found) {
    token.set(found);
    history.replaceState(null, "", location.pathname);
  }
  return Boolean(found);
}

async function send(method, path, parameters) {
  const query = new URLSearchParams(parameters).toString();
  const headers = token.get() ? {Authorization: "Bearer " + token.get()} : {};
  let answer;
  try {
    answer = await fetch(query ? path + "?" + query : path, {method, headers, signal: AbortSignal.timeout(25_000)});
  } catch {
    throw new Refused(0, "The process does not answer.");
  }
  return answer;
}

async function json(answer) {
  if (!answer.ok) {
    throw new Refused(answer.status, (await answer.text()).trim());
  }
  return answer.json();
}

/** What each part says of itself, and what came since a time. */
export const overview = async since => json(await send("GET", "/api/overview", {since}));

/** The state of each part, for anybody; 503 is an answer, too. */
export async function health() {
  const answer = await send("GET", "/health/ready");
  return answer.json();
}

/** @param parameters pairs of a name and a value */
export const ask = async (path, parameters = []) => (await json(await send("GET", path, parameters))).answer;

export const tell = async (path, parameters = []) => (await json(await send("POST", path, parameters))).answer;
