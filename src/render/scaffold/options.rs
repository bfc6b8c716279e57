//! What each kind needs to be told, and what it can be told beside.

use std::collections::BTreeMap;

use super::{Refusal, slug};
use crate::calendar::Day;
use crate::record::Kind;

/// What was said, by the name of the option.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// One value an option.
    pub values: BTreeMap<&'static str, String>,
    /// The records that are named.
    pub records: Vec<String>,
}

/// The options of a kind.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The kind.
    pub kind: Kind,
    /// Without these there is nothing to prepare.
    pub needs: &'static [&'static str],
    /// What else it can be told.
    pub takes: &'static [&'static str],
    /// A whole call.
    pub example: &'static str,
}

macro_rules! options {
    ($($kind:ident needs [$($need:literal),*] takes [$($take:literal),*], $example:literal;)*) => {
        /// One row a kind.
        static OPTIONS: &[Options] = &[$(Options {
            kind: Kind::$kind,
            needs: &[$($need),*],
            takes: &[$($take),*],
            example: $example,
        }),*];
    };
}

options! {
    Store needs ["id"] takes ["date", "organisation", "marking", "policy", "case-system"],
        "supervision new store --id north-children --policy rotherham";
    Person needs ["person"] takes ["date", "name", "email", "role", "team"],
        "supervision new person --person ada-cole --name \"Ada Cole\" --role social-worker";
    Worker needs ["worker"] takes ["date", "role", "team", "supervisor", "asye"],
        "supervision new worker --worker ada-cole --role social-worker --supervisor sam-okoro";
    Child needs ["child"] takes ["date", "case-reference", "category", "worker"],
        "supervision new child --child c-1201 --category child-in-need --worker jo-field";
    Checklist needs ["worker"] takes ["date", "supervisor"], "supervision new checklist --worker jo-field";
    Agreement needs ["worker"] takes ["date", "supervisor", "starts"], "supervision new agreement --worker jo-field";
    History needs ["worker"] takes ["date", "supervisor"], "supervision new history --worker jo-field";
    Session needs ["worker"] takes ["date", "planned", "supervisor", "type"],
        "supervision new session --worker jo-field --date 2026-03-02";
    ChildSupervision needs ["child", "session"] takes ["date"],
        "supervision new child-supervision --child c-1042 --session jo-field/3-supervision/2026-03-02";
    Decision needs ["child"] takes ["date", "by"], "supervision new decision --child c-1042 --by sam-okoro";
    Pdr needs ["worker"] takes ["date", "supervisor", "stage"], "supervision new pdr --worker jo-field --stage start";
    Cpd needs ["worker"] takes ["date", "about", "type", "what"],
        "supervision new cpd --worker jo-field --about \"Working with neglect\" --type course --what neglect";
    Progression needs ["worker"] takes ["date", "supervisor", "from-level", "to-level", "what"],
        "supervision new progression --worker jo-field --to-level \"Level 2\"";
    Absence needs ["worker"] takes ["date", "supervisor"], "supervision new absence --worker jo-field --date 2026-03-02";
    Wellbeing needs ["worker"] takes ["date", "supervisor"], "supervision new wellbeing --worker jo-field";
    Access needs ["worker"] takes ["date", "by", "role", "reason", "of", "what"],
        "supervision new access --worker jo-field --by pat-lowe --of jo-field/3-supervision/2026-03-02";
    SelfAudit needs ["worker", "as"] takes ["date", "what"], "supervision new self-audit --worker jo-field --as supervisee";
    QualityAudit needs ["worker", "by"] takes ["date", "of", "what"],
        "supervision new quality-audit --worker jo-field --by pat-lowe --of jo-field/3-supervision/2026-03-02";
    Note needs ["worker"] takes ["date", "by", "about", "what"], "supervision new note --worker jo-field --about \"New desk\"";
    Handover needs ["worker", "direction", "other-store", "by"] takes ["date", "reason"],
        "supervision new handover --worker jo-field --direction received --other-store south --by sam-okoro";
    Addendum needs ["of", "by"] takes ["date", "reason"],
        "supervision new addendum --of jo-field/3-supervision/2026-03-02 --by sam-okoro";
}

/// The options of a kind.
pub fn options(kind: Kind) -> &'static Options {
    let row = OPTIONS.iter().find(|row| row.kind == kind);
    row.expect("every kind has a row: a test looks")
}

impl Given {
    /// What was said for an option.
    pub fn text(&self, option: &str) -> Option<&str> {
        self.values.get(option).map(String::as_str)
    }

    pub(super) fn slug(&self, option: &str) -> Result<Option<&str>, Refusal> {
        self.text(option).map(|word| slug(option, word)).transpose()
    }

    pub(super) fn day(&self, option: &str) -> Result<Option<Day>, Refusal> {
        let day = self.text(option).map(str::parse::<Day>).transpose();
        day.map_err(|error| Refusal::other(error.to_string(), ""))
    }

    /// A term out of a few.
    pub(super) fn one_of(&self, option: &str, words: &[&str]) -> Result<Option<&str>, Refusal> {
        match self.text(option) {
            Some(word) if !words.contains(&word) => Err(Refusal::other(
                format!("`{word}` cannot stand for --{option}"),
                format!("it is one of: {}", words.join(", ")),
            )),
            word => Ok(word),
        }
    }

    fn has(&self, option: &str) -> bool {
        self.values.contains_key(option) || option == "of" && !self.records.is_empty()
    }
}

/// Refuses what lacks an option that is needed, or has one that would be passed over.
pub(super) fn judge(kind: Kind, given: &Given) -> Result<(), Refusal> {
    let options = options(kind);
    if let Some(option) = options.needs.iter().find(|option| !given.has(option)) {
        return Err(Refusal::Missing { kind, option });
    }
    let of = (!given.records.is_empty()).then_some("of");
    let mut said = given.values.keys().copied().chain(of);
    let is_taken = |option: &&str| options.needs.contains(option) || options.takes.contains(option);
    match said.find(|option| !is_taken(option)) {
        Some(option) => Err(Refusal::NotTaken { kind, option }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::KINDS;

    #[test]
    fn every_kind_has_its_options_and_an_example_that_gives_what_is_needed() {
        assert_eq!(OPTIONS.len(), KINDS.len());
        for info in KINDS {
            let options = options(info.kind);
            let begins = format!("supervision new {} ", info.name);
            assert!(options.example.starts_with(&begins), "{}", options.example);
            for option in options.needs {
                assert!(
                    options.example.contains(&format!(" --{option} ")),
                    "{}: --{option}",
                    info.name
                );
            }
        }
    }

    #[test]
    fn what_is_missing_or_would_be_passed_over_is_named() {
        let mut given = Given::default();
        let missing = judge(Kind::Session, &given).expect_err("no worker");
        assert_eq!(missing.to_string(), "a supervision session needs --worker");
        given.values.insert("worker", "jo".to_owned());
        assert_eq!(judge(Kind::Session, &given), Ok(()));
        given.values.insert("child", "c-1".to_owned());
        let stray = judge(Kind::Session, &given).expect_err("a child");
        assert_eq!(stray.to_string(), "a supervision session takes no --child");
    }
}
