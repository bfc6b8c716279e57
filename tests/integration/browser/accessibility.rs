//! No document shuts anybody out, as far as axe-core can tell, on a wide screen and on one of 320: and none scrolls sideways.

use std::path::Path;

use serde_json::{Value, json};

use super::chromium::run;
use super::documents::{Cast, Page, all, made, without_policy};
use super::hostile::repository;
use super::server::Routes;
use crate::support::example;
use crate::support::git::git;

const FRAME: &str = include_str!("../../fixtures/browser/accessibility.html");

/// What is wrong, and how many rules were tried on the page of which the fewest were.
fn looked_at(pages: &[Page]) -> Option<(Vec<String>, u64)> {
    let axe = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/axe/axe.min.js");
    let axe = std::fs::read_to_string(axe).expect("axe is here");
    let mut routes = Routes::from([
        ("/".to_owned(), FRAME.to_owned()),
        ("/axe.js".to_owned(), axe),
    ]);
    let list: Vec<Value> = pages
        .iter()
        .enumerate()
        .map(|(at, page)| json!({"name": page.name, "url": format!("/page/{at}")}))
        .collect();
    for (at, page) in pages.iter().enumerate() {
        let body = page
            .html
            .replacen("</head>", "<script src=\"/axe.js\"></script></head>", 1);
        routes.insert(format!("/page/{at}"), body);
    }
    routes.insert("/pages.json".to_owned(), json!(list).to_string());
    let found = run("accessibility", routes)?;
    assert_eq!(found.strangers, Vec::<String>::new());
    let said = found.said.as_array().expect("a list");
    assert_eq!(said.len(), pages.len() * 2, "{said:?}");
    let mut faults = Vec::new();
    for one in said {
        for fault in one["faults"].as_array().expect("a list") {
            faults.push(format!("{} at {}: {fault}", one["name"], one["width"]));
        }
    }
    let rules = said.iter().filter_map(|one| one["rules"].as_u64()).min();
    Some((faults, rules.unwrap_or(0)))
}

#[test]
fn no_document_shuts_anybody_out_nor_scrolls_sideways() {
    let store = example::copy();
    for args in [
        &["init", "--quiet"][..],
        &["add", "--all"],
        &["commit", "--quiet", "--message", "Records"],
    ] {
        assert!(git(store.path(), args).done, "{args:?}");
    }
    example::edit(
        store.path(),
        "workers/jo-field/3-supervision/2026-10-21.md",
        "minutes:",
        "minutes: 95",
    );
    assert!(
        git(
            store.path(),
            &["commit", "--quiet", "--all", "--message", "Longer"]
        )
        .done
    );
    let cast = Cast {
        worker: "jo-field",
        child: "c-1042",
        session: "jo-field/3-supervision/2026-10-21",
        agreement: "jo-field/2-agreement-and-history/2025-09-01-agreement",
        history: "jo-field/2-agreement-and-history/2025-09-01-history",
        note: "c-1042/supervision/2026-10-21-jo-field",
        decision: "c-1042/decisions/2026-01-19",
        from: "2026-09-01",
        today: "2026-11-02",
    };
    let mut pages = all(store.path(), &cast);
    let hostile = repository();
    pages.push(made(
        hostile.path(),
        "render session jo/3-supervision/2026-02-10".to_owned(),
        "2026-03-31",
    ));
    for page in &mut pages {
        page.html = without_policy(&page.html);
    }
    let Some((faults, rules)) = looked_at(&pages) else {
        return;
    };
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
    assert!(rules > 15, "only {rules} rules were tried");
}

#[test]
fn a_page_that_shuts_people_out_is_found() {
    let html = "<!DOCTYPE html><html><head><title>T</title></head><body><h1>A</h1><h3 id=x>B</h3><p id=x style=\"color:#ccc\">pale</p>\
                <img src=\"data:image/gif;base64,R0lGODlhAQABAAAAACw=\"><p style=\"width:900px\">wide</p></body></html>";
    let pages = [Page {
        name: "planted".to_owned(),
        html: html.to_owned(),
    }];
    let Some((faults, _)) = looked_at(&pages) else {
        return;
    };
    let faults = faults.join("\n");
    for part in [
        "html-has-lang",
        "color-contrast",
        "image-alt",
        "heading 2 is h3 after h1",
        "the id x stands twice",
        "at 320: \"scrolls sideways: 9",
    ] {
        assert!(faults.contains(part), "{part} is missed:\n{faults}");
    }
}
