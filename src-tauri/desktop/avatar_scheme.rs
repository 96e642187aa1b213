//! Pictures for the page: `avatar://localhost/…`, on Windows `http://avatar.localhost/…`.
//!
//! | path | picture |
//! |---|---|
//! | `/user/<id>/<512 or 96>?v=<version>` | a person's |
//! | `/draft/<n>/preview` | one that is about to be cropped |
//! | `/draft/<n>/<512 or 96>?v=<version>` | what the crop made of it |
//!
//! Only to the person who is signed in, and only of those whom they may see; before that, the small pictures of the
//! accounts that the sign-in screen offers. Tauri takes a document from here for the app's own, so nothing that could be
//! one ever leaves: fixed image types, no sniffing, a sandbox around it.

use roster_core::view::ErrorCode;
use roster_core::{AvatarImage, AvatarSize};
use tauri::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue, X_CONTENT_TYPE_OPTIONS,
};
use tauri::http::{Method, Request, Response, StatusCode, Uri};
use tauri::{AppHandle, Manager as _, Runtime, UriSchemeResponder};

use crate::error::{Answer, CommandError};
use crate::state::AppState;

/// The scheme.
pub const NAME: &str = "avatar";

/// The longest version that an address may name.
const LONGEST_VERSION: usize = 64;

/// An address, understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum AvatarRequest {
    User { id: i64, size: AvatarSize },
    Preview { draft: u32 },
    Cropped { draft: u32, size: AvatarSize },
}

impl AvatarRequest {
    /// Reads an address; exactly the forms above, nothing encoded, nothing left over.
    fn parse(address: &Uri) -> Option<Self> {
        if address.scheme_str() != Some(NAME) || address.authority()?.as_str() != "localhost" {
            return None;
        }
        let mut parts = address.path().strip_prefix('/')?.split('/');
        let (kind, number, last) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() {
            return None;
        }
        if !address.query().is_none_or(is_version) {
            return None;
        }
        match (kind, last) {
            ("draft", "preview") => Some(Self::Preview {
                draft: parse_number(number)?,
            }),
            ("draft", size) => Some(Self::Cropped {
                draft: parse_number(number)?,
                size: parse_size(size)?,
            }),
            ("user", size) => Some(Self::User {
                id: parse_number(number)?,
                size: parse_size(size)?,
            }),
            _ => None,
        }
    }
}

/// A positive number as we write them: no sign, no zeros before it.
fn parse_number<T: std::str::FromStr>(text: &str) -> Option<T> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
    text.parse().ok().filter(|_| plain)
}

fn parse_size(text: &str) -> Option<AvatarSize> {
    match text {
        "512" => Some(AvatarSize::Large),
        "96" => Some(AvatarSize::Small),
        _ => None,
    }
}

/// A version makes an address that means one picture for ever.
fn is_version(query: &str) -> bool {
    query.strip_prefix("v=").is_some_and(|version| {
        (1..=LONGEST_VERSION).contains(&version.len())
            && version.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// Answers the webview, off its main thread.
pub(crate) fn respond<R: Runtime>(
    app: &AppHandle<R>,
    request: Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        responder.respond(answer(&app.state::<AppState>(), &request).await);
    });
}

/// The picture that a request asks for, or an empty answer that says no more than 403 or 404.
pub async fn answer(state: &AppState, request: &Request<Vec<u8>>) -> Response<Vec<u8>> {
    let understood =
        AvatarRequest::parse(request.uri()).filter(|_| request.method() == Method::GET);
    let Some(wanted) = understood else {
        return refuse(StatusCode::NOT_FOUND);
    };
    match find(state, wanted).await {
        Ok(Some(image)) => show(image, request.uri().query().is_some()),
        Ok(None) => refuse(StatusCode::NOT_FOUND),
        Err(error) => refuse(match error.code() {
            ErrorCode::NotFound | ErrorCode::Picture => StatusCode::NOT_FOUND,
            ErrorCode::Internal | ErrorCode::Database => StatusCode::INTERNAL_SERVER_ERROR,
            _ => StatusCode::FORBIDDEN,
        }),
    }
}

async fn find(state: &AppState, wanted: AvatarRequest) -> Answer<Option<AvatarImage>> {
    let Some(caller) = state.caller_if_any().await? else {
        return find_tile(state, wanted).await;
    };
    let mut read = caller.read().await?;
    match wanted {
        AvatarRequest::User { id, size } => Ok(read.show_avatar(id, size).await?),
        AvatarRequest::Preview { draft } => caller.drafts().find_preview(draft).map(Some),
        AvatarRequest::Cropped { draft, size } => caller.drafts().find_cropped(draft, size),
    }
}

/// Before anybody signs in: the accounts on the sign-in screen, as small as they are there.
async fn find_tile(state: &AppState, wanted: AvatarRequest) -> Answer<Option<AvatarImage>> {
    match wanted {
        AvatarRequest::User {
            id,
            size: AvatarSize::Small,
        } if state.preferences.offers_account(id) => {
            Ok(state.roster().await?.show_recent_avatar(id).await?)
        }
        _ => Err(CommandError::not_signed_in()),
    }
}

/// Whatever the database holds, nothing but an image goes out.
fn show(image: AvatarImage, lasting: bool) -> Response<Vec<u8>> {
    let kind = match image.mime.as_str() {
        "image/jpeg" => "image/jpeg",
        "image/png" => "image/png",
        _ => return refuse(StatusCode::NOT_FOUND),
    };
    let mut response = guard(Response::new(image.bytes));
    let memory = if lasting {
        "private, max-age=31536000, immutable"
    } else {
        "no-store"
    };
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static(memory));
    response
}

fn refuse(status: StatusCode) -> Response<Vec<u8>> {
    let mut response = guard(Response::new(Vec::new()));
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Keeps an answer from ever being a document with rights. No CORS header: a script can show a picture, not read it.
fn guard(mut response: Response<Vec<u8>>) -> Response<Vec<u8>> {
    let headers = response.headers_mut();
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(
        CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; sandbox"),
    );
    response
}

#[cfg(test)]
mod tests {
    use roster_core::{AvatarImage, AvatarSize};
    use tauri::http::StatusCode;

    use super::{AvatarRequest, show};

    fn parse(address: &str) -> Option<AvatarRequest> {
        AvatarRequest::parse(&address.parse().ok()?)
    }

    #[test]
    fn the_three_forms_are_understood() {
        use AvatarSize::{Large, Small};
        for (address, request) in [
            ("user/7/96", AvatarRequest::User { id: 7, size: Small }),
            (
                "user/9007199254740991/512?v=3f2a",
                AvatarRequest::User {
                    id: 9_007_199_254_740_991,
                    size: Large,
                },
            ),
            ("draft/12/preview", AvatarRequest::Preview { draft: 12 }),
            (
                "draft/4294967295/96?v=0",
                AvatarRequest::Cropped {
                    draft: u32::MAX,
                    size: Small,
                },
            ),
            (
                "draft/1/512",
                AvatarRequest::Cropped {
                    draft: 1,
                    size: Large,
                },
            ),
        ] {
            assert_eq!(
                parse(&format!("avatar://localhost/{address}")),
                Some(request),
                "{address}"
            );
        }
    }

    #[test]
    fn nothing_else_is() {
        for path in [
            "",
            "user",
            "user/7",
            "user/7/",
            "user/7/96/",
            "user//96",
            "/user/7/96",
            "user/7/48",
            "user/7/preview",
            "user/7/512px",
            "user/0/96",
            "user/07/96",
            "user/-7/96",
            "user/+7/96",
            "user/7.0/96",
            "user/0x7/96",
            "user/٧/96",
            "user/%37/96",
            "user/9223372036854775808/96",
            "user/99999999999999999999999999/96",
            "user/../user/7/96",
            "user/7/96/../512",
            "user/..%2F7/96",
            "user\\7\\96",
            "draft/4294967296/preview",
            "draft/-1/preview",
            "draft/1/preview/x",
            "USER/7/96",
            "group/7/96",
            "user/7/96?",
            "user/7/96?v=",
            "user/7/96?v=../x",
            "user/7/96?v=a&v=b",
            "user/7/96?w=1",
            "user/7/96;v=1",
        ] {
            assert_eq!(parse(&format!("avatar://localhost/{path}")), None, "{path}");
        }
        assert_eq!(
            parse(&format!(
                "avatar://localhost/user/7/96?v={}",
                "a".repeat(65)
            )),
            None
        );
    }

    #[test]
    fn only_at_home() {
        for origin in [
            "avatar://example.org",
            "avatar://localhost.example.org",
            "avatar://localhost:80",
            "avatar://me@localhost",
            "avatar://",
            "http://localhost",
            "tauri://localhost",
            "",
        ] {
            assert_eq!(parse(&format!("{origin}/user/7/96")), None, "{origin}");
        }
    }

    #[test]
    fn only_images_go_out() {
        for kind in [
            "text/html",
            "image/svg+xml",
            "application/xhtml+xml",
            "",
            "image/png; charset=x",
            "IMAGE/PNG",
        ] {
            let answer = show(
                AvatarImage {
                    bytes: b"<script>".to_vec(),
                    mime: kind.to_owned(),
                },
                true,
            );
            assert_eq!(
                (answer.status(), answer.body().len()),
                (StatusCode::NOT_FOUND, 0),
                "{kind}"
            );
        }
    }
}
