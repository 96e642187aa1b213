//! Which element is meant: said as a person would say it, by what it is and what it is called.

use std::fmt;

use serde::Serialize;

/// An element of the page in view. While a modal dialog is open, only what is in it counts.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Target {
    kind: Option<&'static str>,
    css: Option<String>,
    /// The whole name, or the label before its small print.
    name: Option<String>,
    /// How the name begins.
    starts: Option<String>,
    within: Option<Box<Target>>,
}

impl Target {
    const fn any() -> Self {
        Self {
            kind: None,
            css: None,
            name: None,
            starts: None,
            within: None,
        }
    }

    const fn kind(mut self, kind: &'static str) -> Self {
        self.kind = Some(kind);
        self
    }

    fn named(kind: &'static str, name: &str) -> Self {
        Self {
            name: Some(name.to_owned()),
            ..Self::any().kind(kind)
        }
    }

    /// Whose name begins with these words.
    pub(crate) fn starting(self, words: &str) -> Self {
        Self {
            starts: Some(words.to_owned()),
            ..self
        }
    }

    /// Only inside another element.
    pub(crate) fn within(self, place: Self) -> Self {
        Self {
            within: Some(Box::new(place)),
            ..self
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.kind, &self.css) {
            (Some(kind), _) => f.write_str(kind)?,
            (None, css) => write!(f, "element {}", css.as_deref().unwrap_or("?"))?,
        }
        if let Some(name) = &self.name {
            write!(f, " \"{name}\"")?;
        }
        if let Some(starts) = &self.starts {
            write!(f, " \"{starts}…\"")?;
        }
        if let Some(within) = &self.within {
            write!(f, " within {within}")?;
        }
        Ok(())
    }
}

/// A button.
pub(crate) fn button(name: &str) -> Target {
    Target::named("button", name)
}

/// A link.
pub(crate) fn link(name: &str) -> Target {
    Target::named("link", name)
}

/// A field to type in.
pub(crate) fn field(label: &str) -> Target {
    Target::named("field", label)
}

/// A box to tick, or a switch.
pub(crate) fn checkbox(label: &str) -> Target {
    Target::named("checkbox", label)
}

/// One of a few choices.
pub(crate) fn radio(label: &str) -> Target {
    Target::named("radio", label)
}

/// An item of an open menu.
pub(crate) fn menu_item(name: &str) -> Target {
    Target::named("menuitem", name)
}

/// A dialog.
pub(crate) fn dialog(name: &str) -> Target {
    Target::named("dialog", name)
}

/// A heading.
pub(crate) fn heading(text: &str) -> Target {
    Target::named("heading", text)
}

/// The head of a column; how it is sorted may follow its name.
pub(crate) fn column(name: &str) -> Target {
    Target::any().kind("column").starting(name)
}

/// A row of a list, by its first words.
pub(crate) fn row(starts: &str) -> Target {
    Target::any().kind("row").starting(starts)
}

/// What has a name for scripts only (`data-part`), because persons tell it by its place.
pub(crate) fn part(name: &str) -> Target {
    css(&format!("[data-part=\"{name}\"]"))
}

/// Whatever a CSS selector finds.
pub(crate) fn css(selector: &str) -> Target {
    Target {
        css: Some(selector.to_owned()),
        ..Target::any()
    }
}
