//! Findings as people read them: the message, the lines it is about, who asks, and what to do.
//!
//! An excerpt is a disclosure: people's own words are masked in it unless the reader asked for them.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

pub use super::masks::Words;

use super::masks::Masks;
use super::visible;
use crate::diag::{Diagnostic, Severity};
use crate::source::{Sources, Span};

/// The findings, one under the other, with colour for a terminal.
pub fn findings(findings: &[Diagnostic], sources: &Sources, words: Words, width: usize) -> String {
    let renderer = Renderer::styled().term_width(width);
    let mut masks = Masks::new(sources, words);
    let mut out = String::new();
    for finding in findings {
        out.push_str(&renderer.render(&[group(finding, &mut masks)]));
        out.push_str("\n\n");
    }
    out
}

fn group<'a>(finding: &Diagnostic, masks: &mut Masks<'_>) -> Group<'a> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level
        .primary_title(visible(&finding.message).into_owned())
        .id(finding.code.name());
    let label = &finding.primary;
    let mut group =
        title.element(masks.snippet(label.span, &label.message, AnnotationKind::Primary));
    for label in &finding.related {
        group = group.element(masks.snippet(label.span, &label.message, AnnotationKind::Context));
    }
    if !finding.because.is_empty() {
        let clauses: Vec<String> = finding.because.iter().map(ToString::to_string).collect();
        group = group.element(
            Level::NOTE
                .with_name("because")
                .message(visible(&clauses.join("; ")).into_owned()),
        );
    }
    if let Some(help) = &finding.help {
        group = group.element(Level::HELP.message(visible(help).into_owned()));
    }
    group
}

impl Masks<'_> {
    /// The line of a place, with the place marked. A place over several lines is marked on its first.
    fn snippet<'a>(
        &mut self,
        span: Span,
        label: &str,
        kind: AnnotationKind,
    ) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
        let file = self.sources.file(span.source);
        let text = file.text();
        let index = file.lines().index_of(span.range().start.min(text.len()));
        let line = file.lines().range(text, index);
        let shown = self.characters(span.source, line.clone());
        let at = |offset: usize| {
            shown
                .iter()
                .take_while(|(byte, _)| *byte < offset)
                .map(|(_, c)| c.len_utf8())
                .sum::<usize>()
        };
        let start = at(span.range().start);
        let end = at(span.range().end.min(line.end)).max(start);
        let excerpt: String = shown.iter().map(|(_, character)| character).collect();
        let annotation = kind.span(start..end);
        let annotation = if label.is_empty() {
            annotation
        } else {
            annotation.label(visible(label).into_owned())
        };
        Snippet::source(excerpt)
            .path(visible(file.path()).into_owned())
            .line_start(index + 1)
            .annotation(annotation)
    }
}
