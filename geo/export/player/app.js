// Puts the pieces together: canvas, gestures, time, evidence. Draws only when something changed.
"use strict";

const FAMILY = '"Atlas Sans", "Atlas Arabic", "Atlas Armenian", "Atlas Hebrew", "Atlas Devanagari", "Atlas Bengali", "Atlas Thai", "Atlas Myanmar", "Atlas Georgian", "Atlas Ethiopic", sans-serif';
const DAY = 86_400_000;

async function unpack() {
  const text = document.getElementById("data").textContent.trim();
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
}

const words = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const dayWords = (day) => words.format(new Date(day * DAY));

async function start() {
  const data = await unpack();
  const map = document.getElementById("map");
  const canvas = map.querySelector("canvas");
  const context = canvas.getContext("2d");
  const size = () => ({ width: map.clientWidth, height: map.clientHeight });
  const camera = createCamera(data, size);
  const ground = createGround(data);
  const ownLayers = createOwnLayers(data);
  const names = createNames(data);
  const symbols = createSymbols(data);
  const state = { from: data.days[0], to: data.days[1], selected: -1, group: null, playing: false, shown: [] };
  const evidence = createEvidence(document.getElementById("evidence"), data, choose, leave);
  let queued = false;
  let kept = []; // boxes of squares and labels of own layers

  function redraw() {
    if (queued) return;
    queued = true;
    requestAnimationFrame(() => { queued = false; draw(); });
  }

  function draw() {
    const { width, height } = size();
    const ratio = window.devicePixelRatio || 1;
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      [canvas.width, canvas.height] = [Math.round(width * ratio), Math.round(height * ratio)];
    }
    state.shown = data.spans.map(([first, last]) => (data.certainly
      ? first >= state.from && last <= state.to : first <= state.to && last >= state.from) ? 1 : 0);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = data.sea;
    context.fillRect(0, 0, canvas.width, canvas.height);
    const matrix = camera.matrix().map((part) => part * ratio);
    context.setTransform(...matrix);
    ground(context, camera.zoom, camera.scale, camera.seen());
    const own = ownLayers(context, camera, state);
    own.ground();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const squares = own.squares();
    // Names stand above symbols, and beside those of this or the last drawing; their dots lie beneath.
    names(context, camera, { width, height }, [...symbols.boxes(), ...kept]).dots();
    context.letterSpacing = "0px";
    symbols.draw(context, camera, state.shown, state.selected, { width, height });
    const labels = own.labels({ width, height }, [...squares, ...symbols.boxes().map(({ box }) => box)]);
    kept = [...squares, ...labels.map(({ box }) => box)].map((box) => ({ box, number: box }));
    names(context, camera, { width, height }, [...symbols.boxes(), ...kept]).words();
    own.write(labels);
    tell();
  }

  function tell() {
    const count = state.shown.reduce((sum, one) => sum + one, 0);
    document.getElementById("dates").textContent = `${dayWords(state.from)} – ${dayWords(state.to)}`;
    document.getElementById("count").textContent = `${count.toLocaleString("en-GB")} of ${data.spans.length.toLocaleString("en-GB")}`;
    evidence(state.shown, state.selected, state.group);
    map.dataset.symbols = String(symbols.drawn().length);
    map.dataset.counted = String(symbols.total());
    map.dataset.shown = String(count);
    map.dataset.zoom = camera.zoom.toFixed(2);
  }

  function choose(incident) {
    state.selected = incident;
    redraw();
  }

  /** What a symbol stands for: one incident is opened, several are listed. */
  function open(incidents) {
    state.group = incidents.length > 1 ? incidents : null;
    choose(incidents.length === 1 ? incidents[0] : -1);
  }

  function leave() {
    state.group = null;
    choose(-1);
  }

  function setDays(from, to) {
    const [first, last] = data.days;
    state.from = Math.min(Math.max(first, from), last);
    state.to = Math.max(state.from, Math.min(last, to));
    [from_.value, to_.value] = [state.from, state.to].map(String);
    for (const input of [from_, to_]) input.setAttribute("aria-valuetext", dayWords(Number(input.value)));
    redraw();
  }

  const [from_, to_] = ["from", "to"].map((id) => /** @type {HTMLInputElement} */ (document.getElementById(id)));
  for (const input of [from_, to_]) [input.min, input.max] = data.days.map(String);
  from_.addEventListener("input", () => setDays(Number(from_.value), Math.max(Number(from_.value), state.to)));
  to_.addEventListener("input", () => setDays(Math.min(Number(to_.value), state.from), Number(to_.value)));

  const play = document.getElementById("play");
  let [ticked, rest] = [0, 0];
  function tick(now) {
    if (!state.playing) return;
    rest += ((now - ticked) / 1000) * ((data.days[1] - data.days[0] + 1) / 15);
    ticked = now;
    const steps = Math.floor(rest);
    rest -= steps;
    if (steps) setDays(state.from, state.to + steps);
    if (state.to >= data.days[1]) return setPlaying(false);
    requestAnimationFrame(tick);
  }
  function setPlaying(playing) {
    state.playing = playing;
    play.textContent = playing ? "Pause" : "Play";
    play.setAttribute("aria-pressed", String(playing));
    if (!playing) return;
    if (state.to >= data.days[1]) setDays(state.from, state.from);
    ticked = performance.now();
    requestAnimationFrame(tick);
  }
  play.addEventListener("click", () => setPlaying(!state.playing));
  document.getElementById("reset").addEventListener("click", () => { camera.reset(); setDays(...data.days); });
  gestures(map, camera, redraw, (x, y) => open(symbols.at(x, y)), (x, y) => symbols.at(x, y).length > 0);
  new ResizeObserver(redraw).observe(map);
  await document.fonts.ready;
  await Promise.all(data.faces.map((face) => document.fonts.load(face, "Aa")));
  camera.reset();
  setDays(...data.days);
  map.dataset.ready = "yes";
}

function gestures(map, camera, redraw, clicked, over) {
  const pointers = new Map();
  let moved = 0;
  const at = (event) => {
    const box = map.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  map.addEventListener("wheel", (event) => {
    event.preventDefault();
    camera.zoomBy(-event.deltaY * (event.deltaMode ? 0.05 : 0.002), ...at(event));
    redraw();
  }, { passive: false });
  map.addEventListener("pointerdown", (event) => {
    if (event.target.closest("#legend")) return;
    map.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, at(event));
    moved = 0;
  });
  map.addEventListener("pointermove", (event) => {
    const now = at(event);
    const before = pointers.get(event.pointerId);
    if (!before) return void (map.style.cursor = over(...now) ? "pointer" : "grab");
    const others = [...pointers].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
    pointers.set(event.pointerId, now);
    moved += Math.hypot(now[0] - before[0], now[1] - before[1]);
    if (others.length) {
      const apart = (place) => Math.hypot(place[0] - others[0][0], place[1] - others[0][1]);
      camera.zoomBy(Math.log2(apart(now) / Math.max(1, apart(before))), (now[0] + others[0][0]) / 2, (now[1] + others[0][1]) / 2);
    } else camera.pan(now[0] - before[0], now[1] - before[1]);
    redraw();
  });
  for (const name of ["pointerup", "pointercancel"]) {
    map.addEventListener(name, (event) => {
      const was = pointers.delete(event.pointerId);
      if (was && name === "pointerup" && moved < 5) clicked(...at(event));
    });
  }
  map.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
    if (steps[event.key]) camera.pan(...steps[event.key]);
    else if (event.key === "+" || event.key === "=") camera.zoomBy(0.5, map.clientWidth / 2, map.clientHeight / 2);
    else if (event.key === "-") camera.zoomBy(-0.5, map.clientWidth / 2, map.clientHeight / 2);
    else return;
    event.preventDefault();
    redraw();
  });
}

start().catch((error) => {
  const box = document.getElementById("evidence");
  box.textContent = `This file could not be opened by this browser: ${error.message}`;
});
