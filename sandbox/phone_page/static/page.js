// Listens to the server, and hands each part to who shows it.

import { find, make, say, useZone } from "./dom.js";
import { showDay } from "./day.js";
import { showLines } from "./lines.js";
import { openPhones, showPhones } from "./phones.js";
import { showJourneys } from "./strip.js";

let isReady = false;

function showScene(scene) {
  isReady = scene.is_ready;
  if (!isReady) {
    say(find("scene"), `${scene.steps.at(-1) ?? "starting"} …`);
    return;
  }
  useZone(scene.zone);
  find("scene").replaceChildren(make("span", { className: "live" }, "Running"), ` ${scene.title}, on this machine alone`);
  openPhones(scene);
  find("about").hidden = scene.about.length === 0;
  find("about-lines").replaceChildren(...scene.about.map((line) => make("p", {}, line)));
}

const showers = {
  scene: showScene,
  phones: showPhones,
  lines: showLines,
  journeys: ({ journeys }) => showJourneys(journeys),
  day: showDay,
};

const events = new EventSource("/events");
for (const [name, show] of Object.entries(showers)) {
  events.addEventListener(name, (event) => show(JSON.parse(event.data)));
}
events.addEventListener("open", () => say(find("state"), ""));
events.addEventListener("error", () => say(find("state"), "The demonstration does not answer: has it ended?"));
