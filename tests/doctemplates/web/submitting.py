"""Fill a template's form as a browser without JavaScript does: read the page, send it back."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup, Tag

SHOWN_ALERT = "[role=alert]:not([hidden])"


class Form:
    """The fill form of one answer; `set` by label, `press` a row button, `send` it off."""

    def __init__(self, client: Any, url: str, answer: Any = None) -> None:
        self.client, self.url = client, url
        self.answer = answer or client.get(url)
        self.soup = BeautifulSoup(self.answer.content, "html.parser")
        found = self.soup.find("form", id="fill-form")
        assert isinstance(found, Tag), self.answer.content[:500]
        self.form = found
        self.data = dict(self._controls())

    def _controls(self) -> Any:
        for control in self.form.find_all(["input", "select", "textarea"]):
            name = control.get("name")
            if not name or name == "csrfmiddlewaretoken" or control.has_attr("disabled"):
                continue
            if control.get("type") == "file":
                continue
            if control.name == "select":
                chosen = control.find("option", selected=True)
                yield name, chosen["value"] if chosen else ""
            elif control.name == "textarea":
                yield name, control.text.removeprefix("\n")
            elif control.get("type") != "checkbox" or control.has_attr("checked"):
                yield name, control.get("value", "on" if control.get("type") == "checkbox" else "")

    def names(self, label: str) -> list[str]:
        """Return the names of the controls with this label, in the page's order."""
        labels = [
            item for item in self.form.find_all("label") if next(item.stripped_strings, "") == label
        ]
        controls = [self.form.find(id=item["for"]) for item in labels]
        return [str(item["name"]) for item in controls if isinstance(item, Tag)]

    def set(self, label: str, value: str, nth: int = 0) -> None:
        self.data[self.names(label)[nth]] = value

    def value(self, label: str, nth: int = 0) -> str | None:
        return self.data.get(self.names(label)[nth])

    def press(self, verb: str, nth: int = 0) -> Form:
        """Press the nth button of a verb (add, remove, up, down); return the page that follows."""
        buttons = [
            button["value"]
            for button in self.form.find_all("button", attrs={"name": "action"})
            if str(button["value"]).startswith(f"{verb}:")
        ]
        data = {**self.data, "action": buttons[nth]}
        return Form(self.client, self.url, self.client.post(self.url, data))

    def act(self, action: str, **files: Any) -> Form:
        """Press a button of the bar ("preview", "pdf", "earlier"); return the page that follows."""
        data = {**self.data, "action": action, **files}
        return Form(self.client, self.url, self.client.post(self.url, data))

    def send(self) -> Any:
        return self.client.post(self.url, self.data)

    def again(self) -> Form:
        """Send it off where an error is expected; return the page that follows."""
        return Form(self.client, self.url, self.send())

    @property
    def errors(self) -> str:
        alert = self.soup.select_one(SHOWN_ALERT)
        return alert.get_text(" ", strip=True) if alert else ""
