// The riders' phones: their texts, and the line in which one writes.

import { ask, clock, find, make, say } from "./dom.js";

const WRITERS = { bot: "", alert: "Alert", twilio: "From Twilio", rider: "" };
const MARKS = { sent: "✓ Sent", delivered: "✓✓ Delivered", failed: "Not delivered" };
const FIRST_WORDS = {
  A: ["SUBSCRIBE 504", "STATUS", "STOP"],
  B: ["501 weekdays 7-9am", "LIST"],
  C: ["ELEVATORS WILSON", "WHY"],
};
const ANYWHERE = ["SUBSCRIBE ALL", "LIST", "STOP"];
const NEAR_END_PX = 40;
const phones = new Map();

export function openPhones({ riders, sender, is_sample: isSample }) {
  if (phones.size) return;
  for (const { name, phone } of riders) {
    const list = make("ol", {});
    const log = { className: "thread", tabIndex: 0, role: "log", "aria-label": `Texts on ${name}'s phone` };
    const thread = make("div", log, list);
    find("phones").append(
      make(
        "article",
        { className: "phone", "aria-labelledby": `phone-${name}` },
        make(
          "header",
          {},
          make("span", { className: "face", "aria-hidden": "true" }, name),
          make("h3", { id: `phone-${name}` }, `Rider ${name}`),
          make("p", {}, `${spaced(phone)} texts ${spaced(sender)}`),
        ),
        thread,
        writing(name, isSample ? FIRST_WORDS[name] : ANYWHERE),
      ),
    );
    // Turned or made smaller, a phone still shows its last text.
    new ResizeObserver(() => (thread.scrollTop = thread.scrollHeight)).observe(thread);
    phones.set(name, { thread, list, bubbles: new Map() });
  }
}

function writing(name, firstWords) {
  const words = make("input", {
    id: `words-${name}`,
    type: "text",
    maxLength: 1600,
    autocomplete: "off",
    enterKeyHint: "send",
    placeholder: "Text message",
    "aria-label": `Text message of rider ${name}`,
  });
  const send = async (text) => {
    if (!text.trim()) return;
    words.value = "";
    if (!(await ask("POST", "/texts", { rider: name, words: text }))) words.value ||= text;
  };
  const suggestions = firstWords.map((text) =>
    make("li", {}, make("button", { type: "button", className: "chip", onclick: () => send(text) }, text)),
  );
  return make(
    "form",
    {
      onsubmit: (event) => {
        event.preventDefault();
        send(words.value);
      },
    },
    make("ul", { className: "chips", "aria-label": `What rider ${name} may text` }, ...suggestions),
    make("div", { className: "writing" }, words, make("button", { type: "submit", className: "strong" }, "Send")),
  );
}

export function showPhones(threads) {
  for (const [name, bubbles] of Object.entries(threads)) {
    const phone = phones.get(name);
    if (phone) showThread(phone, bubbles);
  }
}

function showThread({ thread, list, bubbles }, texts) {
  const isAtEnd = thread.scrollHeight - thread.scrollTop - thread.clientHeight < NEAR_END_PX;
  const kept = new Set(texts.map((text) => text.id));
  for (const [id, bubble] of bubbles) {
    if (!kept.has(id)) {
      bubble.item.remove();
      bubbles.delete(id);
    }
  }
  let hasNew = false;
  for (const text of texts) {
    if (!bubbles.has(text.id)) {
      bubbles.set(text.id, bubbleOf(text));
      list.append(bubbles.get(text.id).item);
      hasNew = true;
    }
    const { mark } = bubbles.get(text.id);
    say(mark, MARKS[text.mark]);
    mark.dataset.mark = text.mark;
  }
  if (hasNew && isAtEnd) thread.scrollTop = thread.scrollHeight;
}

function bubbleOf(text) {
  const who = WRITERS[text.writer];
  const mark = make("span", { className: "mark" });
  const item = make(
    "li",
    { className: `bubble ${text.writer}` },
    who ? make("span", { className: "who" }, who) : null,
    make("p", {}, text.body),
    make(
      "small",
      {},
      make("time", { dateTime: new Date(text.at * 1000).toISOString() }, clock(text.at)),
      " ",
      make("span", {}, text.segments === 1 ? "1 segment" : `${text.segments} segments`),
      " ",
      mark,
    ),
  );
  return { item, mark };
}

function spaced(number) {
  return number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, "$1 $2-$3");
}
