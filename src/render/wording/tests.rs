//! Strings by their forms and their places, a store's own in the place of the built-in ones, and each slip at its place.

use super::*;
use crate::source::SourceFile;

#[test]
fn the_built_in_strings_are_right_by_their_own_rules() {
    let sources = Sources::new(vec![SourceFile::new(PATH, BUILT_IN)]);
    assert_eq!(findings::of(&sources), []);
    assert_eq!(Wording::default().language(), "en-GB");
    assert_eq!(
        Wording::of_text(BUILT_IN).say("record.sign-off"),
        "Sign-off"
    );
}

#[test]
fn a_number_takes_its_form_and_english_has_two() {
    let english = Wording::default();
    let weeks = |count: u8| english.many("dates.every.weeks", count, &[]);
    assert_eq!(weeks(1), "every week");
    assert_eq!(weeks(2), "every 2 weeks");
    assert_eq!(english.many("training.hours", 0.5, &[]), "0.5 hours");
    assert_eq!(
        english.many("access-log.times", 2, &[]),
        "Twice, latest first"
    );
}

#[test]
fn what_a_store_leaves_out_is_said_as_the_built_in_file_says_it() {
    let own =
        Wording::of_text("record:\n  sign-off: \"Signatures\"\nterms:\n  east: \"Team East\"\n");
    assert_eq!(own.say("record.sign-off"), "Signatures");
    assert_eq!(own.say("record.with"), "With");
    assert_eq!(own.term("east"), "Team East");
    assert_eq!(own.term("north-west"), "North west");
    assert_eq!(own.language(), "en-GB");
}

#[test]
fn each_slip_in_a_stores_strings_is_found_at_its_place() {
    for (text, marked, code, part) in [
        (
            "record:\n  sign-of: \"x\"\n",
            "sign-of",
            "string-unknown",
            "did you mean `record.sign-off`?",
        ),
        (
            "gaps:\n  sign: \"x\"\n",
            "sign",
            "string-unknown",
            "template show strings",
        ),
        (
            "record:\n  titled: \"{titel}, {date}\"\n",
            "\"{titel}, {date}\"",
            "string-unusable",
            "`{titel}`",
        ),
        (
            "record:\n  titled: \"{title}\"\n",
            "\"{title}\"",
            "string-unusable",
            "`{date}` is left out",
        ),
        (
            "record:\n  with: \"{who\"\n",
            "\"{who\"",
            "string-unusable",
            "without its `}`",
        ),
        (
            "record:\n  with: \"\"\n",
            "\"\"",
            "string-unusable",
            "no words",
        ),
        (
            "record:\n  with: 3\n",
            "3",
            "string-unusable",
            "words belong here",
        ),
        (
            "record:\n  with:\n    - a\n",
            "- a",
            "string-unusable",
            "words belong here",
        ),
        (
            "record: \"x\"\n",
            "\"x\"",
            "string-unusable",
            "a group of strings",
        ),
        (
            "language: \"Welsh, please\"\n",
            "\"Welsh, please\"",
            "string-unusable",
            "tag of a language",
        ),
        (
            "training:\n  hours:\n    other: \"{count} h\"\n",
            "hours",
            "string-unusable",
            "`one`",
        ),
        (
            "language: \"cy\"\ntraining:\n  hours:\n    one: \"1 awr\"\n    other: \"{count} awr\"\n",
            "hours",
            "string-unusable",
            "`zero`, `two`, `few`, `many`",
        ),
        (
            "training:\n  hours:\n    one: \"1 hour\"\n",
            "hours",
            "string-unusable",
            "no form `other`",
        ),
        (
            "record:\n  with:\n    one: \"a\"\n    other: \"b\"\n",
            "with",
            "string-unusable",
            "no number decides",
        ),
        (
            "record:\n  with: \"a\\n# b\"\n",
            "\"a\\n# b\"",
            "string-unusable",
            "cannot be seen",
        ),
        ("record: [\n", "", "yaml-syntax", ""),
    ] {
        let sources = Sources::new(vec![SourceFile::new(PATH, text)]);
        let found = findings::of(&sources);
        let [finding] = found.as_slice() else {
            panic!("{text}: {found:?}");
        };
        assert_eq!(finding.code.name(), code, "{text}");
        let range = finding.primary.span.range();
        if code != "yaml-syntax" {
            assert_eq!(text[range].trim(), marked, "{text}");
        }
        let said = format!(
            "{} {}",
            finding.message,
            finding.help.clone().unwrap_or_default()
        );
        assert!(said.contains(part), "{text}: {said}");
        // Whatever is wrong, a document can be made.
        assert_eq!(Wording::of_store(&sources).say("record.with"), "With");
    }
}
