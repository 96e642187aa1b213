//! The page in the window, as a person uses it: look, click, type, wait.

use std::time::Instant;

use serde_json::{Value, json};

use super::driver::{Driver, Handle, Refusal};
use super::keys;
use super::target::Target;
use super::wait::{PATIENCE, wait_for};

/// What stands before every script.
const LOOK: &str = concat!(include_str!("interpret.js"), include_str!("look.js"));

/// Whatever can be clicked, typed into or reached with Tab, and is not covered by a dialog.
const LIST_CONTROLS: &str = "
    const top = [...document.querySelectorAll('dialog:modal')].at(-1) ?? document;
    const controls = 'a[href], button, input, select, textarea, summary, [tabindex=\"0\"], [role=button], [role=menuitem], [role=tab], [role=option], [role=switch]';
    return [...top.querySelectorAll(controls)]
      .filter((one) => look.isInView(one) && one.closest('[inert], [aria-hidden=\"true\"]') === null)
      .map((element) => ({ element, markup: element.cloneNode(false).outerHTML }));";

/// What changes begins to move with the next frame, not at once.
const IS_AT_REST: &str = "
    for (let frame = 0; frame < 2; frame += 1) await new Promise((done) => requestAnimationFrame(done));
    return document.getAnimations().every((one) => one.playState !== 'running')
      && [...document.images].every((one) => one.complete)
      && !document.querySelector('[aria-busy=\"true\"]')
      && document.fonts.status === 'loaded';";

/// A page under control. What does not come about in time fails the test, at the line that asked for it.
pub(crate) struct Page {
    driver: Driver,
}

impl Page {
    pub(super) fn new(driver: Driver) -> Self {
        Self { driver }
    }

    /// The one element that fits, as soon as it is there.
    #[track_caller]
    pub(crate) fn find(&self, target: &Target) -> Handle {
        let script = "return look.find(arguments[0]);";
        wait_for(&format!("one {target}"), || {
            let found = self.ask(script, &[json!(target)]);
            match found.as_array().map(Vec::as_slice) {
                Some([one]) => Handle::from_value(one),
                _ => None,
            }
        })
    }

    /// What assistive technology is told of each control in view: its markup, its role and its name.
    #[track_caller]
    pub(crate) fn list_controls(&self) -> Vec<(String, String, String)> {
        let controls = self.run(LIST_CONTROLS, Vec::new());
        let controls = controls.as_array().cloned().unwrap_or_default();
        let describe = |control: &Value| {
            let markup = control["markup"].as_str().unwrap_or_default().to_owned();
            let element = Handle::from_value(&control["element"])?;
            // What is replaced just now is none of those at rest.
            let (role, name) = self.driver.computed(&element).ok()?;
            Some((markup, role, name))
        };
        controls.iter().filter_map(describe).collect()
    }

    /// How many elements fit now.
    #[track_caller]
    pub(crate) fn count(&self, target: &Target) -> u64 {
        let count = self.ask("return look.find(arguments[0]).length;", &[json!(target)]);
        count.as_u64().expect("a length is a number")
    }

    /// Waits until nothing fits any more.
    #[track_caller]
    pub(crate) fn wait_until_gone(&self, target: &Target) {
        wait_for(&format!("no {target}"), || {
            (self.count(target) == 0).then_some(())
        });
    }

    /// Clicks an element as soon as it is on.
    #[track_caller]
    pub(crate) fn click(&self, target: &Target) {
        self.until_on(target);
        self.reveal(target);
        insist(&format!("a click on {target}"), || {
            self.driver.click(&self.find(target))
        });
    }

    /// Scrolls an element wholly into view. The driver itself is content with a part of it, and then clicks beside it.
    #[track_caller]
    fn reveal(&self, target: &Target) {
        let script =
            "element.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });";
        self.run_on(target, script);
    }

    /// Clicks with a key held down.
    #[track_caller]
    pub(crate) fn click_holding(&self, key: &str, target: &Target) {
        self.reveal(target);
        let element = self.find(target);
        insist(&format!("{key}+click on {target}"), || {
            self.driver.click_holding(keys::key(key), &element)
        });
    }

    /// Drags one element onto another; both have to be in view.
    #[track_caller]
    pub(crate) fn drag(&self, from: &Target, to: &Target) {
        let (start, end) = (self.find(from), self.find(to));
        insist(&format!("dragging {from} to {to}"), || {
            self.driver.drag(&start, &end)
        });
    }

    /// Replaces what stands in a field.
    #[track_caller]
    pub(crate) fn fill(&self, target: &Target, text: &str) {
        self.run_on(target, "element.focus(); element.select();");
        if text.is_empty() {
            self.press("Delete");
        } else {
            self.type_text(text);
        }
    }

    /// Presses keys together, such as `ctrl+s`. They go to whatever has focus.
    #[track_caller]
    pub(crate) fn press(&self, chord: &str) {
        if let Err(refusal) = self.driver.press(&keys::chord(chord)) {
            panic!("The keys {chord} were refused: {refusal}");
        }
    }

    /// Types key by key into whatever has focus.
    #[track_caller]
    pub(crate) fn type_text(&self, text: &str) {
        if let Err(refusal) = self.driver.type_text(text) {
            panic!("Typing \"{text}\" was refused: {refusal}");
        }
    }

    /// Waits until a text is in view.
    #[track_caller]
    pub(crate) fn see(&self, text: &str) {
        wait_for(&format!("the text \"{text}\""), || {
            self.shows(text).then_some(())
        });
    }

    /// Waits until a text is out of view.
    #[track_caller]
    pub(crate) fn see_no(&self, text: &str) {
        wait_for(&format!("no text \"{text}\""), || {
            (!self.shows(text)).then_some(())
        });
    }

    /// Whether a text is in view now.
    #[track_caller]
    pub(crate) fn shows(&self, text: &str) -> bool {
        self.ask("return look.shows(arguments[0]);", &[json!(text)]) == json!(true)
    }

    /// The words of an element.
    #[track_caller]
    pub(crate) fn text_of(&self, target: &Target) -> String {
        let text = self.run_on(target, "return look.squash(element.innerText);");
        text.as_str().unwrap_or_default().to_owned()
    }

    /// What stands in a field.
    #[track_caller]
    pub(crate) fn value_of(&self, target: &Target) -> String {
        let value = self.run_on(target, "return element.value;");
        value.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until a field has this value.
    #[track_caller]
    pub(crate) fn wait_for_value(&self, target: &Target, value: &str) {
        wait_for(&format!("{target} with \"{value}\""), || {
            (self.value_of(target) == value).then_some(())
        });
    }

    /// Waits until an element says this and nothing else.
    #[track_caller]
    pub(crate) fn wait_for_text(&self, target: &Target, text: &str) {
        wait_for(&format!("{target} saying \"{text}\""), || {
            (self.text_of(target) == text).then_some(())
        });
    }

    /// Whether an element has focus now.
    #[track_caller]
    pub(crate) fn has_focus(&self, target: &Target) -> bool {
        let script = "return look.find(arguments[0]).includes(document.activeElement);";
        self.ask(script, &[json!(target)]) == json!(true)
    }

    /// Waits until an element has focus.
    #[track_caller]
    pub(crate) fn wait_for_focus(&self, target: &Target) {
        wait_for(&format!("focus on {target}"), || {
            self.has_focus(target).then_some(())
        });
    }

    /// Waits until an element is on.
    #[track_caller]
    pub(crate) fn until_on(&self, target: &Target) {
        let script = "return look.find(arguments[0]).some((one) => !look.isOff(one));";
        wait_for(&format!("{target} to be on"), || {
            (self.ask(script, &[json!(target)]) == json!(true)).then_some(())
        });
    }

    /// Whether an element is off.
    #[track_caller]
    pub(crate) fn is_off(&self, target: &Target) -> bool {
        self.run_on(target, "return look.isOff(element);") == json!(true)
    }

    /// Waits until an expression of the page's own language is true.
    #[track_caller]
    pub(crate) fn wait_until(&self, what: &str, expression: &str) {
        let script = format!("return Boolean({expression});");
        wait_for(what, || {
            (self.ask(&script, &[]) == json!(true)).then_some(())
        });
    }

    /// Waits until nothing moves and every picture is there, so that what is measured or painted is final.
    #[track_caller]
    pub(crate) fn settle(&self) {
        wait_for("a page at rest", || {
            (self.run_async(IS_AT_REST, Vec::new()) == json!(true)).then_some(())
        });
    }

    /// Shows the page in light or dark, as the app itself does for whoever chose one.
    #[track_caller]
    pub(crate) fn set_theme(&self, theme: &str) {
        let script = "document.documentElement.dataset.theme = arguments[0];";
        self.run(script, vec![json!(theme)]);
        self.settle();
    }

    /// Makes the window as large as this.
    #[track_caller]
    pub(crate) fn resize(&self, width: u32, height: u32) {
        self.driver
            .resize(width, height)
            .expect("the window can be resized");
        self.wait_until(
            "a window of that size",
            &format!("innerWidth === {width} && innerHeight === {height}"),
        );
    }

    /// How many windows the program has.
    #[track_caller]
    pub(crate) fn count_windows(&self) -> usize {
        self.driver.count_windows().expect("the program runs")
    }

    /// Runs a script with the element as `element`.
    #[track_caller]
    pub(crate) fn run_on(&self, target: &Target, script: &str) -> Value {
        let what = format!("one {target}");
        let script = format!(
            "const [element, more] = look.find(arguments[0]);
             if (element === undefined || more !== undefined) return [];
             return [(() => {{ {script} }})()];"
        );
        wait_for(&what, || {
            let answer = self.run(&script, vec![json!(target)]);
            answer.as_array().and_then(|answer| answer.first().cloned())
        })
    }

    /// Asks something that changes nothing, of the page that is there or the one that is just coming.
    #[track_caller]
    fn ask(&self, question: &str, arguments: &[Value]) -> Value {
        let script = format!("{LOOK}\n{question}");
        wait_for("a page that answers", || {
            match self.driver.ask(&script, arguments.to_vec()) {
                Ok(answer) => answer,
                Err(refusal) => panic!("the page did not answer this: {question}\n{refusal}"),
            }
        })
    }

    /// Runs a script; `arguments` are its arguments.
    #[track_caller]
    pub(crate) fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        match self.try_run(script, arguments) {
            Ok(answer) => answer,
            Err(refusal) => panic!("the page did not run this: {script}\n{refusal}"),
        }
    }

    /// Runs a script that may throw.
    pub(crate) fn try_run(&self, script: &str, arguments: Vec<Value>) -> Result<Value, Refusal> {
        self.driver.run(&format!("{LOOK}\n{script}"), arguments)
    }

    /// Runs a script that has something to await.
    #[track_caller]
    pub(crate) fn run_async(&self, script: &str, arguments: Vec<Value>) -> Value {
        let script = format!(
            "{LOOK}
             const done = arguments[arguments.length - 1];
             (async () => {{ {script} }})().then((value) => done({{ value }}), (reason) => done({{ reason: String(reason?.stack ?? reason) }}));"
        );
        match self.driver.run_async(&script, arguments) {
            Ok(answer) if answer.get("reason").is_none() => answer["value"].clone(),
            answer => panic!("the page did not run this: {script}\n{answer:?}"),
        }
    }

    /// What went wrong in the page since it was loaded, or since this was asked: errors, warnings, refusals.
    pub(crate) fn take_complaints(&self) -> Result<Vec<String>, Refusal> {
        let complaints = self.try_run("return window.complaints.splice(0);", Vec::new())?;
        Ok(serde_json::from_value(complaints).unwrap_or_default())
    }

    /// The page in words.
    pub(super) fn describe(&self) -> Result<String, Refusal> {
        let words = self.try_run("return look.describe();", Vec::new())?;
        Ok(words.as_str().unwrap_or_default().to_owned())
    }

    /// What does to the window what no page can.
    pub(super) fn driver(&self) -> &Driver {
        &self.driver
    }
}

/// Tries again while the page moves: an element may slide, or be drawn anew just now.
#[track_caller]
fn insist(what: &str, mut act: impl FnMut() -> Result<(), Refusal>) {
    let start = Instant::now();
    while let Err(refusal) = act() {
        assert!(start.elapsed() < PATIENCE, "{what} was refused: {refusal}");
    }
}
