//! Every finding there can be, with what its page says of it: for lists that other programs show.

use std::fmt::Write;

use super::pages;
use crate::diag::Severity;
use crate::rules;

/// The findings that no rule makes and that are no errors.
const LESSER: [(&str, Severity); 5] = [
    ("acceptance-unused", Severity::Warning),
    ("clause-without-rule", Severity::Note),
    ("hidden-character", Severity::Warning),
    ("rule-unmatched", Severity::Note),
    ("rule-without-effect", Severity::Warning),
];

/// A kind of finding.
pub(super) struct About {
    /// Its permanent name.
    pub(super) code: &'static str,
    /// The family of its rule; for the store's own format, those words.
    pub(super) family: &'static str,
    /// Its level where the store sets no other.
    pub(super) severity: Severity,
    /// Its page, in Markdown.
    pub(super) page: &'static str,
}

/// Every kind of finding, by name.
pub(super) fn all() -> Vec<About> {
    let rules = rules::families().flat_map(|(family, rules)| {
        rules.iter().map(move |rule| About {
            code: rule.code.name(),
            family,
            severity: rule.severity,
            page: rule.page,
        })
    });
    let others = pages::codes().into_iter().filter_map(|code| {
        let lesser = LESSER.iter().find(|(name, _)| *name == code);
        Some(About {
            code,
            family: "The store's format",
            severity: lesser.map_or(Severity::Error, |(_, severity)| *severity),
            page: pages::page(code)?,
        })
    });
    let mut all: Vec<About> = rules.chain(others).collect();
    all.sort_by_key(|about| about.code);
    all
}

impl About {
    /// What it finds, in full.
    pub(super) fn finds(&self) -> String {
        let (_, rest) = self.page.split_once("\n## Finds\n").unwrap_or_default();
        let part = rest.split("\n## ").next().unwrap_or_default();
        part.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// What it finds, in its first sentence.
    pub(super) fn first_sentence(&self) -> String {
        let finds = self.finds();
        let end = finds.find(". ").map_or(finds.len(), |at| at + 1);
        finds[..end].to_owned()
    }

    /// The page without the marks of Markdown at its headings and examples.
    pub(super) fn plain(&self) -> String {
        let mut plain = String::with_capacity(self.page.len());
        for line in self.page.lines().filter(|line| !line.starts_with("```")) {
            let line = line.trim_start_matches('#').trim_start_matches(' ');
            writeln!(plain, "{line}").expect("writing to text");
        }
        plain
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_finding_says_what_it_finds_in_one_sentence() {
        let all = all();
        assert!(all.len() > 70, "{}", all.len());
        for about in all {
            let sentence = about.first_sentence();
            assert!(
                sentence.len() > 20 && sentence.ends_with('.') && !sentence.contains('\n'),
                "{}: {sentence}",
                about.code
            );
            assert!(about.plain().contains("Putting it right\n"));
        }
    }
}
