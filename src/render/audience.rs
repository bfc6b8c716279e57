//! Who reads a document and what for, and so what may stand in it (R10, R13d, R14c, R15).
//!
//! The only place that makes a [`Key`]: a view that was given no reader who may have the worker's own words has no way to open them.
//! Which of the readers may have which document for which purpose is the table in [`super::purpose`]. Whether a reader is who they
//! say is not known here; that is the access log's and the disk's business.

use crate::calendar::{Day, Period};
use crate::record::layout::Folder;
use crate::record::worker_only::Key;

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident $word:literal $spoken:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)*
        }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Its name on the command line.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// What a sentence calls it.
            pub fn spoken(self) -> &'static str {
                match self { $(Self::$variant => $spoken,)* }
            }

            /// The one with a name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.name() == name)
            }
        }
    };
}

named! {
    /// Who a document is for.
    Reader {
        /// The worker whose file it is.
        Worker "worker" "the worker",
        /// The worker's line manager.
        LineManager "line-manager" "the line manager",
        /// Whoever becomes the worker's line manager.
        NewLineManager "new-line-manager" "the new line manager",
        /// A manager who stands in.
        CoverManager "cover-manager" "the cover manager",
        /// A senior manager, for quality assurance.
        SeniorManager "senior-manager" "a senior manager",
        /// Somebody who investigates a complaint or a serious case.
        InvestigatingOfficer "investigating-officer" "an investigating officer",
        /// A member of the team with access to the child's file.
        TeamMember "team-member" "a team member with access to the child's file",
        /// Somebody who has asked to see what is held about them.
        Applicant "applicant" "a subject access applicant",
        /// An inspector.
        Inspector "inspector" "an inspector",
        /// A quality assurance officer, for children's records.
        QualityAssurance "quality-assurance" "quality assurance",
    }
}

named! {
    /// What a worker's file is reviewed for (R13d).
    Purpose {
        /// The appraisal.
        Pdr "pdr" "the PDR",
        /// The induction.
        Induction "induction" "the induction",
        /// A step to the next level.
        Progression "progression" "progression",
        /// A significant issue in a case.
        CaseReview "case-review" "a case review",
        /// Another line manager, to whom the file follows the worker (R13e).
        Transfer "transfer" "a transfer",
        /// What is held about the worker, asked for by the worker.
        Access "access" "the worker's own access",
    }
}

impl Reader {
    /// What opens the worker's own words, for those who may have them (R10, R14c).
    pub(super) fn key(self) -> Option<Key> {
        self.may_have_worker_words().then(Key::for_audience)
    }

    /// Whether the reader may have what concerns the worker alone.
    pub fn may_have_worker_words(self) -> bool {
        match self {
            Self::Worker
            | Self::LineManager
            | Self::NewLineManager
            | Self::CoverManager
            | Self::SeniorManager
            | Self::InvestigatingOfficer => true,
            Self::TeamMember | Self::Applicant | Self::Inspector | Self::QualityAssurance => false,
        }
    }

    /// Whether the reader may have what a child's record says of other people. Somebody who asks for what is held about
    /// themselves may not (R15).
    pub fn may_have_third_party_words(self) -> bool {
        self != Self::Applicant
    }

    /// Whether a reader's access to a worker's file is recorded, and the worker told (R14c): that of everybody but the two whose
    /// file it is.
    pub fn is_recorded(self) -> bool {
        !matches!(self, Self::Worker | Self::LineManager)
    }
}

impl Purpose {
    /// Whether a reader with this purpose needs what a section holds; the section itself always stands in the file.
    pub fn needs(self, section: Folder) -> bool {
        match self {
            Self::Pdr => section != Folder::Health,
            Self::Induction => matches!(
                section,
                Folder::Checklist | Folder::Agreement | Folder::Supervision | Folder::Training
            ),
            Self::Progression => matches!(
                section,
                Folder::Checklist
                    | Folder::Supervision
                    | Folder::Pdr
                    | Folder::Training
                    | Folder::Progression
            ),
            Self::CaseReview => section == Folder::Supervision,
            Self::Transfer | Self::Access => true,
        }
    }

    /// The period that is looked at unless another is asked for: the last twelve months for an appraisal, else all.
    pub fn usual_period(self, today: Day) -> Option<Period> {
        match self {
            Self::Pdr => Some(Period::new(a_year_before(today).after(), Some(today))),
            Self::Induction
            | Self::Progression
            | Self::CaseReview
            | Self::Transfer
            | Self::Access => None,
        }
    }
}

/// The same day a year earlier; the last of February where it has no such day.
pub(super) fn a_year_before(day: Day) -> Day {
    let earlier = day.date().checked_sub_months(chrono::Months::new(12));
    earlier.map_or(day, Day::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r15_only_some_readers_may_have_the_workers_words() {
        for reader in Reader::ALL {
            assert_eq!(reader.key().is_some(), reader.may_have_worker_words());
            assert_eq!(Reader::from_name(reader.name()), Some(*reader));
        }
        assert!(Reader::Applicant.key().is_none() && Reader::Inspector.key().is_none());
        assert!(!Reader::Applicant.may_have_third_party_words());
    }

    #[test]
    fn r13d_a_purpose_has_its_name_and_its_period() {
        assert_eq!(Purpose::from_name("case-review"), Some(Purpose::CaseReview));
        assert_eq!(Purpose::from_name("gossip"), None);
        let today: Day = "2026-11-02".parse().expect("a day");
        let period = Purpose::Pdr.usual_period(today).expect("a year");
        assert_eq!(period.from.to_string(), "2025-11-03");
    }
}
