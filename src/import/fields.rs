//! What an extract can give: for each kind of extract its fields, and which lists of periods they stand in.

use crate::record::Kind;
use crate::record::id::is_slug;

/// What the rows of an extract are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Of {
    /// Children's cases.
    Children,
    /// Workers: posts and line managers.
    Workers,
    /// People: posts.
    People,
}

/// What may stand in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A category of the policies.
    Category,
    /// A role of the policies.
    Role,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// Any word in small letters.
    Slug,
    /// A worker or another person.
    Who,
    /// Hours a week.
    Hours,
}

/// A field of a period: its name in mappings, its name in the record, and what may stand in it.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) key: &'static str,
    pub(super) form: Form,
}

/// A list of periods in a record, and the fields that fill it.
pub(super) struct Group {
    /// The list's key in the record.
    pub(super) list: &'static str,
    /// The fields, the first of which says whether there is a period at all.
    pub(super) fields: &'static [Field],
    /// The field of the first day.
    pub(super) from: &'static str,
    /// The field of the last day.
    pub(super) to: &'static str,
    /// What a sentence calls it, before its first value.
    pub(super) spoken: &'static str,
}

const fn field(name: &'static str, key: &'static str, form: Form) -> Field {
    Field { name, key, form }
}

const CHILDREN: [Group; 6] = [
    Group {
        list: "categories",
        fields: &[field("category", "category", Form::Category)],
        from: "category-from",
        to: "category-to",
        spoken: "category",
    },
    Group {
        list: "proceedings",
        fields: &[field(
            "proceedings",
            "stage",
            Form::OneOf(&["pre-proceedings", "court"]),
        )],
        from: "proceedings-from",
        to: "proceedings-to",
        spoken: "proceedings",
    },
    Group {
        list: "placements",
        fields: &[field(
            "placement",
            "placement",
            Form::OneOf(&[
                "newly-placed",
                "unsettled",
                "semi-stable",
                "stable-long-term-matched",
            ]),
        )],
        from: "placement-from",
        to: "placement-to",
        spoken: "placement",
    },
    Group {
        list: "visiting",
        fields: &[field(
            "visiting",
            "pattern",
            Form::OneOf(&["standard", "reduced"]),
        )],
        from: "visiting-from",
        to: "visiting-to",
        spoken: "visiting",
    },
    Group {
        list: "needs",
        fields: &[field("need", "need", Form::Slug)],
        from: "need-from",
        to: "need-to",
        spoken: "need",
    },
    Group {
        list: "allocations",
        fields: &[field("worker", "worker", Form::Who)],
        from: "worker-from",
        to: "worker-to",
        spoken: "allocation to",
    },
];

const WORKERS: [Group; 2] = [
    Group {
        list: "employment",
        fields: &[
            field("role", "role", Form::Role),
            field("team", "team", Form::Slug),
            field(
                "basis",
                "basis",
                Form::OneOf(&["permanent", "fixed-term", "agency"]),
            ),
            field("hours", "hours", Form::Hours),
        ],
        from: "post-from",
        to: "post-to",
        spoken: "post",
    },
    Group {
        list: "line-managers",
        fields: &[field("line-manager", "person", Form::Who)],
        from: "line-manager-from",
        to: "line-manager-to",
        spoken: "line manager",
    },
];

const PEOPLE: [Group; 1] = [Group {
    list: "posts",
    fields: &[
        field("role", "role", Form::Role),
        field("team", "team", Form::Slug),
    ],
    from: "post-from",
    to: "post-to",
    spoken: "post",
}];

impl Of {
    /// The kind of record that the rows fill.
    pub(super) fn kind(self) -> Kind {
        match self {
            Self::Children => Kind::Child,
            Self::Workers => Kind::Worker,
            Self::People => Kind::Person,
        }
    }

    /// The word for it in a mapping.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Children => "children",
            Self::Workers => "workers",
            Self::People => "people",
        }
    }

    /// The field that says what a row is about.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Children => "case-reference",
            Self::Workers => "worker",
            Self::People => "person",
        }
    }

    /// Fields that stand once in the record.
    pub(super) fn single(self) -> &'static [&'static str] {
        match self {
            Self::Children => &["opened", "closed"],
            Self::Workers | Self::People => &["name", "email"],
        }
    }

    /// Its lists of periods.
    pub(super) fn groups(self) -> &'static [Group] {
        match self {
            Self::Children => &CHILDREN,
            Self::Workers => &WORKERS,
            Self::People => &PEOPLE,
        }
    }

    /// Every field that an extract of this can give.
    pub(super) fn fields(self) -> Vec<&'static str> {
        let groups = self.groups().iter().flat_map(|group| {
            let fields = group.fields.iter().map(|field| field.name);
            fields.chain([group.from, group.to])
        });
        let single = self.single().iter().copied();
        [self.key()]
            .into_iter()
            .chain(single)
            .chain(groups)
            .collect()
    }

    /// Where the record of an id stands.
    pub(super) fn path(self, id: &str) -> String {
        match self {
            Self::Children => format!("children/{id}/child.yaml"),
            Self::Workers => format!("workers/{id}/worker.yaml"),
            Self::People => format!("people/{id}.yaml"),
        }
    }
}

impl Form {
    /// Whether a word has the form, as far as that can be said without the policies.
    pub(super) fn takes(self, word: &str) -> bool {
        match self {
            Self::OneOf(words) => words.contains(&word),
            Self::Hours => {
                let is_plain = |byte: u8| byte.is_ascii_digit() || byte == b'.';
                word.bytes().all(is_plain)
                    && word
                        .parse::<f64>()
                        .is_ok_and(|hours| (0.0..=168.0).contains(&hours))
            }
            Self::Category | Self::Role | Self::Slug | Self::Who => is_slug(word),
        }
    }
}
