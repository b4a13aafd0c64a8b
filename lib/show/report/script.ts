/** Reads the values of a chart under the pointer or finger, also with the arrow keys. Without it the page loses nothing else. */
export const SCRIPT = `
for (const plot of document.querySelectorAll("[data-readings]")) {
  const readings = JSON.parse(plot.dataset.readings);
  const output = plot.parentElement.querySelector("output");
  const line = plot.appendChild(document.createElement("b"));
  let at = readings.length - 1;
  const read = (index) => {
    at = Math.min(readings.length - 1, Math.max(0, index));
    line.style.left = readings[at][0] / 10 + "%";
    line.hidden = false;
    output.textContent = readings[at][1];
  };
  line.hidden = true;
  plot.tabIndex = 0;
  plot.addEventListener("pointermove", (event) => {
    const box = plot.getBoundingClientRect();
    read(Math.round(((event.clientX - box.left) / box.width) * (readings.length - 1)));
  });
  plot.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    read(at + step);
  });
  for (const end of ["pointerleave", "blur"]) plot.addEventListener(end, () => {
    line.hidden = true;
    output.textContent = "";
  });
}
`;
