//! What sort of change it is: what a reviewer looks at first.

use super::{Said, Step};
use crate::calendar::Day;
use crate::record::layout::{Folder, Located, locate};

/// The sorts of change, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Who may decide what: posts, line managers, authorisations, policies, keys.
    Authority,
    /// A sign-off beside a record.
    SignOff,
    /// Who has been given a record, or may be.
    Access,
    /// A day, or how long something may take.
    Dates,
    /// What is said.
    Content,
    /// A slip put right: letters, capitals or stops, in words that stay what they are.
    Correction,
    /// Nothing that is said: comments, order, where lines break.
    Form,
}

impl Class {
    /// Every class, the gravest first.
    pub const ALL: [Self; 7] = [
        Self::Authority,
        Self::SignOff,
        Self::Access,
        Self::Dates,
        Self::Content,
        Self::Correction,
        Self::Form,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Authority => "authority",
            Self::SignOff => "sign-off",
            Self::Access => "access",
            Self::Dates => "dates",
            Self::Content => "content",
            Self::Correction => "correction",
            Self::Form => "form",
        }
    }
}

/// Fields that say who may decide what.
const AUTHORITY: [&str; 13] = [
    "accepted",
    "agreed-by",
    "authorisation",
    "authorised-by",
    "decided-by",
    "exempt-teams",
    "interval-decision",
    "line-managers",
    "links",
    "policies",
    "posts",
    "signing-keys",
    "sign-off",
];

/// Fields that say who has been given a record, or may be.
const ACCESS: [&str; 7] = [
    "disclosure",
    "legal-hold",
    "shared",
    "supervisee-told-on",
    "supervisee-told",
    "told",
    "case-note",
];

/// Fields that say how long something may take.
const TIMES: [&str; 4] = ["interval", "duration", "weeks", "time-limits"];

/// The class of a file as a whole, where its place says it.
pub(super) fn of_file(path: &str) -> Option<Class> {
    match locate(path) {
        Located::SignOff(_) => Some(Class::SignOff),
        Located::Pack => Some(Class::Authority),
        Located::Record(place) if place.folder == Folder::Top => Some(Class::Authority),
        Located::Record(place) if place.tail.ends_with("access") => Some(Class::Access),
        _ => None,
    }
}

pub(super) fn of(path: &str, way: &[Step], before: Option<&Said>, after: Option<&Said>) -> Class {
    if let Some(class) = of_file(path) {
        return class;
    }
    let keys = || {
        way.iter().filter_map(|step| match step {
            Step::Field(key) => Some(key.as_str()),
            _ => None,
        })
    };
    if keys().any(|key| AUTHORITY.contains(&key)) {
        return Class::Authority;
    }
    if keys().any(|key| ACCESS.contains(&key)) {
        return Class::Access;
    }
    let text = |said: Option<&Said>| said.and_then(|said| said.value.as_str()).map(str::to_owned);
    let (before, after) = (text(before), text(after));
    let is_day = |text: &Option<String>| {
        text.as_deref()
            .is_some_and(|text| text.parse::<Day>().is_ok())
    };
    if is_day(&before) || is_day(&after) || keys().any(|key| TIMES.contains(&key)) {
        return Class::Dates;
    }
    match (before, after) {
        (Some(before), Some(after)) if is_slip(&before, &after) => Class::Correction,
        _ => Class::Content,
    }
}

/// Whether two texts have the same words, but for capitals, stops, and at most two letters in a word of five or more. Numbers and
/// short words count: `not` and `now` are no slip of each other.
fn is_slip(before: &str, after: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split_whitespace().map(|word| {
            let letters = word.chars().filter(|c| c.is_alphanumeric());
            letters.flat_map(char::to_lowercase).collect::<String>()
        });
        words.filter(|word| !word.is_empty()).collect()
    };
    let (before, after) = (words(before), words(after));
    let is_close = |(one, other): (&String, &String)| {
        one == other
            || one.chars().count().min(other.chars().count()) >= 5
                && !one.chars().chain(other.chars()).any(char::is_numeric)
                && strsim::damerau_levenshtein(one, other) <= 2
    };
    before.len() == after.len() && !before.is_empty() && before.iter().zip(&after).all(is_close)
}
