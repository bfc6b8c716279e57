//! Personal identifiers in text where a pseudonym belongs: NHS numbers, postcodes, telephone numbers, dates of birth.
//!
//! Each of them has a digit in it, so a text without one is passed over at a glance. Dates in the records' own form, case
//! references and registration numbers are none of these: what is joined to letters, hyphens or slashes is left alone.

use std::ops::Range;

/// What identifies a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Identifier {
    /// Ten digits whose last one checks the others.
    NhsNumber,
    /// A British postcode.
    Postcode,
    /// A British telephone number.
    Telephone,
    /// A date that is said to be one of birth.
    BirthDate,
}

impl Identifier {
    /// What a sentence calls it.
    pub fn words(self) -> &'static str {
        match self {
            Self::NhsNumber => "an NHS number",
            Self::Postcode => "a postcode",
            Self::Telephone => "a telephone number",
            Self::BirthDate => "a date of birth",
        }
    }
}

/// The identifiers in a range of a text, in order.
pub fn find(text: &str, range: Range<usize>) -> Vec<(Identifier, Range<usize>)> {
    let bytes = &text.as_bytes()[..range.end];
    let part = &bytes[range.start..];
    let (digit, b, d) = part.iter().fold((false, false, false), |seen, byte| {
        let small = *byte | 0x20;
        (
            seen.0 | byte.is_ascii_digit(),
            seen.1 | (small == b'b'),
            seen.2 | (small == b'd'),
        )
    });
    let mut found = Vec::new();
    if !digit {
        return found;
    }
    let mut at = range.start;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let known = numbers(bytes, at, range.start);
        let end = known.as_ref().map_or_else(
            || at + digits(&bytes[at..]),
            |(_, place)| place.end.max(at + 1),
        );
        found.extend(known);
        at = end;
    }
    if b || d {
        birth_dates(bytes, range.start, &mut found);
    }
    found.sort_by_key(|(_, place)| place.start);
    found
}

fn digits(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count()
}

/// What the digits that begin at a place belong to.
fn numbers(bytes: &[u8], at: usize, floor: usize) -> Option<(Identifier, Range<usize>)> {
    let before = (at > floor).then(|| bytes[at - 1]);
    match before {
        Some(letter) if letter.is_ascii_alphabetic() => postcode(bytes, at, floor),
        Some(b'-' | b'/' | b'.' | b'_' | b':' | b'#') | Some(0x80..) => None,
        _ => telephone(bytes, at, floor).or_else(|| nhs_number(bytes, at, floor)),
    }
}

/// Whether a number that ends here goes on in some other way.
fn goes_on(bytes: &[u8], end: usize) -> bool {
    match bytes.get(end) {
        Some(b'-' | b'/' | b'_' | b':') => bytes
            .get(end + 1)
            .is_some_and(|next| next.is_ascii_alphanumeric()),
        Some(b'.') => bytes.get(end + 1).is_some_and(u8::is_ascii_digit),
        Some(byte) => byte.is_ascii_alphanumeric(),
        None => false,
    }
}

/// `943 476 5919` with spaces or hyphens; ten digits together only where `NHS` stands shortly before them.
fn nhs_number(bytes: &[u8], at: usize, floor: usize) -> Option<(Identifier, Range<usize>)> {
    let (value, end) = match digits(&bytes[at..]) {
        3 => {
            let sign = *bytes
                .get(at + 3)
                .filter(|sign| matches!(sign, b' ' | b'-'))?;
            let rest = bytes.get(at + 4..at + 12)?;
            if digits(rest) != 3 || rest[3] != sign || digits(&rest[4..]) != 4 {
                return None;
            }
            let (first, rest) = (&bytes[at..at + 3], [&rest[..3], &rest[4..]].concat());
            ([first, &rest].concat(), at + 12)
        }
        10 => {
            let near = &bytes[at.saturating_sub(24).max(floor)..at];
            near.windows(3)
                .any(|word| word.eq_ignore_ascii_case(b"nhs"))
                .then_some(())?;
            (bytes[at..at + 10].to_vec(), at + 10)
        }
        _ => return None,
    };
    let sum: u32 = value[..9]
        .iter()
        .zip((2..=10).rev())
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    let check = (11 - sum % 11) % 11;
    let holds = check == u32::from(value[9] - b'0') && value != b"0000000000";
    (holds && !goes_on(bytes, end)).then_some((Identifier::NhsNumber, at..end))
}

/// `01709 382121`, `(0114) 496 0000`, `07700 900123`, `+44 7700 900123`: an area code and eleven digits in all.
fn telephone(bytes: &[u8], at: usize, floor: usize) -> Option<(Identifier, Range<usize>)> {
    let is_abroad = at > floor && bytes[at - 1] == b'+';
    if !(bytes[at] == b'0' || is_abroad && bytes[at..].starts_with(b"44")) {
        return None;
    }
    let mut groups: Vec<usize> = Vec::new();
    let (mut number, mut next, mut end) = (Vec::new(), at, at);
    while number.len() < 15 {
        let length = digits(&bytes[next..]);
        if length == 0 {
            break;
        }
        groups.push(length);
        number.extend_from_slice(&bytes[next..next + length]);
        end = next + length;
        next = end;
        while next < bytes.len()
            && next - end < 2
            && matches!(bytes[next], b' ' | b'(' | b')' | b'-')
        {
            next += 1;
        }
    }
    let start = match () {
        () if is_abroad => at - 1,
        () if at > floor && bytes[at - 1] == b'(' => at - 1,
        () => at,
    };
    let national = match number.as_slice() {
        [b'4', b'4', b'0', rest @ ..] | [b'4', b'4', rest @ ..] if is_abroad => rest,
        [b'0', b'0', b'4', b'4', rest @ ..] => rest,
        [b'0', rest @ ..] if groups[0] >= 3 => rest,
        _ => return None,
    };
    let fits = national.len() == 10 && matches!(national[0], b'1' | b'2' | b'3' | b'7' | b'8');
    (fits && !goes_on(bytes, end)).then_some((Identifier::Telephone, start..end))
}

/// The letters with which British postcodes begin.
const AREAS: &str = " AB AL B BA BB BD BF BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX \
    FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP \
    NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC \
    WD WF WN WR WS WV YO ZE ";

/// `S60 2AB`: an area's letters, a district, a digit and two letters.
fn postcode(bytes: &[u8], at: usize, floor: usize) -> Option<(Identifier, Range<usize>)> {
    let letters = bytes[floor..at]
        .iter()
        .rev()
        .take_while(|byte| byte.is_ascii_alphanumeric())
        .count();
    if !(1..=2).contains(&letters) {
        return None;
    }
    let start = at - letters;
    if start > floor && matches!(bytes[start - 1], b'-' | b'/' | b'_' | b'.' | b'@' | 0x80..) {
        return None;
    }
    let area = std::str::from_utf8(&bytes[start..at]).ok()?;
    let known = format!(" {} ", area.to_ascii_uppercase());
    if !AREAS.contains(&known) {
        return None;
    }
    let is_inward = |from: usize| {
        let inward = bytes.get(from..from + 3)?;
        let fits = |letter: u8| {
            letter.is_ascii_alphabetic() && !b"CIKMOV".contains(&letter.to_ascii_uppercase())
        };
        let is_ordinal = [&b"1st"[..], b"2nd", b"3rd"].contains(&inward) || inward.ends_with(b"th");
        (inward[0].is_ascii_digit() && fits(inward[1]) && fits(inward[2]) && !is_ordinal)
            .then_some(from + 3)
    };
    // The district is a digit, two, or a digit and a letter; the longest is tried first.
    let district = match bytes.get(at + 1) {
        Some(byte) if byte.is_ascii_alphanumeric() => 2,
        _ => 1,
    };
    let end = (1..=district).rev().find_map(|length| {
        let behind = at + length;
        match bytes.get(behind) {
            Some(b' ') => is_inward(behind + 1),
            // Written together, only capitals: in small letters much else looks like this.
            _ if area.bytes().all(|byte| byte.is_ascii_uppercase()) => is_inward(behind)
                .filter(|end| bytes[end - 2..*end].iter().all(u8::is_ascii_uppercase)),
            _ => None,
        }
    })?;
    (!goes_on(bytes, end)).then_some((Identifier::Postcode, start..end))
}

/// `DOB 4/3/2015`, `born on 4 March 2015`: the words, and a digit shortly behind them on the same line.
fn birth_dates(bytes: &[u8], floor: usize, found: &mut Vec<(Identifier, Range<usize>)>) {
    const WORDS: [&[u8]; 5] = [
        b"dob",
        b"d.o.b",
        b"date of birth",
        b"born on",
        b"birth date",
    ];
    // As long as ` Wednesday the `, and no longer: what comes later is about something else.
    const NEXT: usize = 16;
    const NEAR: usize = 24;
    for at in floor..bytes.len() {
        if !matches!(bytes[at] | 0x20, b'b' | b'd') {
            continue;
        }
        if at > floor && (bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] >= 0x80) {
            continue;
        }
        let rest = &bytes[at..];
        let word = WORDS.iter().find(|word| {
            let begins = rest
                .get(..word.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(word));
            begins && !rest.get(word.len()).is_some_and(u8::is_ascii_alphabetic)
        });
        let Some(word) = word else { continue };
        let behind = &rest[word.len()..];
        let line = behind
            .split(|byte| *byte == b'\n')
            .next()
            .unwrap_or_default();
        let Some(first) = line.iter().take(NEXT).position(u8::is_ascii_digit) else {
            continue;
        };
        let date = line[first..].iter().take(NEAR);
        let last = date.enumerate().rfind(|(_, byte)| byte.is_ascii_digit());
        let length = first + last.map_or(0, |(last, _)| last) + 1;
        found.push((Identifier::BirthDate, at..at + word.len() + length));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Vec<(Identifier, &str)> {
        let found = find(text, 0..text.len()).into_iter();
        found.map(|(what, place)| (what, &text[place])).collect()
    }

    #[test]
    fn identifiers_are_found_where_they_stand() {
        use Identifier::{BirthDate, NhsNumber, Postcode, Telephone};
        for (text, what, place) in [
            ("Her number is 943 476 5919.", NhsNumber, "943 476 5919"),
            ("NHS no: 9434765919", NhsNumber, "9434765919"),
            ("nhs 943-476-5919, seen", NhsNumber, "943-476-5919"),
            ("lives at S60 2AB now", Postcode, "S60 2AB"),
            ("(SW1A 1AA)", Postcode, "SW1A 1AA"),
            ("moved to pe29 3td.", Postcode, "pe29 3td"),
            ("at S602AB", Postcode, "S602AB"),
            ("ring 07700 900123 today", Telephone, "07700 900123"),
            ("ring 07700900123", Telephone, "07700900123"),
            ("(01709) 382 121", Telephone, "(01709) 382 121"),
            ("+44 7700 900123", Telephone, "+44 7700 900123"),
            ("+44 (0)114 496 0000", Telephone, "+44 (0)114 496 0000"),
            ("020 7946 0018", Telephone, "020 7946 0018"),
            ("DOB 4/3/2015, seen", BirthDate, "DOB 4/3/2015"),
            ("d.o.b.: 04.03.15", BirthDate, "d.o.b.: 04.03.15"),
            (
                "She was born on the 4th of March 2015.",
                BirthDate,
                "born on the 4th of March 2015",
            ),
            (
                "date of birth: 2015-03-04",
                BirthDate,
                "date of birth: 2015-03-04",
            ),
        ] {
            assert_eq!(seen(text), [(what, place)], "{text}");
        }
    }

    #[test]
    fn what_records_are_full_of_is_no_identifier() {
        for text in [
            "on 2026-02-10 at 10:30, 90 minutes",
            "between 01-02-2026 10:30 and 2 March",
            "from 01/02/2026 to 01/03/2026",
            "CN-204001, CS-20417, LL-1042, 0114-2026-55555",
            "SW00005 and SW100234",
            "c-1042-2026-02-10-1",
            "943 476 5918 fails its check",
            "9434765919 is a reference",
            "a s47 1st enquiry and s20 2nd review, S47 enquiry",
            "section E1 4th floor",
            "her DOB is on the case system",
            "was born on a Sunday and has 3 brothers, as we heard from the school again",
            "the child was born early",
            "1000 2000 3000 and 01 02 2026 100",
            "version 0.1709.382121.5",
            "adobe 3, hobby 4",
            "",
        ] {
            assert_eq!(seen(text), [], "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "[0-9 +()A-Zdobn/.é-]{0,60}", from in 0..20usize) {
            let from = (0..=from.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            for (_, place) in find(&text, from..text.len()) {
                proptest::prop_assert!(place.start >= from && text.get(place).is_some());
            }
        }
    }
}
