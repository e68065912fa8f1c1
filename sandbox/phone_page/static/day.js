// The recorded day: played, held, moved on, hurried.

import { ask, find, make, say } from "./dom.js";

let drawn = "";

export function showDay(day) {
  find("day").hidden = !day.is_there;
  if (!day.is_there) return;
  say(find("day-title"), day.title);
  const isPlaying = day.is_begun && !day.is_held && !day.is_over;
  const play = find("day-play");
  say(play, isPlaying ? "Hold" : day.is_begun && !day.is_over ? "Go on" : "Play");
  play.onclick = () => ask("POST", "/day", { action: isPlaying ? "hold" : "play" });
  // A recording that was named at the start is played once; the made-up day again and again.
  play.disabled = day.is_over && !day.speeds.length;
  find("day-next").onclick = () => ask("POST", "/day", { action: "next" });
  find("day-next").disabled = day.is_over && !day.speeds.length;
  say(find("day-time"), day.clock);
  say(find("day-poll"), `poll ${day.poll} of ${day.polls}${day.is_over ? ", the last" : ""}`);
  showSpeeds(day);
  showTrack(day);
}

function showSpeeds({ speed, speeds }) {
  find("day-pace").hidden = !speeds.length;
  say(find("day-fixed"), speeds.length ? "Yours: make demo FEED=folder" : `${speed} times as fast`);
  const choice = find("day-speed");
  if (!choice.options.length) {
    choice.append(...speeds.map((each) => make("option", { value: String(each) }, `${each}×`)));
    choice.onchange = () => ask("POST", "/day", { action: "hurry", speed: Number(choice.value) });
  }
  choice.value = String(speed);
}

function showTrack({ shares, poll, is_begun: isBegun, is_over: isOver }) {
  const state = JSON.stringify([shares.length, poll, isBegun, isOver]);
  if (state === drawn) return;
  drawn = state;
  const passed = isBegun || isOver ? poll : 0;
  const track = find("day-track");
  track.replaceChildren(make("span", { className: "passed" }), ...shares.map((share, number) => mark(share, number, passed)));
  track.firstChild.style.width = `${100 * (passed ? shares[passed - 1] : 0)}%`;
}

function mark(share, number, passed) {
  const element = make("i", { className: number < passed ? "is-passed" : "" });
  element.style.left = `${100 * share}%`;
  return element;
}
