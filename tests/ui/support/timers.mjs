// Timers that go when a test says so. Node has its own since 20; Debian 12 brings 18.

/** @type {Map<number, { due: number, action: () => void }>} */
const waiting = new Map();
let [now, last] = [0, 0];

/** Takes the place of the real ones, with nothing waiting. */
export function resetTimers() {
  waiting.clear();
  globalThis.setTimeout = (action, pause = 0, ...values) => {
    waiting.set(++last, { due: now + pause, action: () => action(...values) });
    return last;
  };
  globalThis.clearTimeout = (number) => void waiting.delete(number);
}

/** Lets time pass: what is due meanwhile happens, one after another. @param {number} time in milliseconds */
export function pass(time) {
  const end = now + time;
  for (;;) {
    const [next] = [...waiting].filter(([, { due }]) => due <= end).sort(([, one], [, other]) => one.due - other.due);
    if (!next) break;
    const [number, { due, action }] = next;
    waiting.delete(number);
    now = due;
    action();
  }
  now = end;
}
