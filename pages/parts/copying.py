"""A button that copies what stands in a text area, also when it was just edited. The text stays text."""

from __future__ import annotations

import streamlit as st

HTML = '<button type="button"></button>'

CSS = """
button {
    font: inherit; cursor: pointer; width: 100%; min-height: 2.5rem; padding: 0.25rem 0.75rem;
    color: var(--st-background-color); background: var(--st-primary-color);
    border: 1px solid var(--st-primary-color); border-radius: var(--st-button-radius);
}
button:focus-visible { outline: 2px solid var(--st-text-color); outline-offset: 2px; }
"""

# The area is looked up by its label, as an edit reaches Python only after the click.
JS = """
export default function ({ data, parentElement }) {
    const button = parentElement.querySelector("button");
    button.textContent = data.label;
    button.onclick = async () => {
        const area = [...document.querySelectorAll("textarea")].find((one) => one.ariaLabel === data.area);
        try {
            await navigator.clipboard.writeText(area ? area.value : data.text);
            button.textContent = data.done;
        } catch {
            area?.select();
            button.textContent = data.blocked;
        }
        setTimeout(() => { button.textContent = data.label; }, 4000);
    };
}
"""

_button = st.components.v2.component("steppingstone_copy", html=HTML, css=CSS, js=JS)


def button(text: str, area: str, label: str = "Copy the message") -> None:
    """Copies the text area with the label `area`; `text` where there is none."""
    _button(
        data={
            "text": text,
            "area": area,
            "label": label,
            "done": "Copied",
            "blocked": "Selected: press Ctrl+C",
        },
        key=f"copy-{area}",
    )
