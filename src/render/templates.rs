//! The views' templates: the built-in ones, and those that a store has put in their place.

use std::sync::{Arc, Mutex};

use super::document::Block;
use super::template::{Graft, TemplateError, fill_after};
use super::template_check;
use super::wording::Wording;
use super::wording::findings::nearest;
use crate::diag::{Code, Diagnostic};
use crate::source::{SourceId, Sources, Span};

/// A template of the store's own that cannot be filled.
pub const TEMPLATE_UNUSABLE: Code = Code::new("template-unusable");

/// The views that have a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum View {
    /// A worker's file.
    Worker,
    /// A child's supervision record.
    Child,
    /// One note or decision to be pasted.
    CaseNote,
    /// One session.
    Session,
    /// One agreement.
    Agreement,
    /// One supervision history.
    History,
    /// Who else has seen a worker's file.
    AccessLog,
    /// What stands before the text of all the others: what several of them say in the same way.
    Parts,
}

impl View {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Worker,
        Self::Child,
        Self::CaseNote,
        Self::Session,
        Self::Agreement,
        Self::History,
        Self::AccessLog,
        Self::Parts,
    ];

    /// Where a store's own template stands.
    pub fn path(self) -> &'static str {
        match self {
            Self::Worker => "templates/render/worker.md",
            Self::Child => "templates/render/child.md",
            Self::CaseNote => "templates/render/case-note.md",
            Self::Session => "templates/render/session.md",
            Self::Agreement => "templates/render/agreement.md",
            Self::History => "templates/render/history.md",
            Self::AccessLog => "templates/render/access-log.md",
            Self::Parts => "templates/render/parts.md",
        }
    }

    /// Its name on the command line: `worker`.
    pub fn name(self) -> &'static str {
        let file = self.path().trim_start_matches(FOLDER);
        file.trim_end_matches(".md")
    }

    /// What is made from it, in words.
    pub fn what(self) -> &'static str {
        match self {
            Self::Worker => "a worker's file",
            Self::Child => "a child's supervision record",
            Self::CaseNote => "one note or decision, to be pasted",
            Self::Session => "one session",
            Self::Agreement => "one agreement",
            Self::History => "one supervision history",
            Self::AccessLog => "who else has seen a worker's file",
            Self::Parts => "what several of these say in the same way",
        }
    }

    /// The template that comes with the program.
    pub fn built_in(self) -> &'static str {
        match self {
            Self::Worker => include_str!("../../templates/render/worker.md"),
            Self::Child => include_str!("../../templates/render/child.md"),
            Self::CaseNote => include_str!("../../templates/render/case-note.md"),
            Self::Session => include_str!("../../templates/render/session.md"),
            Self::Agreement => include_str!("../../templates/render/agreement.md"),
            Self::History => include_str!("../../templates/render/history.md"),
            Self::AccessLog => include_str!("../../templates/render/access-log.md"),
            Self::Parts => include_str!("../../templates/render/parts.md"),
        }
    }
}

/// The text of each view's template, and the words of documents.
#[derive(Clone, Debug, Default)]
pub struct Templates {
    own: Vec<(View, String)>,
    wording: Wording,
    given: Option<Given>,
}

/// What templates were given, each with its view.
pub type Given = Arc<Mutex<Vec<(View, serde_json::Value)>>>;

impl Templates {
    /// The built-in ones.
    pub fn built_in() -> Self {
        Self::default()
    }

    /// The built-in ones, with a store's own in their place.
    pub fn of_store(sources: &Sources) -> Self {
        let own = |view: View| {
            let source = sources.find(view.path())?;
            Some((view, sources.file(source).text().to_owned()))
        };
        Self {
            own: View::ALL.into_iter().filter_map(own).collect(),
            wording: Wording::of_store(sources),
            given: None,
        }
    }

    /// These, with another text for one of the views.
    #[must_use]
    pub fn with(mut self, view: View, text: impl Into<String>) -> Self {
        self.own.retain(|(known, _)| *known != view);
        self.own.push((view, text.into()));
        self
    }

    /// These, with other words.
    #[must_use]
    pub fn with_wording(mut self, wording: Wording) -> Self {
        self.wording = wording;
        self
    }

    /// The words of documents.
    pub fn wording(&self) -> &Wording {
        &self.wording
    }

    /// The text of a view's template.
    pub fn text(&self, view: View) -> &str {
        let own = self.own.iter().find(|(known, _)| *known == view);
        own.map_or_else(|| view.built_in(), |(_, text)| text)
    }

    /// Whether the store has a template of its own for a view.
    pub fn is_own(&self, view: View) -> bool {
        self.own.iter().any(|(known, _)| *known == view)
    }

    /// With what each template is given noted down: for those who hold the schemas against it.
    #[must_use]
    pub fn noting(mut self, given: Given) -> Self {
        self.given = Some(given);
        self
    }

    /// Fills a view's template.
    pub(super) fn fill(
        &self,
        view: View,
        values: &serde_json::Value,
        grafts: &[Graft],
    ) -> Result<Vec<Block>, TemplateError> {
        if let Some(given) = &self.given
            && let Ok(mut given) = given.lock()
        {
            given.push((view, values.clone()));
        }
        let parts = (View::Parts.path(), self.text(View::Parts));
        let own = (view.path(), self.text(view));
        fill_after(&self.wording, parts, own, values, grafts)
    }
}

/// How a store says its documents in its own way, for `explain templates`.
pub const PAGE: &str = include_str!("templates.md");
/// The folder in which a store's own templates and strings stand.
const FOLDER: &str = "templates/render/";
/// A file there that is none of them.
pub const TEMPLATE_UNKNOWN: Code = Code::new("template-unknown");

/// What is wrong with the templates and the strings of a store's own.
pub fn findings(sources: &Sources) -> Vec<Diagnostic> {
    let own = || {
        sources
            .iter()
            .filter(|(_, file)| file.path().starts_with(FOLDER))
    };
    if own().next().is_none() {
        return Vec::new();
    }
    let mut found = super::wording::findings::of(sources);
    let known: Vec<&str> = View::ALL
        .into_iter()
        .map(View::path)
        .chain([super::wording::PATH])
        .collect();
    for (source, file) in own().filter(|(_, file)| !known.contains(&file.path())) {
        let help = match nearest(file.path(), known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`? otherwise remove it"),
            None => "remove it, or name it as `supervision template list` does".to_owned(),
        };
        let message = "no document is made from this file".to_owned();
        let place = Span::file(source);
        found.push(Diagnostic::format_error(TEMPLATE_UNKNOWN, place, message).help(help));
    }
    for fault in template_check::faults(&Templates::of_store(sources)) {
        if let Some(source) = sources.find(fault.path) {
            let place = Span::new(source, fault.range);
            found.push(
                Diagnostic::format_error(TEMPLATE_UNUSABLE, place, fault.message).help(fault.help),
            );
        }
    }
    found
}

impl TemplateError {
    /// The finding about a template of the store's own, at its line; none for a built-in template.
    pub fn finding(&self, sources: &Sources) -> Option<Diagnostic> {
        let source = sources.find(&self.template)?;
        let finding = Diagnostic::format_error(
            TEMPLATE_UNUSABLE,
            line_of(sources, source, self.line),
            format!("the template cannot be filled: {}", self.message),
        );
        Some(finding.help("correct the line; without the file the built-in template is used"))
    }
}

fn line_of(sources: &Sources, source: SourceId, line: usize) -> Span {
    let file = sources.file(source);
    let lines = file.lines();
    let index = line.saturating_sub(1).min(lines.count() - 1);
    Span::new(source, lines.range(file.text(), index))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;
    use serde_json::json;

    #[test]
    fn r13c_a_stores_own_template_stands_in_place_of_the_built_in_one() {
        let path = View::Child.path();
        let sources = Sources::new(vec![SourceFile::new(path, "## Ours\n\n{{ nope }}\n")]);
        let templates = Templates::of_store(&sources);
        assert_eq!(templates.text(View::Worker), View::Worker.built_in());
        let error = templates
            .fill(View::Child, &json!({}), &[])
            .expect_err("no such value");
        let finding = error.finding(&sources).expect("the store's own");
        let span = finding.primary.span;
        assert_eq!(
            &sources.file(span.source).text()[span.range()],
            "{{ nope }}"
        );
    }
}
