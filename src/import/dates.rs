//! Days as case systems write them, in the one form that the mapping names: another form is never tried.

use crate::calendar::{Day, MONTHS};

/// The day that a text says in a form such as `dd/mm/yyyy`; midnight or another time may stand behind it.
pub(super) fn day(text: &str, form: &str) -> Option<Day> {
    let text = without_time(text.trim());
    let sign = form.chars().find(|letter| !letter.is_ascii_alphabetic())?;
    let parts: Vec<&str> = text.split(sign).collect();
    let names: Vec<&str> = form.split(sign).collect();
    if parts.len() != 3 || names.len() != 3 {
        return None;
    }
    let (mut year, mut month, mut of_month) = (None, None, None);
    for (name, part) in names.into_iter().zip(parts) {
        match name {
            "yyyy" => year = digits(part, 4, 4),
            "mm" => month = digits(part, 1, 2),
            "mmm" => month = month_named(part),
            "dd" => of_month = digits(part, 1, 2),
            _ => return None,
        }
    }
    Day::new(i32::try_from(year?).ok()?, month?, of_month?)
}

/// Whether a text looks like a day in any form.
pub(super) fn looks_like_a_day(text: &str) -> bool {
    let text = without_time(text.trim());
    let parts: Vec<&str> = text.split(['/', '-', '.', ' ']).collect();
    let numbers = |part: &&str| digits(part, 1, 4).is_some() || month_named(part).is_some();
    let years = |part: &&str| digits(part, 4, 4).is_some() || digits(part, 2, 2).is_some();
    parts.len() == 3 && parts.iter().all(numbers) && (years(&parts[0]) || years(&parts[2]))
}

/// `2026-03-01 00:00:00`, `01/03/2026 09:30`, `2026-03-01T00:00:00`: the text before the time.
fn without_time(text: &str) -> &str {
    let Some(at) = text.rfind([' ', 'T']) else {
        return text;
    };
    let time = text[at + 1..].split('.').next().unwrap_or_default();
    let parts: Vec<&str> = time.split(':').collect();
    let is_time =
        (2..=3).contains(&parts.len()) && parts.iter().all(|part| digits(part, 1, 2).is_some());
    match is_time {
        true => text[..at].trim_end(),
        false => text,
    }
}

fn digits(text: &str, least: usize, most: usize) -> Option<u32> {
    let fits =
        (least..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

fn month_named(text: &str) -> Option<u32> {
    let text = text.to_lowercase();
    if text.len() < 3 {
        return None;
    }
    let at = MONTHS
        .iter()
        .position(|month| month.starts_with(&text) || (text == "sept" && *month == "september"))?;
    u32::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_in_the_form_that_is_named_and_in_no_other() {
        for (text, form, meant) in [
            ("01/03/2026", "dd/mm/yyyy", Some("2026-03-01")),
            ("1/3/2026", "dd/mm/yyyy", Some("2026-03-01")),
            ("01/03/2026", "mm/dd/yyyy", Some("2026-01-03")),
            ("01/03/2026 00:00", "dd/mm/yyyy", Some("2026-03-01")),
            ("2026-03-01T00:00:00", "yyyy-mm-dd", Some("2026-03-01")),
            ("2026-03-01 00:00:00.000", "yyyy-mm-dd", Some("2026-03-01")),
            ("01-Mar-2026", "dd-mmm-yyyy", Some("2026-03-01")),
            ("1 March 2026", "dd mmm yyyy", Some("2026-03-01")),
            ("1 Sept 2026", "dd mmm yyyy", Some("2026-09-01")),
            ("01/03/26", "dd/mm/yyyy", None),
            ("2026-03-01", "dd/mm/yyyy", None),
            ("31/02/2026", "dd/mm/yyyy", None),
            ("13/13/2026", "dd/mm/yyyy", None),
            ("", "dd/mm/yyyy", None),
            ("today", "dd/mm/yyyy", None),
        ] {
            let day = day(text, form).map(|day| day.to_string());
            assert_eq!(day.as_deref(), meant, "{text} as {form}");
        }
    }

    #[test]
    fn what_looks_like_a_day_is_seen_in_any_form() {
        for text in [
            "01/03/2015",
            "2015-03-01",
            "1.3.15",
            "1 March 2015",
            "01-MAR-2015",
        ] {
            assert!(looks_like_a_day(text), "{text}");
        }
        for text in ["LCS-318842", "318842", "2026/00123", "12-34", "A-1-2"] {
            assert!(!looks_like_a_day(text), "{text}");
        }
    }
}
