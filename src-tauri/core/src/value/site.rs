//! A person's site on the web.

use url::{Host, Url};

use super::text::{refuse_hidden, too_long};
use super::{Checked, Flaw};

/// An `http` or `https` address of a public-looking host, at most 2,000 characters; or nothing.
///
/// It is opened in the system's browser on a click, so nothing but the web may get in: no `javascript:`, no `file:`, and
/// no name and password hidden before an "@".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Site(String);

impl Site {
    /// The longest address, in characters.
    pub const MAX: usize = 2000;

    /// Reads an address; one that begins with a host gets `https://` put before it.
    pub fn parse(typed: &str) -> Checked<Self> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Ok(Self::default());
        }
        refuse_hidden(typed, |_| false)?;
        if typed.chars().count() > Self::MAX {
            return Err(too_long(Self::MAX));
        }
        if typed.contains(char::is_whitespace) {
            return Err(Flaw::new("There is a space in this address. Take it out."));
        }
        let full = if has_scheme(typed) {
            typed.to_owned()
        } else {
            format!("https://{typed}")
        };
        let url = Url::parse(&full).map_err(|_| {
            Flaw::new("This is not a web address. It looks like https://example.org.")
        })?;
        check_url(&url)?;
        // The form that the browser will be given; a bare host keeps no slash behind it.
        let shown = if url.path() == "/" && url.query().is_none() && url.fragment().is_none() {
            url.as_str().trim_end_matches('/')
        } else {
            url.as_str()
        };
        if shown.chars().count() > Self::MAX {
            return Err(too_long(Self::MAX));
        }
        Ok(Self(shown.to_owned()))
    }

    /// The address; empty if there is none.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// `mailto:x` and `https://x` have one, `example.org:8080/x` does not.
fn has_scheme(typed: &str) -> bool {
    typed.split_once(':').is_some_and(|(scheme, rest)| {
        scheme
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
            && (rest.starts_with('/')
                || !scheme.contains('.') && !rest.starts_with(|c: char| c.is_ascii_digit()))
    })
}

fn check_url(url: &Url) -> Checked<()> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(Flaw::new(
            "Only web addresses can be used: they begin with https:// or http://.",
        ));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Flaw::new(
            "An address with a name or password in it can't be used.",
        ));
    }
    match url.host() {
        Some(Host::Domain(host)) if host.contains('.') && !host.ends_with('.') => Ok(()),
        Some(Host::Domain(_)) => Err(Flaw::new(
            "This address is missing an ending, like .org or .example.",
        )),
        Some(Host::Ipv4(_) | Host::Ipv6(_)) => Ok(()),
        None => Err(Flaw::new(
            "This is not a web address. It looks like https://example.org.",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::Site;

    fn parse(typed: &str) -> Option<String> {
        Site::parse(typed).ok().map(|site| site.as_str().to_owned())
    }

    #[test]
    fn addresses_get_their_scheme() {
        assert_eq!(
            parse("lindqvist.example").as_deref(),
            Some("https://lindqvist.example")
        );
        assert_eq!(
            parse("example.org:8080/me").as_deref(),
            Some("https://example.org:8080/me")
        );
        assert_eq!(
            parse("HTTP://Example.org/A?b#c").as_deref(),
            Some("http://example.org/A?b#c")
        );
        assert_eq!(
            parse("https://exämple.se/é").as_deref(),
            Some("https://xn--exmple-cua.se/%C3%A9")
        );
        assert_eq!(parse("").as_deref(), Some(""));
    }

    #[test]
    fn nothing_but_the_web_gets_in() {
        for bad in [
            "javascript:alert(1)",
            "JavaScript://example.org/%0aalert(1)",
            "file:///etc/passwd",
            "data:text/html,x",
            "mailto:a@b.org",
            "ftp://example.org",
            "https://user:pass@example.org",
            "https://",
            "not a site",
            "localhost",
            "https://exa mple.org",
            "https://example.org\u{202E}/gro",
            "https://example.org\n",
            "://example.org",
        ] {
            if bad.ends_with('\n') {
                assert!(
                    parse(bad).is_some(),
                    "a line break at the end is a slip of the clipboard"
                );
            } else {
                assert_eq!(parse(bad), None, "{bad:?}");
            }
        }
        assert_eq!(
            parse(&format!("https://example.org/{}", "a".repeat(2000))),
            None
        );
    }
}
