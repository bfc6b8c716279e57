//! The pages of the findings that no rule makes: those about the form of the files, found while they are read.
//!
//! A rule has its page beside it. These codes are declared on many floors, most of which know nothing of social work;
//! what they mean to a team manager is written here, a page each.

/// The codes with their pages, by name.
const PAGES: &[(&str, &str)] = &[
    (
        "acceptance-unused",
        include_str!("pages/acceptance_unused.md"),
    ),
    ("clause-unknown", include_str!("pages/clause_unknown.md")),
    (
        "clause-without-rule",
        include_str!("pages/clause_without_rule.md"),
    ),
    (
        "control-character",
        include_str!("pages/control_character.md"),
    ),
    ("duplicate-key", include_str!("pages/duplicate_key.md")),
    (
        "entry-unreadable",
        include_str!("pages/entry_unreadable.md"),
    ),
    ("field-missing", include_str!("pages/field_missing.md")),
    ("field-unknown", include_str!("pages/field_unknown.md")),
    ("file-too-large", include_str!("pages/file_too_large.md")),
    ("file-unknown", include_str!("pages/file_unknown.md")),
    ("finding-unknown", include_str!("pages/finding_unknown.md")),
    (
        "front-matter-missing",
        include_str!("pages/front_matter_missing.md"),
    ),
    (
        "hidden-character",
        include_str!("pages/hidden_character.md"),
    ),
    ("kind-missing", include_str!("pages/kind_missing.md")),
    ("kind-unknown", include_str!("pages/kind_unknown.md")),
    ("not-a-record", include_str!("pages/not_a_record.md")),
    ("not-text", include_str!("pages/not_text.md")),
    ("overlay-loosens", include_str!("pages/overlay_loosens.md")),
    (
        "pack-beneath-missing",
        include_str!("pages/pack_beneath_missing.md"),
    ),
    ("pack-unknown", include_str!("pages/pack_unknown.md")),
    ("pack-unreadable", include_str!("pages/pack_unreadable.md")),
    ("part-empty", include_str!("pages/part_empty.md")),
    ("part-missing", include_str!("pages/part_missing.md")),
    ("path-differs", include_str!("pages/path_differs.md")),
    (
        "placeholder-left",
        include_str!("pages/placeholder_left.md"),
    ),
    (
        "record-misplaced",
        include_str!("pages/record_misplaced.md"),
    ),
    (
        "rule-contradicts",
        include_str!("pages/rule_contradicts.md"),
    ),
    ("rule-unknown", include_str!("pages/rule_unknown.md")),
    ("rule-unmatched", include_str!("pages/rule_unmatched.md")),
    (
        "rule-without-effect",
        include_str!("pages/rule_without_effect.md"),
    ),
    (
        "sign-off-unreadable",
        include_str!("pages/sign_off_unreadable.md"),
    ),
    ("store-empty", include_str!("pages/store_empty.md")),
    ("string-unknown", include_str!("pages/string_unknown.md")),
    ("string-unusable", include_str!("pages/string_unusable.md")),
    (
        "template-unknown",
        include_str!("pages/template_unknown.md"),
    ),
    (
        "template-unusable",
        include_str!("pages/template_unusable.md"),
    ),
    (
        "unresolved-conflict",
        include_str!("pages/unresolved_conflict.md"),
    ),
    ("value-unfit", include_str!("pages/value_unfit.md")),
    ("word-unknown", include_str!("pages/word_unknown.md")),
    (
        "yaml-not-allowed",
        include_str!("pages/yaml_not_allowed.md"),
    ),
    ("yaml-syntax", include_str!("pages/yaml_syntax.md")),
];

/// The page of a finding of the store's own format.
pub fn page(code: &str) -> Option<&'static str> {
    let found = PAGES.iter().find(|(name, _)| *name == code);
    found.map(|(_, page)| *page)
}

/// The names of the findings that have a page here, in order.
pub fn codes() -> Vec<&'static str> {
    PAGES.iter().map(|(name, _)| *name).collect()
}
