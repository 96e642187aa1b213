//! An e-mail address, or none.

use std::str::FromStr;

use email_address::{EmailAddress, Options};

use super::text::refuse_hidden;
use super::{Checked, Flaw, fold_key};

/// An address that could receive mail on the public net, or nothing.
///
/// Stored as typed: the part before the "@" belongs to the receiving side (RFC 5321, 2.4). Compared folded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Email {
    shown: String,
    key: Option<String>,
}

impl Email {
    /// The longest address, in characters (RFC 3696, erratum 1690).
    pub const MAX: usize = 254;

    /// Checks the form (RFC 5322, without comments, quotes of names, and addresses of bare machines).
    pub fn parse(typed: &str) -> Checked<Self> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Ok(Self::default());
        }
        refuse_hidden(typed, |_| false)?;
        if typed.chars().count() > Self::MAX {
            return Err(super::text::too_long(Self::MAX));
        }
        check_shape(typed)?;
        Ok(Self {
            shown: typed.to_owned(),
            key: Some(fold_key(typed)),
        })
    }

    /// The address as typed; empty if there is none.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.shown
    }

    /// The folded form, unique among all accounts that have an address.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }
}

fn check_shape(typed: &str) -> Checked<()> {
    let Some((local, domain)) = typed.rsplit_once('@') else {
        return Err(Flaw::new(
            "An e-mail address has an “@” in it, like ana@example.org.",
        ));
    };
    if local.is_empty() {
        return Err(Flaw::new("The part before the “@” is missing."));
    }
    if domain.is_empty() {
        return Err(Flaw::new("The part after the “@” is missing."));
    }
    if typed.contains(char::is_whitespace) {
        return Err(Flaw::new("There is a space in this address. Take it out."));
    }
    if !domain.contains('.') {
        return Err(Flaw::new(
            "This address is missing an ending, like .org or .example.",
        ));
    }
    let options = Options::default()
        .with_required_tld()
        .without_domain_literal()
        .without_display_text();
    let known = EmailAddress::parse_with_options(typed, options).is_ok()
        && EmailAddress::from_str(typed).is_ok();
    // The host must be one that a mail server could look up: letters of any language, no underscore, no port.
    let host = matches!(url::Host::parse(domain), Ok(url::Host::Domain(_)));
    let labels = domain
        .split('.')
        .all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'));
    if known && host && labels && !local.contains('"') {
        Ok(())
    } else {
        Err(Flaw::new(
            "This is not an e-mail address. It looks like ana@example.org.",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::Email;

    #[test]
    fn addresses_are_kept_as_typed_and_compared_folded() {
        let email = Email::parse(" Ana.K@Example.ORG ").unwrap();
        assert_eq!(email.as_str(), "Ana.K@Example.ORG");
        assert_eq!(email.key(), Some("ana.k@example.org"));
        assert_eq!(
            Email::parse("").unwrap().key(),
            None,
            "no address is fine, and never equal to another's"
        );
    }

    #[test]
    fn good_forms_pass() {
        for good in [
            "a@b.co",
            "grace+hopper@example.org",
            "o'neil@mail.example",
            "åsa@exämple.se",
            "x_y@sub.domain.example",
        ] {
            assert!(Email::parse(good).is_ok(), "{good}");
        }
    }

    #[test]
    fn bad_forms_say_what_is_missing() {
        let says = |typed: &str| Email::parse(typed).unwrap_err().to_string();
        assert!(says("ana").contains('@'));
        assert!(says("@example.org").contains("before"));
        assert!(says("ana@").contains("after"));
        assert!(says("ana@riverside").contains("ending"));
        assert!(says("ana kova@example.org").contains("space"));
        for bad in [
            "a@b..c",
            "a..b@example.org",
            ".a@example.org",
            "a@-b.org",
            "a@b.org.",
            "a@[1.2.3.4]",
            "a@1.2.3.4",
            "Ana <a@b.org>",
            "\"a\"@b.org",
            "a@b@c.org",
            "a\0@b.org",
            "a@b.org\u{202E}",
            "a@exa_mple.org:80",
        ] {
            assert!(Email::parse(bad).is_err(), "{bad:?}");
        }
        assert!(Email::parse(&format!("{}@example.org", "a".repeat(250))).is_err());
    }
}
