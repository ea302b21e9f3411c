// Makes an open page follow what is published. Every page works without it.
(function () {
  "use strict";
  const live = document.querySelector(".live");
  if (!live || !window.EventSource) {
    return;
  }
  const state = document.getElementById("live-state");
  const news = document.getElementById("live-news");
  const button = live.querySelector("button");
  const longestNews = 5;
  let source = null;
  let reading = false;
  let again = false;

  function show(which) {
    state.textContent = state.dataset[which];
    live.dataset.state = which;
    button.textContent = source ? button.dataset.pause : button.dataset.resume;
  }

  // One sentence for each change; the oldest make room.
  function tell(sentence) {
    const line = document.createElement("p");
    line.textContent = sentence;
    news.append(line);
    while (news.children.length > longestNews) {
      news.firstChild.remove();
    }
  }

  function replaceChanged(page) {
    for (const part of document.querySelectorAll("[data-live][id]")) {
      const now = page.getElementById(part.id);
      if (!now || part.isEqualNode(now)) {
        continue;
      }
      const focus = part.contains(document.activeElement) ? focusIn(part) : -1;
      const fresh = document.importNode(now, true);
      fresh.classList.add("changed");
      part.replaceWith(fresh);
      if (focus >= 0) {
        (focusable(fresh)[focus] || document.getElementById("main")).focus();
      }
      if (fresh.dataset.announce && fresh.dataset.announce !== part.dataset.announce) {
        tell(fresh.dataset.announce);
      }
    }
  }

  function focusable(part) {
    return [...part.querySelectorAll("a[href], button, [tabindex]")];
  }

  function focusIn(part) {
    return focusable(part).indexOf(document.activeElement);
  }

  // Reads the page anew; changes that come meanwhile are read once more afterwards.
  async function read() {
    if (reading) {
      again = true;
      return;
    }
    reading = true;
    do {
      again = false;
      try {
        const answer = await fetch(location.pathname, { headers: { Accept: "text/html" }, cache: "no-cache" });
        if (answer.ok && source) {
          replaceChanged(new DOMParser().parseFromString(await answer.text(), "text/html"));
        }
      } catch (unreachable) {
        show("lost");
      }
    } while (again);
    reading = false;
  }

  function start() {
    source = new EventSource(live.dataset.changes);
    source.addEventListener("open", () => {
      show("on");
      read();
    });
    source.addEventListener("error", () => show("lost"));
    source.addEventListener("change", read);
    source.addEventListener("reset", read);
    show("on");
  }

  function pause() {
    source.close();
    source = null;
    show("off");
  }

  button.addEventListener("click", () => (source ? pause() : start()));
  live.hidden = false;
  start();
})();
