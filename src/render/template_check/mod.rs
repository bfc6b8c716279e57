//! A template of a store's own, looked through before a document is made with it.
//!
//! Every line of it is read, taken or not: [`walk`] holds each value against the schema of what the view is given, and each string,
//! filter and function against what there is. A template in which nothing is found is then filled once with a sample, within the
//! budget that documents have, so that a loop without end is found too.

mod names;
#[cfg(test)]
mod tests;
mod walk;

use std::ops::Range;

use minijinja::machinery::ast::Stmt;
use minijinja::machinery::parse;

use super::template::{Graft, TemplateError, fill_after, syntax};
use super::template_data::Shape;
use super::templates::{Templates, View};
use super::wording::Wording;
use super::worker;

/// Something that is wrong with a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// In whose text.
    pub(super) path: &'static str,
    /// Where in it.
    pub(super) range: Range<usize>,
    /// One lower-case phrase.
    pub(super) message: String,
    /// What to do.
    pub(super) help: String,
}

/// What is wrong with the templates that a store has of its own.
pub(super) fn faults(templates: &Templates) -> Vec<Fault> {
    let mut found = Vec::new();
    let parts = templates.text(View::Parts);
    for view in View::ALL {
        // Other words in the parts change every view.
        let is_own = templates.is_own(view) || templates.is_own(View::Parts);
        if view == View::Parts || !is_own {
            continue;
        }
        let mut here = of_view(templates, view, parts);
        here.retain(|fault| {
            let view = View::ALL.into_iter().find(|view| view.path() == fault.path);
            view.is_some_and(|view| templates.is_own(view))
        });
        found.extend(here);
    }
    found.sort_by(|a, b| {
        let key = |fault: &Fault| (fault.path, fault.range.start, fault.range.end);
        key(a).cmp(&key(b)).then_with(|| a.message.cmp(&b.message))
    });
    found.dedup();
    found
}

fn of_view(templates: &Templates, view: View, parts: &str) -> Vec<Fault> {
    let own = templates.text(view);
    let (before, tree) = match (read(View::Parts, parts), read(view, own)) {
        (Ok(before), Ok(tree)) => (before, tree),
        (before, tree) => return before.err().into_iter().chain(tree.err()).collect(),
    };
    let found = walk::faults(templates.wording(), view, &before, &tree);
    if !found.is_empty() {
        return found;
    }
    match filled(templates, view) {
        Ok(()) => Vec::new(),
        Err(error) => {
            let text = match error.template == View::Parts.path() {
                true => parts,
                false => own,
            };
            vec![Fault {
                path: View::ALL
                    .into_iter()
                    .map(View::path)
                    .find(|path| *path == error.template)
                    .unwrap_or_else(|| view.path()),
                range: line(text, error.line),
                message: error.message,
                help: "correct the line; without the file the built-in template is used".to_owned(),
            }]
        }
    }
}

fn read(view: View, text: &str) -> Result<Stmt<'_>, Fault> {
    parse(text, view.path(), syntax()).map_err(|error| {
        let range = error.range().filter(|range| range.end <= text.len());
        Fault {
            path: view.path(),
            range: range.unwrap_or_else(|| line(text, error.line().unwrap_or(1))),
            message: error
                .detail()
                .map_or_else(|| error.kind().to_string(), str::to_owned),
            help: "correct the line: a tag is written `{% if … %}` and ended `{% endif %}`, a value is written `{{ … }}`".to_owned(),
        }
    })
}

/// Fills a template with a sample.
fn filled(templates: &Templates, view: View) -> Result<(), TemplateError> {
    let wording: &Wording = templates.wording();
    let mut values = Shape::of(view).sample();
    if view == View::Worker {
        worker::sample_headings(wording, &mut values);
    }
    let grafts = ["prose-0", "picture-0"].map(|key| Graft::prose(key, "Words."));
    let before = (View::Parts.path(), templates.text(View::Parts));
    let own = (view.path(), templates.text(view));
    let blocks = fill_after(wording, before, own, &values, &grafts)?;
    match view {
        View::Worker => worker::has_every_section(wording, &blocks),
        _ => Ok(()),
    }
}

/// A line of a text, by its number.
fn line(text: &str, number: usize) -> Range<usize> {
    let mut from = 0;
    for (at, line) in text.split('\n').enumerate() {
        if at + 1 == number {
            return from..from + line.trim_end_matches('\r').len();
        }
        from += line.len() + 1;
    }
    0..0
}
