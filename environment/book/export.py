"""Turns executed notebooks into the pages of the book.

usage: export.py PLAN   PLAN is a JSON file: out (folder), project (path from a page to the project), title, subtitle,
notebooks (files in order), closing (sections of columns and rows), facts (pairs), and where models were compared
comparison (sections with words and caption, figure).
Prints what it wrote as JSON: for each page its name, title, number of figures and whether it holds mathematics.
"""

import json
import re
import sys
from base64 import b64decode
from pathlib import Path

import jinja2
import nbformat
from nbconvert import HTMLExporter
from traitlets.config import Config

PLOTLY = "application/vnd.plotly.v1+json"
PAPERMILL = "papermill-error-cell-tag"  # papermill's own note in a notebook that failed
HERE = Path(__file__).resolve().parent
MATH = re.compile(r"(?<![\\$\w])\$(?!\s)[^$\n]+?(?<!\s)\$(?!\d)|\$\$.+?\$\$|\\\(|\\\[", re.S)
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.S)


def main(plan_file):
    plan = json.loads(Path(plan_file).read_text("utf-8"))
    out = Path(plan["out"])
    notebooks = [nbformat.read(file, as_version=4) for file in plan["notebooks"]]
    pages = [describe(Path(file).stem, notebook) for file, notebook in zip(plan["notebooks"], notebooks)]
    comparison = plan.get("comparison")
    book = {"title": plan["title"], "subtitle": plan["subtitle"], "pages": pages, "comparison": comparison}
    exporter = page_exporter()
    for position, (page, notebook) in enumerate(zip(pages, notebooks)):
        extract_pictures(notebook, page["name"], out)
        steps = {"before": pages[position - 1] if position else None, "after": pages[position + 1] if position + 1 < len(pages) else None}
        html, _ = exporter.from_notebook_node(notebook, {"page": {**page, **steps}, "book": book})
        (out / f"{page['name']}.html").write_text(relink(html, plan["project"]), "utf-8")
    (out / "index.html").write_text(rendered("contents.html.j2", book=book, closing=plan["closing"], facts=plan["facts"]), "utf-8")
    if comparison:
        write_comparison(out, book)
    print(json.dumps([{key: page[key] for key in ("name", "title", "figures", "math")} for page in pages]))


def page_exporter():
    """nbconvert's HTML exporter with our template. No address of another machine is left in it."""
    config = Config()
    config.HTMLExporter.extra_template_basedirs = [str(HERE)]
    config.HTMLExporter.template_name = "template"
    config.HTMLExporter.exclude_input_prompt = True
    config.HTMLExporter.exclude_output_prompt = True
    for address in ("mathjax_url", "require_js_url", "mermaid_js_url", "jquery_url", "html_manager_semver_range", "jupyter_widgets_base_url"):
        setattr(config.HTMLExporter, address, "")
    priority = HTMLExporter().default_config.NbConvertBase.display_data_priority
    config.NbConvertBase.display_data_priority = [PLOTLY, *priority]
    return HTMLExporter(config=config)


def describe(name, notebook):
    """Number, title, first sentence, figures and mathematics of a notebook."""
    number, _, rest = name.partition("-")
    prose = [cell.source for cell in notebook.cells if cell.cell_type == "markdown" and PAPERMILL not in cell.metadata.get("tags", [])]
    lines = [line.strip() for text in prose for line in text.splitlines()]
    heading = next((line.lstrip("# ") for line in lines if line.startswith("# ")), rest.replace("-", " ").capitalize())
    first = next((line for line in lines if line and not line.startswith(("#", "-", "|", ">", "!"))), "")
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return {
        "name": name,
        "number": number,
        "title": plain(re.sub(rf"^{re.escape(number)}\s*[-–—·.:]?\s*", "", heading)) or name,
        "summary": plain(first),
        "figures": sum(PLOTLY in output.get("data", {}) for output in outputs),
        "math": any(MATH.search(CODE.sub("", text)) for text in prose),
    }


def plain(markdown):
    """One line of Markdown without its marks."""
    return re.sub(r"[*_`]", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", markdown)).strip()


def extract_pictures(notebook, name, out):
    """Every PNG becomes a file beside the page, so that the page stays small."""
    (out / "figures").mkdir(exist_ok=True)
    count = 0
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            picture = output.get("data", {}).get("image/png")
            if not picture:
                continue
            count += 1
            file = f"figures/{name}-{count}.png"
            (out / file).write_bytes(b64decode(picture))
            output.metadata.setdefault("filenames", {})["image/png"] = file


def relink(html, project):
    """Links between notebooks become links between pages; links to other files of the project find them from the book."""

    def target(match):
        link = match.group(2)
        if re.match(r"[a-z]+:|#|assets/|figures/", link):
            return match.group(0)
        if re.fullmatch(r"(\./)?\d\d-[\w-]+\.ipynb(#.*)?", link):
            link = link.removeprefix("./").replace(".ipynb", ".html")
        elif not re.match(r"[\w-]+\.html", link):
            link = f"{project}/{link.removeprefix('../')}" if link.startswith("../") else f"{project}/notebooks/{link.removeprefix('./')}"
        return f"{match.group(1)}{link}{match.group(3)}"

    return re.sub(r'(<a [^>]*?href=")([^"]+)(")', target, html)


def write_comparison(out, book):
    """The page of the last comparison of models, with its figure beside the others."""
    figure = book["comparison"].get("figure")
    if figure:
        (out / "figures" / "comparison.svg").write_bytes(Path(figure).read_bytes())
    (out / "comparison.html").write_text(rendered("comparison.html.j2", book=book), "utf-8")


def rendered(template, **values):
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(HERE / "template"), autoescape=True)
    environment.tests["number_text"] = lambda text: bool(re.match(r"^[−+-]?[\d.,]+", text)) or text.startswith("N/A")
    return environment.get_template(template).render(**values)


if __name__ == "__main__":
    main(sys.argv[1])
