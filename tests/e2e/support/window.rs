//! Roster's window on a screen of its own, from its start to its exit code.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use gtk::glib::Variant;

use super::display::Display;
use super::driver::Driver;
use super::page::Page;
use super::wait::wait_for;
use super::{picker, picker::Picker, tools};

/// Starts Roster, keeps what it complains about, and writes down how it ended.
const RUN: &str = r#""$0" 2>"$1"; echo $? >"$2""#;

/// An open window. Dropped, it is gone with its screen; if its test failed, a picture and its words are kept.
pub(crate) struct Window {
    page: Page,
    display: Display,
    database: PathBuf,
    complaints: PathBuf,
    exit_code: PathBuf,
}

impl std::ops::Deref for Window {
    type Target = Page;

    fn deref(&self) -> &Page {
        &self.page
    }
}

impl Window {
    #[track_caller]
    pub(super) fn open(folder: &Path, database: &Path) -> Self {
        let display = Display::start(folder);
        let complaints = folder.join("complaints");
        let exit_code = folder.join("exit-code");
        fs::remove_file(&exit_code).ok();
        let mut program = Command::new("sh");
        program
            .args(["-c", RUN])
            .arg(tools::roster())
            .args([&complaints, &exit_code])
            .env("ROSTER_DB", database);
        let driver = Driver::open(&display, &program);
        Self {
            page: Page::new(driver),
            display,
            database: database.to_owned(),
            complaints,
            exit_code,
        }
    }

    /// The system's dialog for choosing a file.
    pub(crate) fn picker(&self) -> Picker<'_> {
        Picker::new(&self.display, picker::PICTURE)
    }

    /// The system's dialog for a file that people come from.
    pub(crate) fn import_dialog(&self) -> Picker<'_> {
        Picker::new(&self.display, picker::IMPORT)
    }

    /// The system's dialog for a folder with pictures.
    pub(crate) fn media_dialog(&self) -> Picker<'_> {
        Picker::new(&self.display, picker::MEDIA)
    }

    /// The system's dialog for another roster.
    pub(crate) fn roster_dialog(&self) -> Picker<'_> {
        Picker::new(&self.display, picker::ROSTER)
    }

    /// Starts the program once more for the same roster, as a desktop does; its exit code.
    #[track_caller]
    pub(crate) fn start_again(&self, arguments: &[&str]) -> Option<i32> {
        let mut program = self.display.command(tools::roster());
        program.args(arguments).env("ROSTER_DB", &self.database);
        let status = program.status().expect("the program starts");
        status.code()
    }

    /// Waits for a window of this title, whosever it is.
    #[track_caller]
    pub(crate) fn wait_for_title(&self, title: &str) {
        wait_for("a window of that title", || {
            (!self.display.windows_titled(title).is_empty()).then_some(())
        });
    }

    /// The system's dialog for printing.
    pub(crate) fn print_dialog(&self) -> Picker<'_> {
        Picker::new(&self.display, picker::PRINT)
    }

    /// The system's dialog for saying where to save an export.
    pub(crate) fn save_dialog(&self) -> Picker<'_> {
        Picker::new(&self.display, picker::SAVE)
    }

    /// What the system tells everybody on its message bus; `name` is who says it, where that matters.
    #[track_caller]
    pub(crate) fn hear(
        &self,
        name: Option<&str>,
        (path, interface, signal): (&str, &str, &str),
        said: &Variant,
    ) {
        self.display
            .signal(name, path, interface, signal, said)
            .expect("the window's own message bus answers");
    }

    /// Closes the window as a person does, and waits for the program's exit code.
    #[track_caller]
    pub(crate) fn quit(&self) -> i32 {
        self.ask_to_quit();
        self.wait_for_exit()
    }

    /// Wants to close the window, which may have a question first.
    #[track_caller]
    pub(crate) fn ask_to_quit(&self) {
        let complaints = self.page.take_complaints();
        assert_eq!(complaints, Ok(Vec::new()), "the page complained");
        let windows = self.display.windows_titled("^Roster");
        let window = windows.first().expect("the window has a title");
        self.display.xdotool(&["windowactivate", "--sync", window]);
        self.display.xdotool(&["key", "alt+F4"]);
    }

    /// What the kernel says of the program, by the name of the file.
    #[track_caller]
    pub(crate) fn read_process(&self, file: &str) -> String {
        let path = Path::new("/proc").join(self.process()).join(file);
        fs::read_to_string(path).expect("the program runs")
    }

    /// Ends the program as a crash does, or the system.
    #[track_caller]
    pub(crate) fn end_by_signal(&self, signal: &str) {
        let kill = Command::new("kill")
            .args(["-s", signal, &self.process()])
            .status();
        assert!(
            kill.is_ok_and(|status| status.success()),
            "the program runs"
        );
    }

    #[track_caller]
    fn process(&self) -> String {
        let windows = self.display.windows_titled("^Roster");
        let window = windows.first().expect("the window has a title");
        self.display.process_of(window)
    }

    /// The program's exit code, once it has ended.
    #[track_caller]
    pub(crate) fn wait_for_exit(&self) -> i32 {
        wait_for("the program to end", || {
            fs::read_to_string(&self.exit_code)
                .ok()?
                .trim()
                .parse()
                .ok()
        })
    }

    /// Keeps a picture of the window, where pictures are asked for.
    #[track_caller]
    pub(crate) fn shoot(&self, name: &str) {
        if let Some(folder) = env::var_os("ROSTER_SHOTS_DIR") {
            let language = self
                .page
                .run("return document.documentElement.lang;", Vec::new());
            let name = match language.as_str() {
                None | Some("en") => name.to_owned(),
                Some(language) => format!("{language}-{name}"),
            };
            self.shoot_into(Path::new(&folder), &name);
        }
    }

    /// Keeps a picture of the window as `<name>.png`.
    #[track_caller]
    pub(crate) fn shoot_into(&self, folder: &Path, name: &str) {
        let picture = self
            .page
            .driver()
            .picture()
            .expect("the window can be painted");
        fs::write(folder.join(format!("{name}.png")), picture).expect("the folder can be written");
    }

    /// What the program wrote to its standard error.
    pub(crate) fn complaints(&self) -> String {
        fs::read_to_string(&self.complaints).unwrap_or_default()
    }

    fn keep_evidence(&self) {
        let name = thread::current()
            .name()
            .unwrap_or("test")
            .replace("::", "-");
        let folder = tools::target().join("e2e-failures");
        let words = self.page.describe().unwrap_or_else(|refusal| refusal);
        let words = format!("{words}\n\n{}", self.complaints());
        // The test has failed already; evidence that can't be kept must not hide why.
        let _ = fs::create_dir_all(&folder);
        let _ = fs::write(folder.join(format!("{name}.txt")), &words);
        if let Ok(picture) = self.page.driver().picture() {
            let _ = fs::write(folder.join(format!("{name}.png")), picture);
        }
        complain(&format!(
            "What the window showed is in {}/{name}.png and .txt:\n{words}",
            folder.display()
        ));
    }
}

#[expect(clippy::print_stderr, reason = "libtest shows it with the failure")]
fn complain(text: &str) {
    eprintln!("{text}");
}

impl Drop for Window {
    /// A test is only as good as the page was quiet: what nobody sees on the screen fails it here.
    fn drop(&mut self) {
        if thread::panicking() {
            return self.keep_evidence();
        }
        // A window that was closed has nothing to say any more.
        let complaints = self.page.take_complaints().unwrap_or_default();
        if !complaints.is_empty() {
            self.keep_evidence();
            panic!("The page complained: {complaints:#?}");
        }
    }
}
