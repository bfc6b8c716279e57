//! Who may have a worker's file or a child's record, and for what: the one table that says so, each row with the clauses it stands on.
//!
//! What a reader may not have is no matter of a template or a flag: a combination that has no row here is refused before anything is
//! read for it. Words that a row leaves out never reach a template.

use super::audience::{Purpose, Reader};

/// How much of a worker's file a reader is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All that the purpose needs, the worker's own words too.
    Everything,
    /// What concerns the child, and of sessions the days and how the case was discussed: none of the worker's own words (R10).
    CaseAlone,
    /// All but what the file says of children and their families, each thing left out being listed.
    WithoutOthers,
}

impl Extent {
    /// What a table says of it.
    fn words(self) -> &'static str {
        match self {
            Self::Everything => "all that is needed for it",
            Self::CaseAlone => {
                "the child's records and the days of sessions, none of the worker's own words"
            }
            Self::WithoutOthers => {
                "all but what it says of children and families, with a list of what is withheld"
            }
        }
    }
}

/// A reader who may have a worker's file for a purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// What for; the whole file, for no one purpose, where there is none.
    pub purpose: Option<Purpose>,
    /// Who.
    pub reader: Reader,
    /// How much.
    pub extent: Extent,
    /// The clauses on which this stands.
    pub clauses: &'static [&'static str],
}

macro_rules! rows {
    ($($purpose:expr => { $($reader:ident $extent:ident $clauses:expr;)* })*) => {
        &[$($(Row { purpose: $purpose, reader: Reader::$reader, extent: Extent::$extent, clauses: &$clauses },)*)*]
    };
}

/// Who may have a worker's file, and for what. What has no row may not be had.
pub const WORKER_FILE: &[Row] = rows! {
    None => {
        Worker Everything ["R4.1d", "R14a"];
        LineManager Everything ["R13d"];
        CoverManager Everything ["R14c"];
        SeniorManager Everything ["R14c"];
        InvestigatingOfficer Everything ["R14c"];
    }
    Some(Purpose::Pdr) => {
        Worker Everything ["R13d"];
        LineManager Everything ["R13d"];
        CoverManager Everything ["R13d", "R14c"];
        SeniorManager Everything ["R13d", "R14c"];
    }
    Some(Purpose::Induction) => {
        Worker Everything ["R13d"];
        LineManager Everything ["R13d"];
        NewLineManager Everything ["R13d", "R13e"];
        CoverManager Everything ["R13d", "R14c"];
        SeniorManager Everything ["R13d", "R14c"];
    }
    Some(Purpose::Progression) => {
        Worker Everything ["R13d"];
        LineManager Everything ["R13d"];
        CoverManager Everything ["R13d", "R14c"];
        SeniorManager Everything ["R13d", "R14c"];
    }
    Some(Purpose::CaseReview) => {
        Worker Everything ["R13d"];
        LineManager Everything ["R13d"];
        CoverManager Everything ["R13d", "R14c"];
        SeniorManager Everything ["R13d", "R14c"];
        InvestigatingOfficer Everything ["R13d", "R14c"];
        Inspector CaseAlone ["R10", "R15"];
        QualityAssurance CaseAlone ["R10", "R15"];
    }
    Some(Purpose::Transfer) => {
        Worker Everything ["R13e"];
        LineManager Everything ["R13e"];
        NewLineManager Everything ["R13e"];
    }
    Some(Purpose::Access) => {
        Worker WithoutOthers ["R4.1d", "R14a"];
    }
};

/// Who may have a child's record: all but the new line manager of a worker, to whom it does not come with the worker's file.
const CHILD_RECORD: &[(Reader, &str)] = &[
    (
        Reader::TeamMember,
        "the record; what it says of other people only where that is asked for",
    ),
    (Reader::Worker, "the same, as a member of the team"),
    (Reader::LineManager, "the same"),
    (Reader::CoverManager, "the same"),
    (Reader::SeniorManager, "the same"),
    (Reader::InvestigatingOfficer, "the same"),
    (Reader::Inspector, "the same"),
    (Reader::QualityAssurance, "the same"),
    (
        Reader::Applicant,
        "the record without what it says of other people and of risks to staff, with a list of what is withheld",
    ),
];

/// A reader who may not have what was asked for, with those who may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// One sentence.
    pub message: String,
    /// Who may.
    pub hint: String,
}

/// The row for a reader with a purpose.
///
/// # Errors
/// When there is none: with who may have it.
pub fn worker_file(purpose: Option<Purpose>, reader: Reader) -> Result<Row, Refused> {
    let may = || WORKER_FILE.iter().filter(|row| row.purpose == purpose);
    may().find(|row| row.reader == reader).copied().ok_or_else(|| {
        let what = purpose.map_or_else(|| "a worker's whole file".to_owned(), |purpose| format!("a worker's file for {}", purpose.spoken()));
        let names: Vec<&str> = may().map(|row| row.reader.name()).collect();
        let purposes = WORKER_FILE.iter().filter(|row| row.reader == reader);
        let purposes: Vec<&str> = purposes.filter_map(|row| row.purpose).map(Purpose::name).collect();
        let other = match (purposes.is_empty(), reader) {
            (false, _) => format!("; this reader may have it with --for {}", purposes.join(" or ")),
            (true, Reader::Applicant) => "; a worker who asks for what is held about them is --for access --reader worker, and a child's record is `render child --reader applicant`".to_owned(),
            (true, _) => "; a child's record is `render child`".to_owned(),
        };
        Refused {
            message: format!("{} may not have {what}", reader.spoken()),
            hint: format!("those who may: {}{other}", names.join(", ")),
        }
    })
}

/// Whether a reader may have a child's record at all (R15).
///
/// # Errors
/// When they may not: with who may.
pub fn child_record(reader: Reader) -> Result<(), Refused> {
    match CHILD_RECORD.iter().any(|(known, _)| *known == reader) {
        true => Ok(()),
        false => {
            let names: Vec<&str> = CHILD_RECORD
                .iter()
                .map(|(reader, _)| reader.name())
                .collect();
            Err(Refused {
                message: format!("{} may not have a child's record", reader.spoken()),
                hint: format!(
                    "it does not come with a worker's file; those who may: {}",
                    names.join(", ")
                ),
            })
        }
    }
}

/// The whole table in words, for `explain readers`.
pub fn page() -> String {
    let mut out = String::from(
        "# readers\n\nWho may have a worker's file, for what, and how much of it. What is not listed is refused.\n\n\
         | for | reader | has | because |\n| --- | --- | --- | --- |\n",
    );
    for row in WORKER_FILE {
        let purpose = row.purpose.map_or("(the whole file)", Purpose::name);
        let recorded = match row.reader.is_recorded() {
            true => "; recorded in section 8",
            false => "",
        };
        out.push_str(&format!(
            "| {purpose} | {} | {}{recorded} | {} |\n",
            row.reader.name(),
            row.extent.words(),
            row.clauses.join(", ")
        ));
    }
    out.push_str(
        "\nA single session, agreement or history and the list of who has seen a file go to those who may have the whole file.\n\n\
         Who may have a child's record, a case note or a decision (R15). None of them gets anything that concerns a worker alone (R10).\n\n\
         | reader | has |\n| --- | --- |\n",
    );
    for (reader, has) in CHILD_RECORD {
        out.push_str(&format!("| {} | {has} |\n", reader.name()));
    }
    out.push_str(
        "\nWhoever is neither the worker nor the line manager sees a worker's file with the worker's knowledge (R14c): the program asks who \
         they are and why, writes a record of it, and `check` finds it until the worker has been told.\n",
    );
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r14c_no_row_stands_twice_and_every_row_is_kept_by_the_key() {
        for (at, row) in WORKER_FILE.iter().enumerate() {
            let same = |other: &&Row| (other.purpose, other.reader) == (row.purpose, row.reader);
            assert_eq!(WORKER_FILE.iter().position(|other| same(&other)), Some(at));
            let has_words = row.extent != Extent::CaseAlone;
            assert_eq!(has_words, row.reader.may_have_worker_words(), "{row:?}");
            assert!(!row.clauses.is_empty());
        }
    }

    #[test]
    fn r15_who_may_not_have_a_file_is_told_who_may() {
        let refused = worker_file(Some(Purpose::Pdr), Reader::Inspector).expect_err("not theirs");
        assert_eq!(
            refused.message,
            "an inspector may not have a worker's file for the PDR"
        );
        assert_eq!(
            refused.hint,
            "those who may: worker, line-manager, cover-manager, senior-manager; this reader may have it with --for case-review"
        );
        assert!(worker_file(Some(Purpose::Access), Reader::LineManager).is_err());
        assert!(worker_file(None, Reader::NewLineManager).is_err());
        assert!(child_record(Reader::NewLineManager).is_err());
        assert!(child_record(Reader::Applicant).is_ok());
    }
}
