// The way of the latest alert, stop by stop, with the time it took; and the alerts before it.

import { exactClock, find, make, say } from "./dom.js";

const NAMES = { feed: "Feed", incident: "Incident", kafka: "Kafka", matched: "Riders", sent: "Sent", delivered: "Delivered" };
const CHANGES = { opened: "New", updated: "Update", upcoming: "Planned", cleared: "Clear" };
const MOST_ROWS = 12;
let shown = "";

export function showJourneys(journeys) {
  const [latest, ...earlier] = journeys;
  if (!latest) return;
  showWay(latest);
  say(find("earlier-count"), String(earlier.length));
  find("earlier-rows").replaceChildren(...earlier.slice(0, MOST_ROWS).map(row));
}

function showWay(journey) {
  const what = find("strip-what");
  what.replaceChildren(change(journey), make("strong", {}, journey.title), ` ${wordsOf(journey)}`);
  find("stops").replaceChildren(...journey.stops.map((stop) => stopOf(stop, journey)));
  const said = outcome(journey);
  // Said once, when it is known: a screen reader shall not read every step.
  if (said && said !== shown) say(find("strip-said"), (shown = said));
}

function stopOf(stop, journey) {
  return make(
    "li",
    { className: stop.passage.replace(" ", "-"), "data-stop": stop.stop },
    make("span", { className: "dot", "aria-hidden": "true" }),
    make("span", { className: "name" }, NAMES[stop.stop]),
    make("span", { className: "after" }, after(stop, journey)),
    make("span", { className: "detail" }, detail(stop, journey)),
  );
}

function after(stop, journey) {
  if (stop.at === null) return "–";
  return `+${(stop.at - begun(journey)).toFixed(2)} s`;
}

function detail(stop, journey) {
  if (stop.at !== null && stop.at === begun(journey)) return exactClock(stop.at);
  if (stop.stop === "matched" && stop.count !== null) return riders(stop.count);
  if (stop.passage === "nobody") return "";
  if (stop.stop === "delivered" && Object.keys(journey.waiting).length) {
    return Object.entries(journey.waiting).map(([state, count]) => `${count} ${state}`).join(", ");
  }
  if (stop.of !== null) return `${stop.count} of ${stop.of}`;
  return "";
}

function row(journey) {
  const delivered = journey.stops.at(-1);
  const isWhole = delivered.at !== null;
  return make(
    "tr",
    {},
    make("td", {}, exactClock(begun(journey))),
    make("td", {}, change(journey)),
    make("td", {}, journey.title),
    make("td", {}, isWhole ? `${delivered.count} of ${delivered.of}` : nobody(journey)),
    make("td", {}, isWhole ? `${(delivered.at - begun(journey)).toFixed(2)} s` : "–"),
  );
}

function outcome(journey) {
  const delivered = journey.stops.at(-1);
  const about = `${CHANGES[journey.change]}: ${journey.title}`;
  if (delivered.passage === "nobody") return `${about}. No rider is told.`;
  if (delivered.passage !== "passed") return "";
  const took = (delivered.at - begun(journey)).toFixed(1);
  return `${about}. Delivered to ${delivered.count} of ${delivered.of}, after ${took} seconds.`;
}

function nobody(journey) {
  return journey.stops.some((stop) => stop.passage === "nobody") ? "nobody" : "under way";
}

const begun = (journey) => journey.stops.find((stop) => stop.at !== null).at;
const riders = (count) => (count === 0 ? "nobody" : count === 1 ? "1 rider" : `${count} riders`);
const wordsOf = ({ title, words }) => (words.startsWith(`${title}: `) ? words.slice(title.length + 2) : words);
const change = (journey) => make("span", { className: `change ${journey.change}` }, CHANGES[journey.change]);
