/** Elements, and numbers as a person reads them. Text becomes text: nothing that a row holds is ever read as markup. */

export const find = id => document.getElementById(id);

/** A new element: `make("p", {class: "soft"}, "text", child)`. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) {
      element.addEventListener(key.slice(2), value);
    } else if (value === true) {
      element.setAttribute(key, "");
    } else if (value !== false && value != null) {
      element.setAttribute(key, value);
    }
  }
  element.append(...children.filter(child => child != null && child !== ""));
  return element;
}

/** Sets a text where it is another one than before, so that a screen reader hears only what is new. */
export function say(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

export const count = number => Math.round(number).toLocaleString("en");

export function rate(perSecond) {
  return perSecond > 0 && perSecond < 10 ? perSecond.toFixed(1) : count(perSecond);
}

export function seconds(number) {
  if (number < 10) return number.toFixed(1) + " s";
  if (number < 120) return Math.round(number) + " s";
  if (number < 7200) return Math.round(number / 60) + " min";
  return number < 172800 ? Math.round(number / 3600) + " h" : Math.round(number / 86400) + " days";
}

export function millis(number) {
  return number < 10 ? number.toFixed(1) + " ms" : number < 1000 ? Math.round(number) + " ms" : seconds(number / 1000);
}

export function bytes(number) {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  let unit = 0;
  while (number >= 1000 && unit < units.length - 1) {
    number /= 1000;
    unit++;
  }
  return (unit === 0 ? number : number.toFixed(1)) + " " + units[unit];
}

export const clock = time => new Date(time).toLocaleTimeString("en-GB");

/** With the day where that is not today. */
export function when(time) {
  const date = new Date(time);
  const today = date.toDateString() === new Date().toDateString();
  return (today ? "" : date.toLocaleDateString("en-CA") + " ") + clock(time);
}

export const ago = time => seconds(Math.max(0, (Date.now() - new Date(time)) / 1000)) + " ago";

export const plural = (number, one, many = one + "s") => count(number) + " " + (number === 1 ? one : many);
