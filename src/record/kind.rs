//! Every kind of record in one table: its name, its schema, the parts of its body, and who it concerns.
//!
//! To add a kind: a row here, `record/<kind>.rs`, `schemas/<kind>.schema.json`, `templates/new/<kind>.md`, an example and
//! fixtures; `tests/integration/tables.rs` names what is missing.

use super::layout::Folder;

/// Whom the text of a record concerns, and so into whose documents it may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Concerns {
    /// The worker alone: never on a child's file (R10).
    Worker,
    /// The child: part of the child's record (R11, R15).
    Child,
    /// Neither: names, posts and settings.
    Store,
}

/// A part of a record's body: a heading of the second level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The heading.
    pub title: &'static str,
    /// Whether the record is incomplete without it.
    pub required: bool,
}

/// What the program knows of a kind before it reads a record of it.
#[derive(Debug)]
pub struct KindInfo {
    /// The kind.
    pub kind: Kind,
    /// Its name in a record's `kind:`.
    pub name: &'static str,
    /// What a sentence calls it.
    pub spoken: &'static str,
    /// Where records of this kind stand.
    pub folder: Folder,
    /// Whom it concerns.
    pub concerns: Concerns,
    /// The parts of its body in order; none for kinds that are YAML alone.
    pub parts: &'static [Part],
    /// The text of its JSON Schema.
    pub schema: &'static str,
    /// The text of its scaffold.
    pub scaffold: &'static str,
}

macro_rules! kinds {
    ($($variant:ident $name:literal $ext:literal, $spoken:literal, $folder:ident, $concerns:ident, [$($part:expr),* $(,)?];)*) => {
        /// The kinds of record.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $(#[doc = $spoken] $variant,)*
        }

        /// One row a kind, in the order of [`Kind`].
        pub static KINDS: &[KindInfo] = &[$(KindInfo {
            kind: Kind::$variant,
            name: $name,
            spoken: $spoken,
            folder: Folder::$folder,
            concerns: Concerns::$concerns,
            parts: &[$($part),*],
            schema: include_str!(concat!("../../schemas/", $name, ".schema.json")),
            scaffold: include_str!(concat!("../../templates/new/", $name, ".", $ext)),
        }),*];
    };
}

const fn part(title: &'static str) -> Part {
    Part {
        title,
        required: true,
    }
}

const fn optional(title: &'static str) -> Part {
    Part {
        title,
        required: false,
    }
}

kinds! {
    Store "store" "yaml", "store settings", Top, Store, [];
    Person "person" "yaml", "person", People, Store, [];
    Worker "worker" "yaml", "worker", WorkerTop, Worker, [];
    Child "child" "yaml", "child", ChildTop, Child, [];
    Checklist "checklist" "yaml", "checklist", Checklist, Worker, [];
    Agreement "agreement" "md", "supervision agreement", Agreement, Worker, [
        part("Expectations"), part("Roles"), part("Rights"), part("Responsibilities"), part("Confidentiality"),
        part("Access to records"), part("Cancellation"), part("What each of us wants and brings"),
    ];
    History "history" "md", "supervision history", Agreement, Worker, [
        part("Previous supervisors"), part("What helped and what hindered"), part("Learning style"),
        part("Feedback and authority"), part("Stress and how it shows"), part("Difference and power"), part("What I need now"),
    ];
    Session "session" "md", "supervision session", Supervision, Worker, [
        part("Case management"), part("Workload and performance"), part("Professional training and development"),
        part("Personal support"), part("Reflection and impact"), part("Wellbeing"),
    ];
    ChildSupervision "child-supervision" "md", "child's supervision record", ChildSupervision, Child, [
        part("Summary"), part("The child's experience"), part("Wishes and feelings"), part("Analysis and outcomes"),
        part("Plan"), optional("Third parties"),
    ];
    Decision "decision" "md", "manager's decision", Decisions, Child, [
        part("Facts and analysis"), part("The child's view"),
    ];
    Pdr "pdr" "md", "PDR record", Pdr, Worker, [
        part("Achievements"), part("Performance against objectives"), part("Development"), part("Wellbeing and support"),
    ];
    Cpd "cpd" "md", "CPD activity", Training, Worker, [part("What I learnt"), part("What has changed in my practice")];
    Progression "progression" "md", "progression record", Progression, Worker, [part("Evidence"), part("Supervisor's view")];
    Absence "absence" "yaml", "absence", Health, Worker, [];
    Wellbeing "wellbeing" "md", "wellbeing record", Health, Worker, [part("What we talked about"), part("What was agreed")];
    Access "access" "yaml", "access record", Miscellaneous, Worker, [];
    SelfAudit "self-audit" "yaml", "practice self-audit", Miscellaneous, Worker, [];
    QualityAudit "quality-audit" "yaml", "quality audit", Miscellaneous, Worker, [];
    Note "note" "md", "note", Miscellaneous, Worker, [part("Note")];
    Handover "handover" "yaml", "handover", Miscellaneous, Worker, [];
    Addendum "addendum" "md", "addendum", Beside, Worker, [part("Addendum")];
}

impl Kind {
    /// The kind with a name.
    pub fn from_name(name: &str) -> Option<Self> {
        KINDS
            .iter()
            .find(|info| info.name == name)
            .map(|info| info.kind)
    }

    /// Its row in the table.
    pub fn info(self) -> &'static KindInfo {
        &KINDS[self as usize]
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.info().name
    }

    /// "an absence", "a note": what a sentence calls one of them.
    pub fn with_article(self) -> String {
        let spoken = self.info().spoken;
        let article = match spoken.starts_with(['a', 'e', 'i', 'o', 'u']) {
            true => "an",
            false => "a",
        };
        // Settings are many, and take no article.
        match self {
            Self::Store => format!("a file of {spoken}"),
            _ => format!("{article} {spoken}"),
        }
    }

    /// Whether its records are Markdown with front matter.
    pub fn is_markdown(self) -> bool {
        !self.info().parts.is_empty()
    }
}
