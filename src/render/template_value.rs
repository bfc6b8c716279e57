//! How a value is printed into a template: escaped, so that it is words wherever it stands.
//!
//! Deliberately not here: printing lists and mappings, which a template writes out part by part.

use minijinja::value::ValueKind;
use minijinja::{Error, ErrorKind, Output, State, Value};

use super::clean_inline::character;
use super::wording::Wording;

/// Prints a value: nothing for none, yes and no for truth, words escaped for Markdown.
pub(super) fn print(
    out: &mut Output<'_>,
    _: &mut State<'_, '_>,
    value: &Value,
    wording: &Wording,
) -> Result<(), Error> {
    let words = match value.kind() {
        ValueKind::None => return Ok(()),
        ValueKind::Undefined => {
            return Err(Error::new(
                ErrorKind::UndefinedError,
                "there is no such value here",
            ));
        }
        ValueKind::Bool if value.is_true() => wording.say("words.yes"),
        ValueKind::Bool => wording.say("words.no"),
        ValueKind::Number => value.to_string(),
        ValueKind::String if value.is_safe() => {
            return out
                .write_str(value.as_str().unwrap_or_default())
                .map_err(Error::from);
        }
        ValueKind::String => value.as_str().unwrap_or_default().to_owned(),
        other => {
            return Err(Error::new(
                ErrorKind::InvalidOperation,
                format!("a {other} cannot be printed: write out its parts, or join them"),
            ));
        }
    };
    out.write_str(&escaped(&words)).map_err(Error::from)
}

/// Words on one line, in which no character means anything to Markdown.
pub(super) fn escaped(words: &str) -> String {
    let words: String = words.chars().filter_map(character).collect();
    let words = words
        .split(' ')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    let digits = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mut out = String::with_capacity(words.len() + 8);
    for (at, c) in words.char_indices() {
        // What has a meaning anywhere, at the start of a line, and after a line's first number.
        let anywhere = "\\`*_[]()<>&|~#!{}\"'$^".contains(c);
        let at_start = at == 0 && "-+=:.)".contains(c);
        let after_number = at > 0 && at == digits && ".)".contains(c);
        if anywhere || at_start || after_number {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
