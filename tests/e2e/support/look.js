// Looks at the page as a person does: what is in view, what it is, what it is called.
// Runs in front of every script of the tests; `look` is all that scripts use of it.

const look = (() => {
  const KINDS = {
    alert: '[role="alert"]',
    button: 'button:not([role]), [role="button"]',
    cell: '[role="gridcell"], td',
    checkbox: 'input[type="checkbox"], [role="checkbox"], [role="switch"]',
    column: '[role="columnheader"], th',
    dialog: "dialog, [role='dialog']",
    field: 'input:not([type="checkbox"], [type="radio"], [type="range"]), textarea',
    heading: "h1, h2, h3",
    link: "a[href]",
    menu: '[role="menu"]',
    menuitem: '[role="menuitem"], [role="menuitemradio"], [role="menuitemcheckbox"]',
    radio: 'input[type="radio"], [role="radio"]',
    row: '[role="row"]',
    tab: '[role="tab"]',
  };

  const { squash } = interpret;

  const isInView = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;

  /** What a reader would read out for the inside of an element. */
  function read(node) {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (!(node instanceof Element) || node.ariaHidden === "true" || !node.checkVisibility()) return "";
    if (node.ariaLabel) return node.ariaLabel;
    const inside = [...node.childNodes].map(read).join("");
    return getComputedStyle(node).display === "inline" ? inside : ` ${inside} `;
  }

  /** What an element may be called: its whole name, and for a label with small print the part before that. */
  function names(element) {
    const pointed = element.getAttribute("aria-labelledby")?.split(/\s+/) ?? [];
    if (pointed.length > 0) return [squash(pointed.map((id) => read(document.getElementById(id) ?? document.createTextNode(""))).join(" "))];
    if (element.ariaLabel) return [squash(element.ariaLabel)];
    const labels = [...(element.labels ?? [])];
    if (labels.length === 0) return [squash(read(element)), element.title];
    return labels.flatMap((label) => {
      const pieces = [...label.childNodes].map(read).map(squash).filter(Boolean);
      return [squash(read(label)), pieces[0] ?? ""];
    });
  }

  /** A modal dialog is all that can be used; under it, the page. */
  const foreground = () => [...document.querySelectorAll("dialog:modal")].at(-1) ?? document;

  const includesAny = (found, wanted) => interpret.all(wanted).some((words) => found.includes(squash(words)));

  /** Whether a text is in view. */
  const shows = (wanted) => interpret.parts(wanted).some((words) => text().includes(squash(words)));

  function fits(element, { name, starts }) {
    if (!isInView(element) || element.closest("[inert]")) return false;
    if (name !== null) return includesAny(names(element), name);
    return starts === null || names(element).some((one) => interpret.all(starts).some((words) => one.startsWith(squash(words))));
  }

  /** Every element that fits, in the order of the page. */
  function find(target) {
    const places = target.within === null ? [foreground()] : find(target.within);
    const selector = target.css ?? KINDS[target.kind];
    return [...document.querySelectorAll(selector)].filter((element) => places.some((place) => place.contains(element)) && fits(element, target));
  }

  const isOff = (element) => element.matches(":disabled, [aria-disabled='true'], [aria-busy='true']");

  const text = () => squash(document.body.innerText);

  /** The page in words, for a test that failed. */
  function describe() {
    const lines = [];
    for (const [kind, selector] of Object.entries(KINDS)) {
      if (["cell", "row"].includes(kind)) continue;
      for (const element of document.querySelectorAll(selector)) {
        if (!isInView(element)) continue;
        const marks = [isOff(element) && "off", element === document.activeElement && "focus", kind === "field" && element.value && `= ${element.value}`, element.checked && "checked"];
        lines.push([kind, JSON.stringify(names(element)[0]), ...marks.filter(Boolean)].join(" "));
      }
    }
    return [location.hash, document.title, "", document.body.innerText, "", ...lines, "", ...window.complaints].join("\n");
  }

  /** Keeps what goes wrong in the page, from the first look at it on. */
  function listen() {
    if (window.complaints !== undefined) return;
    const complaints = (window.complaints = []);
    const explain = (reason) => (reason instanceof Error ? `${reason}\n${reason.stack}` : String(reason));
    window.addEventListener("error", (event) => complaints.push(`error: ${explain(event.error ?? event.message)}`));
    window.addEventListener("unhandledrejection", (event) => complaints.push(`unhandled: ${explain(event.reason)}`));
    for (const level of ["warn", "error"]) {
      const usual = console[level].bind(console);
      console[level] = (...words) => {
        complaints.push(`console.${level}: ${words.map(explain).join(" ")}`);
        usual(...words);
      };
    }
    document.addEventListener("securitypolicyviolation", (event) => {
      complaints.push(`refused by policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
    });
  }
  listen();

  return { find, names, isOff, isInView, shows, text, squash, describe };
})();
