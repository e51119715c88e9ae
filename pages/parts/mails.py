"""What did they say, and was it read right? Each text to confirm or correct. The second view of Why."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.frame import session, show
from pages.parts import feedback_texts, interpreting, pasting


def draw(first: DeltaGenerator) -> None:
    """A message to paste, and the texts one by one; the sentence stands in `first`, above them."""
    if session.may_write():
        pasting.kept()
        with st.expander("Paste a mail", icon=":material/content_paste:", expanded=feedback_texts.none_yet()):
            pasting.draw()
    if feedback_texts.none_yet():
        show.empty(
            "Here each text that an employer wrote will stand, with the words marked that say why.",
            "Paste one above, or bring a log that has a feedback column.",
            page="pages/import_log.py",
            label="Bring my log",
        )
        return
    texts = feedback_texts.chosen()
    with first:
        show.sentence(feedback_texts.in_words(texts))
    feedback_texts.measure()
    interpreting.draw()
    feedback_texts.cards(texts)
    feedback_texts.export()
