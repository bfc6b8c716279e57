//! What `t("record.sign-off")` is in a template: a string of the catalogue, with what the template puts in its places.

use minijinja::value::{Kwargs, ValueKind};
use minijinja::{Error, ErrorKind, Value};

use super::wording::Wording;

/// The place that decides about the form of a string.
const COUNT: &str = "count";

/// The string, as a value that is escaped when it is printed.
pub(super) fn said(wording: &Wording, key: &str, given: &Kwargs) -> Result<Value, Error> {
    let wrong = |words: String| Error::new(ErrorKind::InvalidOperation, words);
    if !wording.knows(key) {
        return Err(wrong("there is no such string".to_owned()));
    }
    let mut places: Vec<(&str, String)> = Vec::new();
    for name in given.args() {
        places.push((name, words(wording, &given.get::<Value>(name)?)?));
    }
    let known = Wording::places(key);
    if let Some((odd, _)) = places
        .iter()
        .find(|(name, _)| known.as_ref().is_some_and(|known| !known.contains(*name)))
    {
        return Err(wrong(format!("the string has no place `{odd}`")));
    }
    let count = places.iter().find(|(name, _)| *name == COUNT);
    let borrowed: Vec<(&str, &str)> = places
        .iter()
        .map(|(name, words)| (*name, words.as_str()))
        .collect();
    Ok(Value::from(match count {
        Some((_, count)) => wording.many(key, count, &borrowed),
        None => wording.fill(key, &borrowed),
    }))
}

/// What stands in a place. What a block or a macro has printed is escaped already, and would be so twice.
fn words(wording: &Wording, value: &Value) -> Result<String, Error> {
    match value.kind() {
        ValueKind::None => Ok(String::new()),
        ValueKind::Bool if value.is_true() => Ok(wording.say("words.yes")),
        ValueKind::Bool => Ok(wording.say("words.no")),
        ValueKind::Number => Ok(value.to_string()),
        ValueKind::String if !value.is_safe() => Ok(value.as_str().unwrap_or_default().to_owned()),
        ValueKind::Undefined => Err(Error::new(
            ErrorKind::UndefinedError,
            "there is no such value here",
        )),
        _ => Err(Error::new(
            ErrorKind::InvalidOperation,
            "a place of a string takes one value: no list, and nothing that a block or a macro has printed",
        )),
    }
}
