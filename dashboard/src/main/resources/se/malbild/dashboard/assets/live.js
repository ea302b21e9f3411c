// Makes an open page follow what is published. Every page works without it.
(function () {
  "use strict";
  const live = document.querySelector(".live");
  if (!live || !window.EventSource || !document.querySelector("[data-live]")) {
    return;
  }
  const state = document.getElementById("live-state");
  const news = document.getElementById("live-news");
  const button = live.querySelector("button");
  const longestNews = 5;
  // A browser has six connections to a server for all its tabs. Without some to spare no further page would load.
  const mostStreams = 4;
  const retryMillis = 3000;
  const tabs = window.BroadcastChannel ? new BroadcastChannel("malbild-live") : null;
  // By chance, since a browser makes better ids only for pages that came over HTTPS.
  const id = Math.random();
  // By the ids of the other pages in view that want to follow: when each was opened or used last.
  const others = new Map();
  let usedAt = 0;
  // Not null for as long as the page follows, also while it waits to connect again.
  let source = null;
  let isWanted = true;
  let isBehind = false;
  let reading = false;
  let again = false;
  let retry = 0;

  function show(which) {
    state.textContent = state.dataset[which];
    live.dataset.state = which;
    button.textContent = source ? button.dataset.pause : button.dataset.resume;
  }

  function showContact() {
    show(source.readyState === EventSource.OPEN && !isBehind ? "on" : "lost");
  }

  // At different times, so that not all readers ask a server that has just started at once.
  function soon(action) {
    return setTimeout(action, retryMillis * (1 + Math.random()));
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

  // Reads the page anew, until it can be read; changes that come meanwhile are read once more afterwards.
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
        isBehind = !answer.ok;
        if (answer.ok && source) {
          replaceChanged(new DOMParser().parseFromString(await answer.text(), "text/html"));
        }
      } catch (unreachable) {
        isBehind = true;
      }
    } while (again);
    reading = false;
    if (!source) {
      return;
    }
    showContact();
    if (isBehind) {
      clearTimeout(retry);
      retry = soon(() => {
        if (source && isBehind) {
          read();
        }
      });
    }
  }

  // The first event of a new stream, start, says from where on nothing is missed: what came before is on the page then read.
  function connect() {
    const stream = new EventSource(live.dataset.changes);
    source = stream;
    stream.addEventListener("open", () => {
      showContact();
      if (isBehind) {
        read();
      }
    });
    stream.addEventListener("error", () => {
      show("lost");
      // A browser connects again by itself when a connection breaks, but not when the answer was 503, for example.
      if (stream.readyState === EventSource.CLOSED) {
        soon(() => {
          if (source === stream) {
            connect();
          }
        });
      }
    });
    for (const event of ["start", "change", "reset"]) {
      stream.addEventListener(event, read);
    }
  }

  function open() {
    connect();
    show("on");
  }

  function close() {
    if (source) {
      source.close();
      source = null;
    }
  }

  function tellOthers(message) {
    if (tabs) {
      tabs.postMessage({ id, ...message });
    }
  }

  function use() {
    usedAt = Date.now();
    tellOthers({ usedAt });
    if (!source) {
      open();
    }
  }

  function leave() {
    close();
    tellOthers({ closed: true });
  }

  // A page need not know of those that were there before it: until they are used again, it is newer than they are.
  function isCrowdedOut() {
    const newer = [...others].filter(([other, at]) => at > usedAt || (at === usedAt && other > id));
    return newer.length >= mostStreams;
  }

  // A page that nobody sees holds no connection; seen again, it catches up.
  function follow() {
    if (document.hidden) {
      leave();
    } else if (isWanted) {
      use();
    }
  }

  button.addEventListener("click", () => {
    isWanted = !source;
    if (isWanted) {
      use();
    } else {
      leave();
      show("off");
    }
  });
  if (tabs) {
    // Of many pages in view, those opened or used last go on; when one of them is left, the next takes its place.
    tabs.addEventListener("message", ({ data }) => {
      if (data.closed) {
        others.delete(data.id);
      } else {
        others.set(data.id, data.usedAt);
      }
      if (source && isCrowdedOut()) {
        close();
        show("off");
      } else if (!source && isWanted && !document.hidden && !isCrowdedOut()) {
        open();
      }
    });
  }
  document.addEventListener("visibilitychange", follow);
  window.addEventListener("focus", follow);
  window.addEventListener("pageshow", follow);
  window.addEventListener("pagehide", leave);
  live.hidden = false;
  follow();
})();
