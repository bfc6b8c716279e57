//! `--format sarif`, held against the JSON Schema of SARIF 2.1.0 and against what the specification says beyond it.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;
use supervision::report::sarif;

use super::{ODD, faults, findings, in_store, judged, odd_store};
use crate::support::codes::codes_of_the_source;
use crate::support::example;
use crate::support::run::Supervision;

/// The one run of an output that follows the published schema.
fn run(output: &str) -> Value {
    let schema = include_str!("../../fixtures/published/sarif-schema-2.1.0.json");
    let mut schema: Value = serde_json::from_str(schema).expect("the schema is JSON");
    // Two patterns of it are no regular expressions (a `]` too many), on a field that is not written here.
    for part in ["run", "toolComponent"] {
        let language = &mut schema["definitions"][part]["properties"]["language"];
        let pattern = language
            .as_object_mut()
            .and_then(|field| field.remove("pattern"));
        assert!(pattern.is_some_and(|pattern| text(&pattern).ends_with("{2}]?$")));
    }
    let json: Value = serde_json::from_str(output).expect("JSON");
    let validator = jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .expect("the schema is one");
    let faults: Vec<String> = validator
        .iter_errors(&json)
        .map(|fault| format!("{}: {fault}", fault.instance_path()))
        .collect();
    assert_eq!(faults, Vec::<String>::new());
    assert_eq!(json["runs"].as_array().map(Vec::len), Some(1));
    json["runs"][0].clone()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The path that a relative reference names: the other way round from how it was made.
fn path_of(uri: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = uri.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        rest = match byte {
            b'%' => {
                let digits = std::str::from_utf8(&after[..2]).expect("digits");
                bytes.push(u8::from_str_radix(digits, 16).expect("a number"));
                &after[2..]
            }
            _ => {
                bytes.push(*byte);
                after
            }
        };
    }
    String::from_utf8(bytes).expect("a path of ours is UTF-8")
}

#[test]
fn each_finding_is_a_result_at_its_place() {
    let run = run(&faults("sarif"));
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    assert_eq!(run["properties"]["as_of"], "2026-03-02");
    let (results, findings) = (list(&run["results"]), findings());
    assert_eq!(results.len(), findings.len());
    for (result, finding) in results.iter().zip(&findings) {
        assert_eq!(result["ruleId"], finding["code"]);
        assert_eq!(result["level"], finding["severity"]);
        let index =
            usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("small");
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], finding["code"]);
        let message = text(&result["message"]["text"]);
        assert!(
            message.starts_with(&format!("{}. ", text(&finding["message"]))),
            "{message}"
        );
        assert!(message.ends_with('.'), "{message}");
        assert_eq!(result["properties"]["because"], finding["because"]);
        assert_eq!(result["properties"]["help"], finding["help"]);
        stands_at(&result["locations"][0], finding);
        let related = list(&finding["related"]).iter();
        let (built_in, files): (Vec<&Value>, Vec<&Value>) =
            related.partition(|label| text(&label["path"]).starts_with("(built-in)"));
        let places = list(&result["relatedLocations"]);
        assert_eq!(places.len(), files.len());
        for (place, label) in places.iter().zip(files) {
            stands_at(place, label);
        }
        let policy = list(&result["properties"]["policy"]);
        assert_eq!(policy.len(), built_in.len());
        for (line, label) in policy.iter().zip(built_in) {
            assert_eq!(line["file"], label["path"]);
            assert_eq!(line["line"], label["span"]["start"]["line"]);
        }
    }
}

#[track_caller]
fn stands_at(location: &Value, label: &Value) {
    let place = &location["physicalLocation"];
    let path = path_of(text(&place["artifactLocation"]["uri"]));
    assert_eq!(
        path,
        format!("tests/stores/faults/{}", text(&label["path"]))
    );
    let on_disk = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    assert!(on_disk.is_file(), "{}", on_disk.display());
    let (start, end) = (&label["span"]["start"], &label["span"]["end"]);
    let region = &place["region"];
    assert_eq!(region["startLine"], start["line"]);
    assert_eq!(region["startColumn"], start["column"]);
    assert_eq!(region["endLine"], end["line"]);
    assert_eq!(region["endColumn"], end["column"]);
}

#[test]
fn every_code_is_a_rule_with_its_page_and_the_level_it_is_found_at() {
    let run = run(&faults("sarif"));
    let rules = list(&run["tool"]["driver"]["rules"]);
    let ids: Vec<&str> = rules.iter().map(|rule| text(&rule["id"])).collect();
    let codes = codes_of_the_source();
    assert_eq!(ids, codes.iter().map(String::as_str).collect::<Vec<_>>());
    for rule in rules {
        let page = Supervision::new(["explain", text(&rule["id"])])
            .run()
            .stdout;
        assert_eq!(rule["help"]["markdown"], page.as_str());
        let short = text(&rule["shortDescription"]["text"]);
        assert!(short.ends_with('.') && !short.contains('\n'), "{short}");
        // What is left of the page as plain text are its words, in their order.
        let words = |text: &str| -> Vec<String> {
            let lines = text.lines().filter(|line| !line.starts_with("```"));
            let words = lines.flat_map(|line| line.trim_start_matches('#').split_whitespace());
            words.map(str::to_owned).collect()
        };
        assert_eq!(words(text(&rule["help"]["text"])), words(&page));
    }
    // The store of faults sets no levels of its own: where a rule of the policy lowers one, it is not the default.
    let found: BTreeSet<(&str, &str)> = list(&run["results"])
        .iter()
        .map(|result| (text(&result["ruleId"]), text(&result["level"])))
        .collect();
    let others = supervision::report::pages::codes();
    for rule in rules {
        let id = text(&rule["id"]);
        let level = text(&rule["defaultConfiguration"]["level"]);
        let is_rule = supervision::rules::all().find(|rule| rule.code.name() == id);
        match is_rule {
            Some(known) => assert_eq!(level, known.severity.word(), "{id}"),
            None => {
                assert!(others.contains(&id));
                let levels = found.iter().filter(|(code, _)| *code == id);
                for (_, found) in levels {
                    assert_eq!(*found, level, "{id}");
                }
            }
        }
    }
}

#[test]
fn a_reference_is_percent_encoded_and_gives_the_real_path_back() {
    let (reading, verdict) = judged(&odd_store(), "2026-03-02");
    let run = run(&sarif::check(&reading, &verdict, "a folder"));
    let uris = list(&run["results"])
        .iter()
        .map(|result| text(&result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]));
    let odd = format!("a folder/{ODD}");
    assert!(uris.clone().any(|uri| path_of(uri) == odd), "{odd:?}");
    for uri in uris {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"%/-._~".contains(&byte);
        assert!(uri.bytes().all(plain), "{uri}");
    }
}

fn fingerprints(output: &str) -> Vec<(String, String)> {
    let run = run(output);
    let results = list(&run["results"]).iter();
    let prints = results.map(|result| {
        let print = &result["partialFingerprints"]["supervisionFinding/v1"];
        (text(&result["ruleId"]).to_owned(), text(print).to_owned())
    });
    prints.collect()
}

#[test]
fn a_finding_is_known_again_when_lines_move_and_days_pass() {
    let store = example::copy();
    let path = "workers/jo-field/3-supervision/2025-09-11.md";
    example::edit(store.path(), path, "minutes: ", "minutes: 45");
    let before = fingerprints(&in_store(store.path(), &["--format", "sarif"]));
    example::edit(store.path(), path, "kind: ", "# a comment\n\nkind: session");
    let moved = fingerprints(&in_store(store.path(), &["--format", "sarif"]));
    assert_eq!(before, moved);
    assert_eq!(before.len(), 1, "{before:?}");
    let later = ["--format", "sarif", "--as-of", "2026-11-03"];
    let later = fingerprints(&in_store(store.path(), &later));
    assert!(later.contains(&before[0]), "{later:?}");
    let all = fingerprints(&faults("sarif"));
    let different: BTreeSet<&(String, String)> = all.iter().collect();
    assert_eq!(
        different.len(),
        all.len(),
        "no two findings are taken for one"
    );
}

#[test]
fn two_findings_on_equal_lines_are_two() {
    let mut files = odd_store().to_vec();
    let person = "kind: person\nformat: 1\nid: jo\nname: Jo\nposts:\n  - from: 2026-13-01\n    role: social-worker\n  - from: 2026-13-01\n    role: social-worker\n";
    files.push(("people/jo.yaml", person));
    let (reading, verdict) = judged(&files, "2026-03-02");
    let prints = fingerprints(&sarif::check(&reading, &verdict, ""));
    let unfit: Vec<&(String, String)> = prints
        .iter()
        .filter(|(code, _)| code == "value-unfit")
        .collect();
    assert_eq!(unfit.len(), 2, "{prints:?}");
    let digest = |print: &str| print.split(':').next().unwrap_or_default().to_owned();
    assert_eq!(digest(&unfit[0].1), digest(&unfit[1].1));
    assert_ne!(unfit[0].1, unfit[1].1);
}
