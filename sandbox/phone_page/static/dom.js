// Making elements, and asking the server for something.

export const find = (id) => document.getElementById(id);

export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

// What is the same as before is left alone: a screen reader would read it again.
export function say(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

export async function ask(method, path, body) {
  const headers = { "Content-Type": "application/json" };
  let problem;
  try {
    const answer = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
    problem = answer.ok ? "" : await answer.text();
  } catch {
    problem = "The demonstration does not answer: has it ended?";
  }
  say(find("state"), problem);
  return !problem;
}

let zone;

export function useZone(name) {
  zone = name;
}

// As on a phone: "7:35 am".
export function clock(seconds) {
  const parts = { hour: "numeric", minute: "2-digit", timeZone: zone };
  return new Date(seconds * 1000).toLocaleTimeString("en-CA", parts).replace(/\s*([ap])\.m\./, " $1m");
}

// As in a log: "07:35:12".
export function exactClock(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString("en-GB", { timeZone: zone });
}
