//! What a column's heading says of what stands in it: whether it could say who somebody is.
//!
//! A heading is all that there is to judge by before a value is read. Values are looked at as well, one by one, in `said.rs`.

/// What identifies a person, if a heading says that its column holds that.
pub(super) fn identifies(heading: &str) -> Option<&'static str> {
    let words = words(heading);
    let together = words.concat();
    let has = |word: &str| words.iter().any(|other| other == word);
    let holds = |part: &str| together.contains(part);
    match () {
        () if has("dob")
            || has("birth")
            || has("birthday")
            || has("born")
            || holds("dateofbirth") =>
        {
            Some("a date of birth")
        }
        () if has("nhs") || holds("nhsno") || holds("nhsnumber") => Some("an NHS number"),
        () if has("upn") || has("uln") || holds("pupilnumber") => Some("a pupil's number"),
        () if has("nino") || holds("nationalinsurance") || holds("passport") => {
            Some("a number of a person")
        }
        () if holds("postcode") || holds("postalcode") => Some("a postcode"),
        () if has("address") || has("street") || has("addr") || has("uprn") => Some("an address"),
        () if has("tel") || holds("phone") || has("mobile") => Some("a telephone number"),
        () => None,
    }
}

/// Whether a heading says that its column holds names, of whomever.
pub(super) fn names_somebody(heading: &str) -> bool {
    // A category or a placement has a name too, and one that the mapping translates.
    const THINGS: [&str; 12] = [
        "category",
        "status",
        "plan",
        "legal",
        "placement",
        "type",
        "stage",
        "level",
        "tier",
        "need",
        "team",
        "pattern",
    ];
    let words = words(heading);
    let together = words.concat();
    let is_of_a_thing = words.iter().any(|word| THINGS.contains(&word.as_str()));
    let is_name = together.contains("name")
        || words.iter().any(|word| {
            ["initials", "alias", "aka", "forenames", "nickname"].contains(&word.as_str())
        });
    is_name && !is_of_a_thing
}

/// Whether a heading says that its column holds names of children.
pub(super) fn names_a_child(heading: &str) -> bool {
    const CHILD: [&str; 9] = [
        "child", "client", "person", "subject", "service", "young", "patient", "pupil", "family",
    ];
    let words = words(heading);
    let is_of_child = words.iter().any(|word| {
        let one = word.trim_end_matches('s');
        CHILD.contains(&one) || CHILD.contains(&word.as_str())
    });
    is_of_child && names_somebody(heading)
}

/// The words of a heading in small letters: `DateOfBirth` and `Date_of_birth` have three.
fn words(heading: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for letter in heading.chars() {
        let begins = letter.is_uppercase() && before.is_lowercase();
        if begins || !letter.is_alphanumeric() {
            words.push(String::new());
        }
        if letter.is_alphanumeric() {
            words
                .last_mut()
                .expect("never empty")
                .extend(letter.to_lowercase());
        }
        before = letter;
    }
    // A full stop between single letters parts no words: D.O.B.
    let mut joined: Vec<String> = Vec::new();
    let mut letters = String::new();
    for word in words.into_iter().filter(|word| !word.is_empty()) {
        if word.chars().count() == 1 {
            letters.push_str(&word);
            continue;
        }
        if !letters.is_empty() {
            joined.push(std::mem::take(&mut letters));
        }
        joined.push(word);
    }
    joined.extend((!letters.is_empty()).then_some(letters));
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_that_say_who_somebody_is_are_known() {
        for (heading, what) in [
            ("DOB", Some("a date of birth")),
            ("D.O.B.", Some("a date of birth")),
            ("DateOfBirth", Some("a date of birth")),
            ("Child's date of birth", Some("a date of birth")),
            ("NHS No", Some("an NHS number")),
            ("NHSNumber", Some("an NHS number")),
            ("Post Code", Some("a postcode")),
            ("Home address", Some("an address")),
            ("Mobile", Some("a telephone number")),
            ("Person ID", None),
            ("Start Date", None),
            ("CiN Status", None),
            ("Allocated Worker", None),
            ("Telford team", None),
        ] {
            assert_eq!(identifies(heading), what, "{heading}");
        }
    }

    #[test]
    fn headings_of_names_are_told_from_names_of_things() {
        for heading in [
            "Name",
            "Surname",
            "First name",
            "PersonName",
            "FORENAME",
            "Child_name",
            "Initials",
        ] {
            assert!(names_somebody(heading), "{heading}");
        }
        for heading in [
            "Category name",
            "Legal status name",
            "Person ID",
            "Case Reference",
        ] {
            assert!(!names_somebody(heading), "{heading}");
        }
        assert!(names_a_child("Client Name") && names_a_child("Young people's names"));
        assert!(!names_a_child("Allocated Worker Name") && !names_a_child("Person ID"));
    }
}
