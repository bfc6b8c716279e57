//! The rules: every page's example and every spec in `tests/rules` holds, every page has its form, no rule is forgotten.

use std::path::{Path, PathBuf};

use supervision::rules;

use crate::support::literate::{self, Spec, base_signed, files_below};

/// The headings of a rule's page, in their order.
const HEADINGS: [&str; 4] = ["Finds", "Asked by", "Example", "Putting it right"];

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn with_extension(folder: &str, extension: &str) -> Vec<PathBuf> {
    let mut files = files_below(&project().join(folder));
    files.retain(|path| path.extension().is_some_and(|found| found == extension));
    files
}

fn name(path: &Path) -> String {
    let relative = path.strip_prefix(project()).unwrap_or(path);
    relative.display().to_string()
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", name(path)))
}

/// The rules' own source files: path and stem.
fn rule_files() -> Vec<(PathBuf, String)> {
    let mut files = with_extension("src/rules", "rs");
    files.retain(|path| {
        let in_family = path
            .parent()
            .is_some_and(|folder| !folder.ends_with("rules"));
        in_family && !path.ends_with("mod.rs")
    });
    files
        .into_iter()
        .filter_map(|path| {
            let stem = path.file_stem()?.to_str()?.to_owned();
            Some((path, stem))
        })
        .collect()
}

fn fail_with(faults: &[String]) {
    assert!(faults.is_empty(), "\n\n{}\n", faults.join("\n"));
}

/// Runs the specs of files; `SPEC=name` picks those whose path contains the name.
fn run(files: Vec<PathBuf>) {
    let chosen = std::env::var("SPEC").unwrap_or_default();
    let mut faults = Vec::new();
    for path in files.iter().filter(|path| name(path).contains(&chosen)) {
        for spec in Spec::read_all(&read(path)) {
            let failure = spec.failure();
            faults.extend(failure.map(|words| format!("{}: {words}", name(path))));
        }
    }
    fail_with(&faults);
}

#[test]
fn every_example_on_a_page_holds() {
    run(with_extension("src/rules", "md"));
}

#[test]
fn every_spec_holds() {
    run(with_extension("tests/rules", "md"));
}

#[test]
fn the_base_store_is_clean() {
    let spec = Spec::read_all("# base\n\n```delete path=\"people/helen-marsh.yaml\"\n```\n");
    assert_eq!(spec.len(), 1, "the page has one spec");
    let mut clean = spec.into_iter().next().expect("the page has one spec");
    clean.files = literate::base();
    fail_with(&clean.failure().into_iter().collect::<Vec<_>>());
}

#[test]
fn the_base_store_is_signed() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut stale = Vec::new();
    let base = literate::base();
    for (path, text) in base_signed() {
        if base.get(&path) == Some(&text) {
            continue;
        }
        match update {
            true => std::fs::write(project().join("tests/stores/base").join(&path), text)
                .expect("the statement can be written"),
            false => stale.push(format!("{path} is out of date: run `UPDATE=1 cargo test`")),
        }
    }
    fail_with(&stale);
}

#[test]
fn every_rule_file_is_in_its_family() {
    let mut faults = Vec::new();
    for (path, stem) in rule_files() {
        let code = stem.replace('_', "-");
        if !rules::all().any(|rule| rule.code.name() == code) {
            faults.push(format!("{}: no family lists `{code}`", name(&path)));
        }
        let table = read(&path.with_file_name("mod.rs"));
        if !table.contains(&format!("&{stem}::{}", stem.to_uppercase())) {
            faults.push(format!(
                "{}: the family beside it does not list it",
                name(&path)
            ));
        }
    }
    fail_with(&faults);
}

#[test]
fn every_rule_has_one_stem() {
    let files = rule_files();
    let mut faults = Vec::new();
    for rule in rules::all() {
        let stem = rule.code.name().replace('-', "_");
        let Some((path, _)) = files.iter().find(|(_, found)| *found == stem) else {
            faults.push(format!("{}: there is no file `{stem}.rs`", rule.code));
            continue;
        };
        if !read(path).contains(&format!("fn {stem}(")) {
            faults.push(format!("{}: no function `{stem}`", name(path)));
        }
        let page = path.with_extension("md");
        if !page.is_file() || read(&page) != rule.page {
            faults.push(format!(
                "{}: the page is not the file beside it",
                name(path)
            ));
        }
    }
    fail_with(&faults);
}

#[test]
fn every_page_has_its_form() {
    let mut faults = Vec::new();
    for rule in rules::all() {
        let first = rule.page.lines().next().unwrap_or_default();
        if first != format!("# {}", rule.code) {
            faults.push(format!("{}: the page begins with `{first}`", rule.code));
        }
        let headings: Vec<&str> = rule
            .page
            .lines()
            .filter_map(|line| line.strip_prefix("## "))
            .filter(|heading| HEADINGS.contains(heading))
            .collect();
        if headings != HEADINGS {
            faults.push(format!(
                "{}: the page has the headings {headings:?}, not {HEADINGS:?}",
                rule.code
            ));
        }
        let fires = Spec::read_all(rule.page).iter().any(|spec| {
            spec.title == "Example"
                && spec
                    .expected
                    .iter()
                    .any(|(_, _, code)| code == rule.code.name())
        });
        if !fires {
            faults.push(format!("{}: no example on the page shows it", rule.code));
        }
    }
    fail_with(&faults);
}
