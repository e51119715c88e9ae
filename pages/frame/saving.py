"""A picture leaves the page under its own name, with its title and what is counted inside: as SVG or PNG.

It is taken as the browser drew it, so nothing has to draw it a second time and nothing leaves the machine. Its fonts go
with it, as a picture knows nothing of the page's.
"""

from __future__ import annotations

import streamlit as st

HTML = '<div><button type="button" data-kind="svg">Picture (SVG)</button>' + (
    '<button type="button" data-kind="png">Picture (PNG)</button></div>'
)

CSS = """
div { display: flex; gap: 0.5rem; flex-wrap: wrap; }
button {
    font: inherit; cursor: pointer; min-height: 2.5rem; padding: 0.25rem 0.75rem; color: var(--st-text-color);
    background: var(--st-background-color); border: 1px solid var(--st-border-color);
    border-radius: var(--st-button-radius);
}
button:focus-visible { outline: 3px solid #c27a1a; outline-offset: 2px; }
"""

# The chart is looked up by its key, which Streamlit writes as a class; its layers lie over each other.
JS = """
const NAMESPACE = "http://www.w3.org/2000/svg";

function drawn(data, fonts) {
    const layers = [...document.querySelectorAll(`.st-key-${data.chart} svg.main-svg`)];
    if (!layers.length) return null;
    const width = layers[0].clientWidth, height = layers[0].clientHeight, above = 44, below = 34;
    const picture = document.createElementNS(NAMESPACE, "svg");
    picture.setAttribute("xmlns", NAMESPACE);
    picture.setAttribute("width", width);
    picture.setAttribute("height", height + above + below);
    const style = document.createElementNS(NAMESPACE, "style");
    style.textContent = fonts;
    picture.append(style);
    const text = (words, y, style) => {
        const node = document.createElementNS(NAMESPACE, "text");
        node.setAttribute("x", 12);
        node.setAttribute("y", y);
        node.setAttribute("style", style);
        node.textContent = words;
        picture.append(node);
    };
    const ground = document.createElementNS(NAMESPACE, "rect");
    ground.setAttribute("width", "100%");
    ground.setAttribute("height", "100%");
    ground.setAttribute("fill", data.page);
    picture.append(ground);
    text(data.title, 28, `font: 600 20px "Source Serif", Georgia, serif; fill: ${data.ink}`);
    for (const layer of layers) {
        const copy = layer.cloneNode(true);
        copy.removeAttribute("style");
        copy.setAttribute("y", above);
        picture.append(copy);
    }
    text(data.foot, height + above + 20, `font: 13px "Source Sans", sans-serif; fill: ${data.quiet}`);
    return { width, height: height + above + below, source: new XMLSerializer().serializeToString(picture) };
}

async function fonts() {
    const faces = [];
    for (const sheet of document.styleSheets) {
        for (const rule of sheet.cssRules) {
            if (!(rule instanceof CSSFontFaceRule) || rule.style.getPropertyValue("font-style") === "italic") continue;
            if (!/^"?Source (Sans|Serif)"?$/.test(rule.style.getPropertyValue("font-family"))) continue;
            const [, address] = rule.style.getPropertyValue("src").match(/url\\("?([^")]+)"?\\)/);
            const file = await (await fetch(new URL(address, sheet.href || document.baseURI))).blob();
            const reader = new FileReader();
            const read = new Promise((done) => { reader.onload = () => done(reader.result); });
            reader.readAsDataURL(file);
            faces.push(rule.cssText.replace(/src:[^;]+;/, `src: url("${await read}");`));
        }
    }
    return faces.join(" ");
}

function save(url, name) {
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    link.click();
}

export default function ({ data, parentElement }) {
    for (const button of parentElement.querySelectorAll("button")) {
        button.onclick = async () => {
            const picture = drawn(data, await fonts());
            if (!picture) return;
            const svg = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(picture.source);
            if (button.dataset.kind === "svg") return save(svg, `${data.name}.svg`);
            const image = new Image();
            image.src = svg;
            await image.decode();
            const canvas = document.createElement("canvas");
            canvas.width = 2 * picture.width;
            canvas.height = 2 * picture.height;
            canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
            save(canvas.toDataURL("image/png"), `${data.name}.png`);
        };
    }
}
"""

_buttons = st.components.v2.component("steppingstone_picture", html=HTML, css=CSS, js=JS)


def buttons(chart: str, name: str, title: str, foot: str, colours: dict[str, str]) -> None:
    """Saves the chart with the key `chart` as `name`.svg or `name`.png."""
    data = {"chart": chart, "name": name, "title": title, "foot": foot, "page": colours["page"]}
    _buttons(data={**data, "ink": colours["text"], "quiet": colours["quiet"]}, key=f"save-{chart}")
