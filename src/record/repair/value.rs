//! What a value that does not fit may have been meant to say, by what its field asks for. Each reading is one that people
//! would agree on: `10/02/2026` has two, and so none is given.

use serde_json::Value as Json;

use crate::calendar::{Day, MONTHS};
use crate::record::schema::Schema;
use crate::text::yaml::{Node, Value};

/// The ways in which a value could be written so that its field takes it; `raw` is how it is written now.
pub(super) fn readings(schema: &Schema, pointer: &str, node: &Node<'_>, raw: &str) -> Vec<String> {
    let Some(field) = schema.field(pointer) else {
        return Vec::new();
    };
    let wants = |name: &str| field["type"] == name;
    let mut readings = Vec::new();
    match &node.value {
        Value::Str(said) => {
            let trimmed = said.trim();
            if wants("integer") || wants("number") || field["const"].is_number() {
                let is_plain = |c: char| c.is_ascii_digit() || c == '.';
                let is_number = trimmed.chars().all(is_plain) && trimmed.parse::<f64>().is_ok();
                readings.extend(is_number.then(|| trimmed.to_owned()));
            }
            if wants("boolean") {
                readings.extend(yes_or_no(trimmed).map(str::to_owned));
            }
            let words = field["enum"].as_array().into_iter().flatten();
            let words = words.chain(field.get("const")).filter_map(Json::as_str);
            let same = |word: &&str| plain(word, &WORD) == plain(trimmed, &WORD);
            readings.extend(words.filter(same).map(str::to_owned));
            if schema.refers_to(pointer, "date") {
                readings.extend(day(trimmed).map(|day| day.to_string()));
            }
            if schema.refers_to(pointer, "time") {
                readings.extend(time(trimmed));
            }
            if schema.refers_to(pointer, "slug") {
                readings.push(trimmed.to_ascii_lowercase());
            }
        }
        Value::Int(_) | Value::Float(_) | Value::Bool(_) if wants("string") => {
            readings.push(format!("\"{raw}\""));
        }
        _ => {}
    }
    readings
}

/// What separates the parts of a word of the vocabulary, as people write it.
const WORD: [char; 4] = [' ', '_', '-', '\u{a0}'];

/// Words without capitals, and with one blank wherever any of the signs stood.
pub(super) fn plain(text: &str, signs: &[char]) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|c| signs.contains(&c));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

fn yes_or_no(text: &str) -> Option<&'static str> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "yes" => Some("true"),
        "false" | "no" => Some("false"),
        _ => None,
    }
}

/// `2:30 pm` on the 24-hour clock, in quotes. Without am or pm a time may be of the morning or of the afternoon.
fn time(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase().replace(['.', ' ', '\u{a0}'], ":");
    let (clock, is_after_noon) = match (lower.strip_suffix("am"), lower.strip_suffix("pm")) {
        (Some(clock), _) => (clock, false),
        (_, Some(clock)) => (clock, true),
        _ => return None,
    };
    let clock = clock.trim_end_matches(':');
    let (hour, minute) = clock.split_once(':').unwrap_or((clock, "00"));
    let hour: u32 = digits(hour, 1..=2)?;
    let minute = digits(minute, 2..=2).filter(|minute| *minute < 60)?;
    let hour = match (hour, is_after_noon) {
        (12, false) => 0,
        (12, true) => 12,
        (1..=11, false) => hour,
        (1..=11, true) => hour + 12,
        _ => return None,
    };
    Some(format!("\"{hour:02}:{minute:02}\""))
}

/// The one day that a text means, if it means one only.
fn day(text: &str) -> Option<Day> {
    let lower = text.to_lowercase();
    if let Some(day) = with_time(&lower) {
        return Some(day);
    }
    let parts: Vec<&str> = lower
        .split([' ', ',', '/', '.', '-', '\u{a0}'])
        .filter(|part| !part.is_empty())
        .collect();
    let (named, parts): (Vec<&str>, Vec<&str>) = parts
        .into_iter()
        .partition(|part| WEEKDAYS.iter().any(|day| is_name(part, day)));
    let [first, second, third] = parts.as_slice() else {
        return None;
    };
    let day = match (month(first), month(second)) {
        // 10 February 2026, 10th Feb 2026
        (None, Some(month)) => Day::new(year(third)?, month, of_month(first)?),
        // February 10, 2026
        (Some(month), None) => Day::new(year(third)?, month, of_month(second)?),
        _ => match year(first) {
            // 2026-2-9, 2026/02/09
            Some(year) => Day::new(year, digits(second, 1..=2)?, digits(third, 1..=2)?),
            // 23/02/2026: there is no 23rd month. 09/02/2026 may be of February or of September.
            None => {
                let (first, second) = (digits(first, 1..=2)?, digits(second, 1..=2)?);
                let year = year(third)?;
                match (Day::new(year, second, first), Day::new(year, first, second)) {
                    (Some(day), None) | (None, Some(day)) => Some(day),
                    (Some(day), Some(other)) if day == other => Some(day),
                    _ => None,
                }
            }
        },
    }?;
    let weekday = day.date().format("%A").to_string().to_lowercase();
    named
        .iter()
        .all(|name| is_name(name, &weekday))
        .then_some(day)
}

/// A day with a time behind it. A time at another offset than here may be of the next day or the one before.
fn with_time(text: &str) -> Option<Day> {
    let day: Day = text.get(..10)?.parse().ok()?;
    let time = text[10..].strip_prefix(['t', ' '])?;
    let is_clock = |text: &str| {
        let parts: Vec<&str> = text.split(':').collect();
        let two = |part: &&str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        matches!(parts.len(), 2 | 3) && parts.iter().all(two)
    };
    is_clock(time).then_some(day)
}

fn digits(text: &str, length: std::ops::RangeInclusive<usize>) -> Option<u32> {
    let is_number = length.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

fn year(text: &str) -> Option<i32> {
    digits(text, 4..=4).and_then(|year| i32::try_from(year).ok())
}

/// `9`, `09` or `9th`.
fn of_month(text: &str) -> Option<u32> {
    let bare = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = &text[bare.len()..];
    let number = digits(bare, 1..=2)?;
    let ordinal = match (number % 10, number / 10 == 1) {
        (1, false) => "st",
        (2, false) => "nd",
        (3, false) => "rd",
        _ => "th",
    };
    (ending.is_empty() || ending == ordinal).then_some(number)
}

const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// Whether a word is a name or its first letters, at least three.
fn is_name(word: &str, name: &str) -> bool {
    word.len() >= 3 && name.starts_with(word)
}

fn month(word: &str) -> Option<u32> {
    let at = MONTHS.iter().position(|name| is_name(word, name))?;
    u32::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_in_another_form_is_read_where_it_can_mean_one_day_only() {
        for (text, meant) in [
            ("10 February 2026", Some("2026-02-10")),
            ("10th Feb 2026", Some("2026-02-10")),
            ("Tuesday 10 February 2026", Some("2026-02-10")),
            ("Tue, 10 Feb 2026", Some("2026-02-10")),
            ("February 10, 2026", Some("2026-02-10")),
            ("10-feb-2026", Some("2026-02-10")),
            ("1st March 2026", Some("2026-03-01")),
            ("2026-2-9", Some("2026-02-09")),
            ("2026/02/09", Some("2026-02-09")),
            ("23/02/2026", Some("2026-02-23")),
            ("02/23/2026", Some("2026-02-23")),
            ("23.2.2026", Some("2026-02-23")),
            ("03/03/2026", Some("2026-03-03")),
            ("2026-02-10T09:30", Some("2026-02-10")),
            ("2026-02-10 09:30:15", Some("2026-02-10")),
            // The tenth of February or the second of October.
            ("10/02/2026", None),
            ("10.2.2026", None),
            // Of which century.
            ("10 Feb 26", None),
            ("23/02/26", None),
            // That day was a Tuesday.
            ("Monday 10 February 2026", None),
            // In the summer, that is the next day here.
            ("2026-07-10T23:30:00Z", None),
            ("2026-02-10T09:30+02:00", None),
            ("30 February 2026", None),
            ("29 February 2026", None),
            ("1th March 2026", None),
            ("the 10th", None),
            ("10 Ma 2026", None),
            ("early March 2026", None),
            ("2026-02", None),
            ("", None),
        ] {
            let day = day(text).map(|day| day.to_string());
            assert_eq!(day.as_deref(), meant, "{text}");
        }
    }

    #[test]
    fn a_time_is_read_where_it_says_before_or_after_noon() {
        for (text, meant) in [
            ("9am", Some("\"09:00\"")),
            ("9.30 am", Some("\"09:30\"")),
            ("2:30pm", Some("\"14:30\"")),
            ("12pm", Some("\"12:00\"")),
            ("12.15 am", Some("\"00:15\"")),
            ("9:30", None),
            ("2.30", None),
            ("13pm", None),
            ("0am", None),
            ("9:75am", None),
            ("9:3am", None),
            ("am", None),
        ] {
            assert_eq!(time(text).as_deref(), meant, "{text}");
        }
    }
}
