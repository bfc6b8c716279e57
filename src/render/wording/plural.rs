//! Which form a number takes: the rules of English and of Welsh, as the Unicode tables have them.
//!
//! `zero`, `one` and `two` are those numbers themselves, where a string has a form for them. In Welsh 3 is `few` and 6 is `many`.

/// The forms that there can be.
pub(super) const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The forms that a language needs.
pub(super) fn needed(language: &str) -> &'static [&'static str] {
    match main(language) {
        "cy" => &FORMS,
        _ => &["one", "other"],
    }
}

/// The form of a number, written in digits; `other` for what is no whole number.
pub(super) fn form(count: &str, language: &str) -> &'static str {
    let is_welsh = main(language) == "cy";
    match count.parse::<u64>() {
        Ok(0) => "zero",
        Ok(1) => "one",
        Ok(2) => "two",
        Ok(3) if is_welsh => "few",
        Ok(6) if is_welsh => "many",
        _ => "other",
    }
}

fn main(language: &str) -> &str {
    language.split('-').next().unwrap_or_default()
}
