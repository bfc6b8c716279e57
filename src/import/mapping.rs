//! The mapping of an extract: read strictly, with what is wrong at its place.
//!
//! It is also the gate for what may be read at all: no heading that speaks of who a child is gets past it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::fields::{Form, Of};
use super::heading::{identifies, names_a_child, names_somebody};
use crate::diag::Diagnostic;
use crate::policy::Policy;
use crate::record::schema::{Schema, VALUE_UNFIT};
use crate::source::{SourceFile, SourceId, Span, Spanned};
use crate::text::{front, hazard, yaml};

/// The text of the schema of mappings.
pub const SCHEMA_TEXT: &str = include_str!("../../schemas/import-mapping.schema.json");

/// A mapping to begin with, which fits the extract that stands beside it.
pub const EXAMPLE: &str = include_str!("../../templates/import/children.yaml");

static SCHEMA: LazyLock<Schema> = LazyLock::new(|| Schema::compile(SCHEMA_TEXT));

type Words = BTreeMap<String, Spanned<String>>;

/// Which columns give which fields, and what the case system's words mean.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Mapping {
    /// What the rows are about.
    pub of: Of,
    /// Whether rows say how things stand, or what held from when to when.
    #[serde(default)]
    pub rows: Rows,
    /// The sheet of a workbook.
    #[serde(default)]
    pub sheet: Option<String>,
    /// What stands between the columns of a CSV.
    #[serde(default)]
    pub separator: Option<Separator>,
    /// The row of the headings.
    #[serde(default = "first")]
    pub heading_row: usize,
    /// How days are written.
    #[serde(default)]
    pub date_format: Option<String>,
    /// What a last day is.
    #[serde(default)]
    pub last_day: LastDay,
    pub(super) columns: Words,
    #[serde(default)]
    pub(super) always: Words,
    #[serde(default)]
    pub(super) words: BTreeMap<String, Words>,
    #[serde(default)]
    pub(super) workers: Words,
    #[serde(default)]
    pub(super) leave_out: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub(super) case_reference: Option<String>,
    #[serde(default)]
    pub(super) child_id: Option<String>,
    #[serde(default)]
    pub(super) absent: Absent,
}

fn first() -> usize {
    1
}

/// What a row says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rows {
    /// How things stand, and since when.
    #[default]
    Current,
    /// What held from a first day to a last one.
    History,
}

/// What stands between columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Separator {
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// A tab.
    Tab,
}

impl Separator {
    /// The byte.
    pub fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
        }
    }
}

/// Whether a last day belongs to its period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LastDay {
    /// It does.
    #[default]
    Included,
    /// It is the first day of what comes next.
    NextBegins,
}

/// What becomes of a child who is in no row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Absent {
    /// Nothing, but that it is said.
    #[default]
    LeaveAlone,
    /// The allocation ends on the day of the extract.
    EndAllocation,
}

/// Reads a mapping. It is none while anything is wrong with it.
pub fn read(
    source: SourceId,
    file: &SourceFile,
    policy: &Policy,
) -> (Option<Mapping>, Vec<Diagnostic>) {
    if let Some(fault) = hazard::find(file) {
        return (None, vec![fault.in_file(source)]);
    }
    let text = file.text();
    let tree = match yaml::parse(text, front::bom_length(text)..text.len()) {
        Ok(tree) => tree,
        Err(fault) => return (None, vec![fault.in_file(source)]),
    };
    let mut found = SCHEMA.find_faults(&tree, source);
    if !found.is_empty() {
        return (None, found);
    }
    match yaml::read_typed::<Mapping>(&tree, source) {
        Ok(mapping) => {
            mapping.judge(Span::file(source), policy, &mut found);
            (found.is_empty().then_some(mapping), found)
        }
        Err(error) => {
            let span = Span::new(source, error.range.unwrap_or(0..0));
            found.push(
                Diagnostic::format_error(VALUE_UNFIT, span, error.message).help(
                    "write what the field allows; `supervision schema import-mapping` says what that is",
                ),
            );
            (None, found)
        }
    }
}

impl Mapping {
    /// The heading of a field's column.
    pub(super) fn heading(&self, field: &str) -> Option<&str> {
        self.columns
            .get(field)
            .map(|heading| heading.value.as_str())
    }

    /// Whether a field has a column, or is the same for all.
    pub(super) fn gives(&self, field: &str) -> bool {
        self.columns.contains_key(field) || self.always.contains_key(field)
    }

    /// The headings of all columns that are read, each once.
    pub fn wanted(&self) -> Vec<&str> {
        let fields = self.columns.values().map(|heading| heading.value.as_str());
        let passed = self.leave_out.keys().map(String::as_str);
        let mut wanted: Vec<&str> = Vec::new();
        for heading in fields.chain(passed) {
            if !wanted.contains(&heading) {
                wanted.push(heading);
            }
        }
        wanted
    }

    /// What the schema cannot say of a mapping.
    fn judge(&self, whole: Span, policy: &Policy, found: &mut Vec<Diagnostic>) {
        let mut finding = |span: Span, message: String, help: String| {
            found.push(Diagnostic::format_error(VALUE_UNFIT, span, message).help(help));
        };
        let fields = self.of.fields();
        let of = self.of.word();
        for (field, heading) in &self.columns {
            let span = heading.span;
            if !fields.contains(&field.as_str()) {
                finding(
                    span,
                    format!("an extract of {of} gives no `{field}`"),
                    format!("remove it, or use one of: {}", fields.join(", ")),
                );
                continue;
            }
            if let Some(what) = self.refuses(field, heading) {
                finding(
                    span,
                    format!("`{}` is a column with {what}", heading.value),
                    "remove it: records name a child by the case reference alone, and what says who somebody is stays in the case system".to_owned(),
                );
            }
            let is_last_day = self.of.groups().iter().any(|group| group.to == field);
            if is_last_day && self.rows == Rows::Current {
                finding(
                    span,
                    format!("`{field}` is for a history, and these rows say how things stand"),
                    "add `rows: history`, or remove the column".to_owned(),
                );
            }
        }
        for heading in self.leave_out.keys() {
            if let Some(what) = identifies(heading) {
                finding(
                    whole,
                    format!("`leave-out` names `{heading}`, a column with {what}"),
                    "choose the rows by another column".to_owned(),
                );
            }
        }
        if !self.columns.contains_key(self.of.key()) {
            finding(
                whole,
                format!("`columns` has no `{}`", self.of.key()),
                format!("it says which of the {of} a row is about"),
            );
        }
        for (field, word) in &self.always {
            if !fields.contains(&field.as_str()) || self.columns.contains_key(field) {
                finding(
                    word.span,
                    format!("`{field}` cannot be the same for all {of} here"),
                    "a field is under `columns` or under `always`, and only those of the extract's kind".to_owned(),
                );
            }
        }
        for group in self.of.groups() {
            let said = group
                .fields
                .iter()
                .find(|field| self.columns.contains_key(field.name));
            let from = self.columns.get(group.from);
            match (said, from) {
                (Some(field), None) => finding(
                    self.columns[field.name].span,
                    format!(
                        "`{}` has a column, and its first day, `{}`, has none",
                        field.name, group.from
                    ),
                    format!("name the column of the first day under `{}`", group.from),
                ),
                (None, Some(from)) if !group.fields.iter().any(|field| self.gives(field.name)) => {
                    finding(
                        from.span,
                        format!(
                            "`{}` has a column, and `{}` has none",
                            group.from, group.fields[0].name
                        ),
                        format!(
                            "name the column of `{}`, or remove this one",
                            group.fields[0].name
                        ),
                    )
                }
                _ => {}
            }
            for field in group.fields {
                let words = self.words.get(field.name).into_iter().flatten();
                let words = words
                    .map(|(_, word)| word)
                    .chain(self.always.get(field.name));
                for word in words {
                    if let Some((message, help)) = unfit(field.form, field.name, word, policy) {
                        finding(word.span, message, help);
                    }
                }
            }
        }
    }

    /// What a column must not hold where it is mapped to a field.
    fn refuses(&self, field: &str, heading: &str) -> Option<&'static str> {
        let is_work_address = field == "email";
        match identifies(heading) {
            Some(what) if !(is_work_address && what == "an address") => return Some(what),
            _ => {}
        }
        match self.of {
            Of::Children if field == "worker" => {
                names_a_child(heading).then_some("the name of a child")
            }
            Of::Children => names_somebody(heading).then_some("a name"),
            Of::Workers | Of::People => None,
        }
    }
}

/// Why a word cannot stand in a field, and what to do.
fn unfit(form: Form, field: &str, word: &str, policy: &Policy) -> Option<(String, String)> {
    let known: Vec<&str> = match form {
        Form::Category => policy
            .categories()
            .map(|known| known.category.value.as_str())
            .collect(),
        Form::Role => policy
            .roles()
            .map(|known| known.role.value.as_str())
            .collect(),
        Form::OneOf(words) => words.to_vec(),
        _ => Vec::new(),
    };
    let is_known = known.is_empty() || known.contains(&word);
    if form.takes(word) && is_known {
        return None;
    }
    let help = match known.is_empty() {
        true => "use small letters, digits and hyphens; hours are a number".to_owned(),
        false => {
            let mut known = known;
            known.sort_unstable();
            known.dedup();
            format!("use one of: {}", known.join(", "))
        }
    };
    Some((format!("`{word}` is no {field} in the records here"), help))
}

/// Whether a word may stand in a field.
pub(super) fn fits(form: Form, word: &str, policy: &Policy) -> bool {
    unfit(form, "", word, policy).is_none()
}
