// The lines with what the feed says of them; on a feed of our own, alerts are raised, changed and cleared here.

import { ask, find, make, say } from "./dom.js";
import { composer } from "./composer.js";

const drawn = new Map();

export function showLines({ is_editable: isEditable, lines }) {
  say(
    find("lines-hint"),
    isEditable
      ? "Open a line to raise an alert on it."
      : lines.length
        ? "What is going on now, as the feed says it."
        : "The feed lists no alert.",
  );
  const listed = new Set(lines.map((line) => line.route_id));
  for (const [id, each] of drawn) {
    if (!listed.has(id)) {
      each.item.remove();
      drawn.delete(id);
    }
  }
  lines.forEach((line, place) => {
    if (!drawn.has(line.route_id)) drawn.set(line.route_id, draw(line, isEditable));
    const { item, update } = drawn.get(line.route_id);
    const list = find("line-list");
    if (list.children[place] !== item) list.insertBefore(item, list.children[place] ?? null);
    update(line);
  });
}

function draw(line, isEditable) {
  const id = `line-${line.number || "other"}`;
  const service = make("span", { className: "service" });
  const alerts = make("ul", { className: "alerts" });
  const canRaise = isEditable && line.number !== "";
  const panel = make("div", { id: `${id}-panel`, className: "panel", hidden: true }, alerts, canRaise ? composer(line) : null);
  const button = make(
    "button",
    { type: "button", id, className: "line", "aria-expanded": "false", "aria-controls": `${id}-panel` },
    make("span", { className: `badge ${line.colour}` }, line.number || "…"),
    make("span", { className: "name" }, line.name),
    service,
  );
  button.addEventListener("click", () => {
    panel.hidden = !panel.hidden;
    button.setAttribute("aria-expanded", String(!panel.hidden));
  });
  const items = new Map();
  const update = (current) => {
    const count = current.alerts.length;
    say(service, count ? (count === 1 ? "1 alert" : `${count} alerts`) : "Normal service");
    service.classList.toggle("disturbed", count > 0);
    showAlerts(alerts, items, current.alerts, button);
  };
  return { item: make("li", {}, make("h3", {}, button), panel), update };
}

function showAlerts(list, items, alerts, button) {
  const listed = new Set(alerts.map((alert) => alert.id));
  for (const [id, each] of items) {
    if (listed.has(id)) continue;
    // Whoever just cleared it goes on from its line.
    if (each.item.contains(document.activeElement)) button.focus();
    each.item.remove();
    items.delete(id);
  }
  for (const alert of alerts) {
    if (!items.has(alert.id)) {
      items.set(alert.id, drawAlert(alert));
      list.append(items.get(alert.id).item);
    }
    say(items.get(alert.id).text, alert.text);
  }
}

function drawAlert(alert) {
  const text = make("p", {});
  if (!alert.is_ours) return { item: make("li", {}, text), text };
  const words = make("textarea", { rows: 3, maxLength: 1600, "aria-label": "New text of the alert" });
  const change = make("button", { type: "button" }, "Change");
  const clear = make("button", { type: "button" }, "Clear");
  const form = make("form", { hidden: true }, words, make("button", { type: "submit", className: "strong" }, "Save"));
  const fold = (isFolded) => {
    form.hidden = isFolded;
    say(change, isFolded ? "Change" : "Cancel");
  };
  change.addEventListener("click", () => {
    words.value = text.textContent;
    fold(!form.hidden);
    if (!form.hidden) words.focus();
  });
  clear.addEventListener("click", () => ask("DELETE", `/alerts/${alert.id}`));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await ask("PUT", `/alerts/${alert.id}`, { text: words.value })) {
      fold(true);
      change.focus();
    }
  });
  return { item: make("li", {}, text, make("div", { className: "buttons" }, change, clear), form), text };
}
