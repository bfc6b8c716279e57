//! Every kind's schema against its fixtures: what is valid passes and becomes a typed record, what is not gives a finding
//! at the place that the fixture's first line names.
//!
//! `# expect: /cases/0/child` names a value by its JSON pointer; an empty pointer is the whole record. A field that is
//! missing is found at the start of what lacks it, a field that nobody knows at its key.

use std::ops::Range;
use std::path::{Path, PathBuf};

use supervision::calendar::Day;
use supervision::diag::Diagnostic;
use supervision::policy::parse_pack;
use supervision::record::id::is_slug;
use supervision::record::layout::{Located, home, locate};
use supervision::record::parse::parse_record;
use supervision::record::schema::{FIELD_MISSING, FIELD_UNKNOWN, of};
use supervision::record::{KINDS, Kind};
use supervision::source::{SourceFile, SourceId, Sources};
use supervision::text::yaml::{Node, parse};

use crate::support::literate::files_below;

fn fixtures(kind: &str, folder: &str) -> Vec<(PathBuf, String)> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/schemas")
        .join(kind)
        .join(folder);
    let files = files_below(&top).into_iter();
    files
        .map(|path| {
            let text = std::fs::read_to_string(&path).expect("a fixture is text");
            (path, text)
        })
        .collect()
}

fn name(path: &Path) -> String {
    let relative = path
        .strip_prefix(env!("CARGO_MANIFEST_DIR"))
        .unwrap_or(path);
    relative.display().to_string()
}

fn source() -> SourceId {
    Sources::default().add(SourceFile::new("fixture", ""))
}

#[track_caller]
fn fail_with(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

fn field<'a>(tree: &'a Node<'_>, name: &str) -> Option<&'a str> {
    tree.field(name)?.node.as_str()
}

/// The path at which a record of a kind with these fields would stand.
fn path_of(kind: Kind, tree: &Node<'_>) -> String {
    let id = field(tree, "id").filter(|id| is_slug(id)).unwrap_or("x-1");
    let day = field(tree, "date")
        .or(field(tree, "from"))
        .filter(|day| day.parse::<Day>().is_ok())
        .unwrap_or("2026-03-02");
    if kind == Kind::Addendum {
        return format!("workers/jo-field/3-supervision/{day}-addendum-1.md");
    }
    let worker = field(tree, "worker").filter(|id| is_slug(id));
    let path = home(kind)
        .replace("<person>", id)
        .replace("<worker>", worker.unwrap_or(id))
        .replace("<child>", field(tree, "child").unwrap_or(id))
        .replace("<day>", day)
        .replace("<what>", kind.name());
    match (path.contains('.'), kind.is_markdown()) {
        (true, _) => path,
        (false, true) => format!("{path}.md"),
        (false, false) => format!("{path}.yaml"),
    }
}

/// The fields as a whole record: a Markdown kind with every part of its body filled.
fn whole(kind: Kind, fields: &str) -> String {
    if !kind.is_markdown() {
        return fields.to_owned();
    }
    let parts = kind.info().parts.iter();
    let body: String = parts
        .map(|part| format!("## {}\n\nWe talked about it.\n\n", part.title))
        .collect();
    format!("---\n{}\n---\n\n{body}", fields.trim_end())
}

fn record(kind: Kind, path: &Path, fields: &str) -> (bool, Vec<Diagnostic>, String) {
    let tree = parse(fields, 0..fields.len())
        .unwrap_or_else(|fault| panic!("{}: {}", name(path), fault.message));
    let place = path_of(kind, &tree);
    let Located::Record(located) = locate(&place) else {
        panic!("{}: a record cannot stand at {place}", name(path));
    };
    let text = whole(kind, fields);
    let mut sources = Sources::default();
    let source = sources.add(SourceFile::new(place, text.clone()));
    let (filed, found) = parse_record(source, sources.file(source), &located);
    (filed.is_some(), found, text)
}

fn spoken(findings: &[Diagnostic], text: &str) -> String {
    let file = SourceFile::new("fixture", text);
    let line = |finding: &Diagnostic| {
        let place = file.position(finding.primary.span.range().start);
        format!(
            "    {}:{}: {}: {}",
            place.line, place.column, finding.code, finding.message
        )
    };
    findings.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_valid_fixture_passes_and_becomes_a_record() {
    let mut faults = Vec::new();
    for info in KINDS {
        for (path, text) in fixtures(info.name, "valid") {
            let (read, found, whole) = record(info.kind, &path, &text);
            if !found.is_empty() || !read {
                faults.push(format!(
                    "{}: is valid, but\n{}",
                    name(&path),
                    spoken(&found, &whole)
                ));
            }
        }
    }
    for (path, text) in fixtures("policy-pack", "valid") {
        let (pack, found) = parse_pack(source(), &SourceFile::new("policies/x.yaml", text.clone()));
        if pack.is_none() || !found.is_empty() {
            faults.push(format!(
                "{}: is valid, but\n{}",
                name(&path),
                spoken(&found, &text)
            ));
        }
    }
    fail_with(&faults);
}

/// Where a fixture says that its fault lies.
fn expected(path: &Path, text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    let pointer = line.strip_prefix("# expect:");
    let pointer =
        pointer.unwrap_or_else(|| panic!("{}: begin it with `# expect: /pointer`", name(path)));
    pointer.trim().to_owned()
}

/// Whether a finding lies where it should: at the value, at the start of what lacks a field, or at an unknown key.
fn lies_there(finding: &Diagnostic, range: &Range<usize>) -> bool {
    let place = finding.primary.span.range();
    match finding.code {
        FIELD_MISSING => place.start == range.start && place.end <= range.end,
        FIELD_UNKNOWN => range.start <= place.start && place.end <= range.end,
        _ => place == *range,
    }
}

fn judge(path: &Path, text: &str, tree: &Node<'_>, found: &[Diagnostic]) -> Option<String> {
    let pointer = expected(path, text);
    let range = tree.range_at(&pointer);
    let place = SourceFile::new("fixture", text).position(range.start);
    let right = found.iter().any(|finding| lies_there(finding, &range));
    let stray = found.iter().any(|finding| !lies_there(finding, &range));
    let helpless = found
        .iter()
        .any(|finding| finding.help.as_ref().is_none_or(String::is_empty));
    let what = match (right, stray, helpless) {
        (true, false, false) => return None,
        (false, ..) => "nothing is found at",
        (true, true, _) => "something is found elsewhere than at",
        (true, false, true) => "there is no help with what is found at",
    };
    Some(format!(
        "{}: {what} `{pointer}` ({}:{})\n{}",
        name(path),
        place.line,
        place.column,
        spoken(found, text)
    ))
}

#[test]
fn every_invalid_fixture_is_found_at_its_place() {
    let mut faults = Vec::new();
    for info in KINDS {
        for (path, text) in fixtures(info.name, "invalid") {
            let tree = parse(&text, 0..text.len()).expect("fixtures are YAML");
            let found = of(info.kind).find_faults(&tree, source());
            faults.extend(judge(&path, &text, &tree, &found));
        }
    }
    for (path, text) in fixtures("policy-pack", "invalid") {
        let tree = parse(&text, 0..text.len()).expect("fixtures are YAML");
        let (_, found) = parse_pack(source(), &SourceFile::new("policies/x.yaml", text.clone()));
        faults.extend(judge(&path, &text, &tree, &found));
    }
    fail_with(&faults);
}

#[test]
fn no_invalid_fixture_is_taken_for_a_clean_record() {
    let mut faults = Vec::new();
    for info in KINDS {
        for (path, text) in fixtures(info.name, "invalid") {
            if record(info.kind, &path, &text).1.is_empty() {
                faults.push(format!(
                    "{}: nothing is found when it is read as a record",
                    name(&path)
                ));
            }
        }
    }
    fail_with(&faults);
}

#[test]
fn every_scaffold_says_its_kind_its_schema_and_every_part() {
    let mut faults = Vec::new();
    for info in KINDS {
        let mut lacks = |what: String| faults.push(format!("templates/new/{}: {what}", info.name));
        if !info.scaffold.contains(&format!("\nkind: {}\n", info.name)) {
            lacks(format!("does not say `kind: {}`", info.name));
        }
        let schema = format!(
            "# yaml-language-server: $schema={{{{ root }}}}.schemas/{}.schema.json\n",
            info.name
        );
        if !info.scaffold.contains(&schema) {
            lacks(format!("names no schema for editors: {schema}"));
        }
        for part in info.parts.iter().filter(|part| part.required) {
            if !info.scaffold.contains(&format!("\n## {}\n", part.title)) {
                lacks(format!("has no part \"{}\"", part.title));
            }
        }
    }
    fail_with(&faults);
}
