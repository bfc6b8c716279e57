//! Every finding has a page: a rule's stands beside it, all others in `src/report/pages`.

use std::collections::BTreeSet;
use std::path::Path;

use supervision::report::pages;
use supervision::rules;

use crate::support::codes::codes_of_the_source;
use crate::support::literate::files_below;

/// The headings of a page, in their order. A page without a rule has no example: its example is `tests/stores/faults`.
const HEADINGS: [&str; 3] = ["Finds", "Asked by", "Putting it right"];

#[test]
fn every_code_has_one_page() {
    let rules: BTreeSet<String> = rules::all().map(|rule| rule.code.to_string()).collect();
    let others: BTreeSet<String> = pages::codes().into_iter().map(str::to_owned).collect();
    let both: Vec<&String> = rules.intersection(&others).collect();
    assert!(both.is_empty(), "two pages for {both:?}");
    let codes = codes_of_the_source();
    let paged: BTreeSet<String> = rules.union(&others).cloned().collect();
    let (missing, surplus): (Vec<_>, Vec<_>) = codes
        .symmetric_difference(&paged)
        .partition(|code| codes.contains(*code));
    assert!(
        missing.is_empty() && surplus.is_empty(),
        "write src/report/pages/<code>.md and its row in src/report/pages.rs for {missing:?}; take away {surplus:?}"
    );
}

#[test]
fn every_finding_that_has_a_page_can_be_named_in_the_settings() {
    let named: BTreeSet<String> = rules::names().map(str::to_owned).collect();
    assert_eq!(named, codes_of_the_source());
    assert_eq!(rules::names().count(), named.len(), "one is named twice");
}

#[test]
fn every_page_is_in_the_table() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/report/pages");
    let files: BTreeSet<String> = files_below(&folder)
        .iter()
        .filter_map(|path| Some(path.file_stem()?.to_str()?.replace('_', "-")))
        .collect();
    let codes = pages::codes();
    assert_eq!(codes, Vec::from_iter(&files), "the table, in order");
}

#[test]
fn every_page_has_its_form() {
    for code in pages::codes() {
        let page = pages::page(code).expect("it is in the table");
        assert_eq!(page.lines().next(), Some(format!("# {code}").as_str()));
        let sections: Vec<(&str, &str)> = page
            .split("\n## ")
            .skip(1)
            .map(|section| section.split_once('\n').unwrap_or((section, "")))
            .collect();
        let headings: Vec<&str> = sections.iter().map(|(heading, _)| *heading).collect();
        assert_eq!(headings, HEADINGS, "{code}");
        for (heading, text) in &sections {
            assert!(!text.trim().is_empty(), "{code}: {heading} says nothing");
        }
        let asked = sections[1].1.trim();
        assert!(
            asked.starts_with("The store's own format. "),
            "{code}: {asked}"
        );
    }
}
