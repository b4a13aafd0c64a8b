// Draws the figures of a page as they come into view, and lists the page's sections in the side bar. Without it the page still reads: every figure has its picture.

const narrow = matchMedia("(max-width: 900px)");

async function draw(place) {
  const source = place.querySelector("script");
  if (!source || !window.Plotly) return;
  const { data, layout, config } = JSON.parse(source.textContent);
  const screen = place.appendChild(document.createElement("div"));
  place.classList.add("drawn"); // the picture stays for paper
  const margin = narrow.matches ? { ...layout.margin, l: Math.min(layout.margin.l, 44), r: 8 } : layout.margin;
  await Plotly.newPlot(screen, data, { ...layout, margin }, { ...config, displayModeBar: "hover" });
}

const figures = [...document.querySelectorAll(".plot")];
const seen = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      seen.unobserve(target);
      draw(target);
    }
  },
  { rootMargin: "400px" },
);
for (const figure of figures) seen.observe(figure);

const here = document.querySelector(".side .here");
const headings = [...document.querySelectorAll("main h2[id]")];
if (here && headings.length > 0) {
  const list = document.createElement("ul");
  for (const heading of headings) {
    const link = document.createElement("a");
    link.href = `#${encodeURIComponent(heading.id)}`;
    link.textContent = heading.textContent.replace("¶", "");
    list.append(document.createElement("li"));
    list.lastChild.append(link);
  }
  here.append(list);
}
if (narrow.matches) document.querySelector(".side details").open = false;
