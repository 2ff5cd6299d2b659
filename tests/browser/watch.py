"""What a page must not do: ask for anything, open anything, complain."""


class Watch:
    """Contexts of a browser, and everything in them that a page should not have done.

    Attributes:
        faults: what was done, in words.
        own: addresses that may be asked for, those of the pages themselves.
        answers: what a page is expected to ask for next, by the words it asks with, and whether to agree.
    """

    def __init__(self, browser):
        """No page is open yet."""
        self.browser, self.contexts = browser, []
        self.faults, self.answers, self.own = [], [], set()

    def open(self, path, init="", **how):
        """The page of a file, in a new context without a network.

        Args:
            init: script that runs before the page's own.
            how: for the context.
        """
        context = self.browser.new_context(**{"offline": True, **how})
        self.contexts.append(context)
        self.own.add(path.as_uri())
        context.on("request", lambda request: self._asked(request.url))
        context.on("console", lambda said: self._said(said.type, said.text))
        context.on("weberror", lambda error: self.faults.append(f"error: {error.error}"))
        context.on("dialog", self._dialog)
        context.add_init_script(init)
        page = context.new_page()
        context.on("page", lambda other: self.faults.append(f"page: {other.url}"))
        page.set_default_timeout(5_000)
        page.goto(path.as_uri())
        return page

    def close(self):
        """End everything; what is still under way comes to its end before."""
        for context in self.contexts:
            for page in context.pages:
                page.wait_for_timeout(50)
            context.close()
        self.faults += [f"not asked: {words}" for words, _ in self.answers]

    def _asked(self, url):
        # What was made in the page itself is asked for under blob: when it is saved.
        if url.partition("#")[0] not in self.own and not url.startswith("blob:"):
            self.faults.append(f"request: {url[:200]}")

    def _said(self, kind, words):
        if kind in ("error", "warning", "assert"):
            self.faults.append(f"{kind}: {words}")

    def _dialog(self, dialog):
        wanted, agree = self.answers.pop(0) if self.answers else ("\0", False)
        if wanted not in dialog.message:
            self.faults.append(f"{dialog.type}: {dialog.message}")
        dialog.accept() if agree else dialog.dismiss()
