// What a test says in English, as a page in another language says it. Runs in front of look.js; its scripts are not modules,
// so the page's own words come a moment later, and until then nothing is found.

const interpret = (() => {
  const PLACEHOLDER = /\{(\w+)\}/;
  const DAY = /^\d{1,2} \p{Lu}\p{Ll}+ \d{4}$/u;
  const isEnglish = () => document.documentElement.lang === "en";

  const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const formsOf = (words) => (typeof words === "string" ? [words] : Object.values(words));

  /** Every English sentence of scripts, with what finds it. */
  function compile(words) {
    return Object.entries(words).flatMap(([key, value]) =>
      Object.entries(typeof value === "string" ? { other: value } : value).map(([form, english]) => {
        const parts = english.split(PLACEHOLDER);
        const source = parts.map((part, at) => (at % 2 === 0 ? escape(part) : part === "count" ? "([\\d,]+)" : "(.+?)")).join("");
        return { key, form, english, names: parts.filter((_, at) => at % 2 === 1), expression: new RegExp(`^${source}$`, "su") };
      }),
    );
  }

  function makeInterpreter({ language }, { WORDS, say }) {
    // What has no letters of its own, such as "{day}, {time}", would be found in anything.
    const sentences = compile(WORDS).filter(({ english }) => /\p{L}/u.test(english.replace(/\{\w+\}/g, "")));
    /** Everything that the English may stand for, itself included: it may be a name. */
    function all(english, depth = 0) {
      const found = new Set([english, language.speaker.translate(english)]);
      if (DAY.test(english)) {
        found.add(new Intl.DateTimeFormat(language.locale, { day: "numeric", month: "long", year: "numeric" }).format(new Date(english)));
      }
      for (const { key, form, names, expression } of sentences) {
        const match = expression.exec(english);
        if (match === null) continue;
        const values = names.map((name, at) => {
          const value = match[at + 1];
          return [name, name === "count" ? Number(value.replaceAll(",", "")) : depth > 0 ? value : (all(value, depth + 1).at(-1) ?? value)];
        });
        if (form === "one") values.push(["count", 1]);
        found.add(say(key, Object.fromEntries(values)));
      }
      return [...found];
    }
    /** The same for a part of a sentence: the longest part of each translation that no placeholder breaks. */
    function parts(english) {
      const longest = (form) => form.split(/\{\w+\}/).sort((one, other) => other.length - one.length)[0] ?? "";
      const keys = sentences.filter((sentence) => sentence.english.includes(english)).map(({ key }) => language.speaker.words[key]);
      const texts = Object.keys(language.speaker.texts).filter((text) => text.includes(english.trim())).map((text) => language.speaker.texts[text]);
      return [...keys, ...texts].flatMap(formsOf).map(longest).filter((part) => part.trim().length > 3);
    }
    return { all, parts };
  }

  function get() {
    if (window.interpreter === undefined) {
      window.interpreter = null;
      const load = (path) => import(new URL(path, document.baseURI).href);
      Promise.all([load("js/language.js"), load("js/words.js")]).then((modules) => {
        window.interpreter = makeInterpreter(...modules);
      });
    }
    return window.interpreter;
  }

  return {
    /** Marks that keep directions apart are not for readers. */
    squash: (text) => (isEnglish() ? text : text.replace(/[\u200e\u200f\u2066-\u2069]/g, "")).replace(/[\s\u2066-\u2069]+/g, " ").trim(),
    all: (english) => (isEnglish() ? [english] : (get()?.all(english) ?? [])),
    parts: (english) => (isEnglish() ? [english] : get() === null ? [] : [...get().all(english), ...get().parts(english)]),
  };
})();
