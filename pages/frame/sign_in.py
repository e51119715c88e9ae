"""Who somebody is: made here from a sign-in, or, where none is set up, the one person whose machine this is.

With [auth] in .streamlit/secrets.toml people sign in with Streamlit's own `st.login`; `access.toml` in the store's
folder says what they may see, and whoever it doesn't name may see nothing. Without, there is one applicant, and the
dashboard answers on this machine only.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

import streamlit as st

from analytics.errors import NotAllowed, Refused
from analytics.store import Role, Store, Viewer, engine, owner
from analytics.store.access import FILE, access
from analytics.store.people import Identity, signed_in
from pages.frame import show

HERE = ("127.0.0.1", "localhost", "::1")


def viewer(store: Store) -> Viewer:
    """The viewer of this session; ends the page where somebody has to sign in first."""
    if not is_set_up():
        _only_on_this_machine(store.folder)
        return _owner(str(store.folder), store)
    who, role = _let_in(store.folder)
    if role is Role.APPLICANT:
        return _applicant(str(store.folder), _identity(store.folder, who), store)
    return Viewer(role)


def viewer_of_a_lake(folder: Path) -> Viewer:
    """The viewer where Spark answers: an analyst, as everybody's rows are read there; `folder` has the settings."""
    if not is_set_up():
        _only_on_this_machine(folder)
    elif _let_in(folder)[1] is not Role.ANALYST:
        _sign_out_button()
        raise NotAllowed(
            "This dashboard reads everybody's applications through Spark, and is for analysts.",
            "Your own log is on the dashboard that keeps it.",
        )
    return Viewer.analyst()


def role(folder: Path) -> Role | None:
    """The role of this session, None for somebody who has not signed in or is named nowhere."""
    if not is_set_up():
        return Role.ANALYST if engine.address() else Role.APPLICANT
    who = _whoever_is_signed_in(folder)
    return _role(folder, who) if who else None


def is_set_up() -> bool:
    """Whether people sign in here. A file of secrets that can't be read lets nobody in."""
    if st.secrets.load_if_toml_exists():
        return "auth" in st.secrets
    unread = [path for path in st.config.get_option("secrets.files") if Path(path).exists()]
    if unread:
        raise Refused(f"{unread[0]} can't be read, so nobody can sign in.", "Correct it and start again.")
    return False


def claims() -> Mapping[str, Any] | None:
    """What the sign-in says about this person, None before it."""
    return st.user.to_dict() if st.user.get("is_logged_in") else None


def name() -> str:
    """Under which name a change is recorded."""
    who = claims() if is_set_up() else None
    return _said(who) if who else "the owner of this machine"


def draw() -> None:
    """Who is signed in, and the way out."""
    who = claims() if is_set_up() else None
    if who is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            show.note(f"You are signed in as {_said(who)}.")
            _sign_out_button()


# --- how long it holds ----------------------------------------------------------------------------------------


def _whoever_is_signed_in(folder: Path) -> Mapping[str, Any] | None:
    """What the sign-in says about this person as long as it holds: not when it is too old, or ended in another tab.

    Streamlit reads its cookie when a session begins, keeps it for 30 days and asks no further.
    """
    who = claims()
    if who is None or _sign_in_of(who) in _ended():
        return None
    since = who.get("iat")
    too_old = isinstance(since, int | float) and time.time() - since > access(folder).hours * 3600
    return None if too_old else who


def _sign_in_of(who: Mapping[str, Any]) -> tuple[Any, ...] | None:
    """Which sign-in this is, the same in every tab; None where the provider doesn't tell them apart."""
    return (who.get("iss"), who.get("sub"), who["iat"]) if "iat" in who else None


@st.cache_resource
def _ended() -> set[tuple[Any, ...] | None]:
    """The sign-ins that were ended, for as long as the server runs."""
    return set()


def _sign_out() -> None:
    """Signs out here at once, and in every other tab when it next asks for something."""
    who = claims()
    if who and (this := _sign_in_of(who)):
        _ended().add(this)
    st.logout()


# --- deciding -------------------------------------------------------------------------------------------------


def _let_in(folder: Path) -> tuple[Mapping[str, Any], Role]:
    """Who is signed in, and as what; ends the page for whoever is not, or is named nowhere."""
    who = _whoever_is_signed_in(folder)
    if who is None:
        _ask_to_sign_in()
    role = _role(folder, who)
    if role is None:
        _sign_out_button()
        raise NotAllowed(
            f"You are signed in as {_said(who)}, and nothing here is open to you.{_not_vouched_for(folder, who)}",
            "Ask whoever runs this dashboard to name you, or sign in as somebody else.",
        )
    return who, role


def _role(folder: Path, who: Mapping[str, Any]) -> Role | None:
    settings = access(folder)
    return settings.role(settings.address(who), who) if who.get("iss") and who.get("sub") else None


def _identity(folder: Path, who: Mapping[str, Any]) -> Identity:
    address = access(folder).address(who)
    return Identity(str(who["iss"]), str(who["sub"]), address, str(who.get("name") or ""))


def _said(who: Mapping[str, Any]) -> str:
    """What a person is called, for people to read; nothing is decided by it."""
    return str(who.get("email") or who.get("sub") or "somebody without a name").strip()


def _not_vouched_for(folder: Path, who: Mapping[str, Any]) -> str:
    if not who.get("email") or access(folder).address(who):
        return ""
    return f" Their provider ({who.get('iss')}) does not say that the address is verified, so it counts for nothing."


# Looked up once: every part of a page asks who is looking.
@st.cache_resource(max_entries=4, show_spinner=False)
def _owner(folder: str, _store: Store) -> Viewer:
    return owner(_store)


@st.cache_resource(max_entries=10_000, show_spinner=False)
def _applicant(folder: str, who: Identity, _store: Store) -> Viewer:
    return signed_in(_store, who, may_rebind=who.email in map(str.casefold, access(_store.folder).rebind))


def _only_on_this_machine(folder: Path) -> None:
    """Refuses to show one person's log to whoever can reach this machine."""
    address = st.config.get_option("server.address")
    if address not in HERE:
        raise Refused(
            f"This dashboard answers at {address or 'every address'} of this machine, and nobody has to sign in.",
            "Start it with --server.address=127.0.0.1, or set up [auth] in .streamlit/secrets.toml.",
        )
    if access(folder).named:
        raise Refused(
            f"{folder / FILE} says who may see what, and nobody can sign in.",
            "Set up [auth] in .streamlit/secrets.toml, or take the people out of the file.",
        )


# --- asking ---------------------------------------------------------------------------------------------------


def _ask_to_sign_in() -> NoReturn:
    st.title("Stepping Stone", anchor=False)
    st.write("Sign in to see what is yours.")
    settings = st.secrets["auth"]
    providers = [name for name in settings if isinstance(settings[name], Mapping) and name != "client_kwargs"]
    if "client_id" in settings:
        st.button("Sign in", on_click=st.login, type="primary")
    for name in providers:
        st.button(f"Sign in with {name}", on_click=st.login, args=(name,))
    st.stop()
    raise AssertionError("the page ended before")


def _sign_out_button() -> None:
    st.button("Sign out", on_click=_sign_out, key="sign_out")
