// Raising an alert: press the two stops between which it is, say what and why, or write the text oneself.

import { ask, make } from "./dom.js";

const EFFECTS = {
  NO_SERVICE: ["No service", (where, why) => `No service ${where}due to ${why}.`],
  SIGNIFICANT_DELAYS: ["Delays", (where, why) => `Delays of up to 20 minutes ${where}due to ${why}.`],
  DETOUR: ["Detour", (where, why) => `Detour ${where}due to ${why}.`],
};
const REASONS = ["a collision", "a signal problem", "a fire", "a medical emergency", "a watermain break"];

export function composer(line) {
  const ends = line.stops.length > 3 ? [1, line.stops.length - 2] : [0, line.stops.length - 1];
  const effect = make("select", {}, ...Object.entries(EFFECTS).map(([value, [name]]) => make("option", { value }, name)));
  const reason = make("select", {}, ...REASONS.map((each) => make("option", { value: each }, each)));
  const text = make("textarea", { id: `text-${line.number}`, rows: 3, maxLength: 1600, required: true });
  const stops = line.stops.map((name, place) =>
    make("button", { type: "button", onclick: () => press(place) }, make("span", { className: "dot" }), name),
  );
  let isNextFirst = true;

  function press(place) {
    // The first press says where it begins, the second where it ends.
    if (isNextFirst) ends.splice(0, 2, place, place);
    else ends.splice(0, 2, Math.min(ends[0], place), Math.max(ends[0], place));
    isNextFirst = !isNextFirst;
    write();
  }

  function write() {
    const [from, to] = ends.map((place) => line.stops[place]);
    const where = from === undefined ? "" : from === to ? `at ${from} ` : `between ${from} and ${to} `;
    text.value = `${line.label}: ${EFFECTS[effect.value][1](where, reason.value)}`;
    stops.forEach((stop, place) => {
      const isHit = ends[0] <= place && place <= ends[1];
      stop.setAttribute("aria-pressed", String(isHit));
      stop.parentElement.className = isHit ? (place < ends[1] ? "hit onward" : "hit") : "";
    });
  }

  const diagram = make("ol", { className: `diagram ${line.colour}`, "aria-label": "Between which stops" });
  diagram.append(...stops.map((stop) => make("li", {}, stop)));
  effect.addEventListener("change", write);
  reason.addEventListener("change", write);
  const form = make(
    "form",
    { className: "composer", "aria-label": `Raise an alert on ${line.label}` },
    line.stops.length ? diagram : null,
    make(
      "div",
      { className: "choices" },
      make("label", {}, "What ", effect),
      make("label", {}, "Why ", reason),
      make("label", {}, "Text on the feed", text),
      make("button", { type: "submit", className: "strong" }, "Raise alert"),
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask("POST", "/alerts", { routes: [line.route_id], text: text.value, effect: effect.value });
  });
  write();
  return form;
}
