//! The tables are whole: every kind has all that a kind needs, nothing stands beside them that belongs to none, and every
//! finding has a name of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;
use supervision::record::{KINDS, Kind};

use crate::support::literate::files_below;

fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn read(path: &Path) -> String {
    let text = std::fs::read_to_string(path);
    text.unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The names of what stands in a folder, without hidden ones.
fn names(folder: &str) -> BTreeSet<String> {
    let entries =
        std::fs::read_dir(project(folder)).unwrap_or_else(|error| panic!("{folder}: {error}"));
    entries
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .filter(|name| !name.starts_with('.'))
        .collect()
}

#[track_caller]
fn fail_with(faults: &[String], advice: &str) {
    assert!(
        faults.is_empty(),
        "\n  {}\n\n{advice}\n",
        faults.join("\n  ")
    );
}

/// The `kind:` of every file of the example.
fn kinds_in_the_example() -> BTreeMap<String, usize> {
    let mut kinds = BTreeMap::new();
    for path in files_below(&project("records-example")) {
        let kind = path
            .extension()
            .is_some_and(|extension| extension == "md" || extension == "yaml")
            .then(|| read(&path))
            .and_then(|text| {
                text.lines()
                    .find_map(|line| line.strip_prefix("kind: ").map(str::to_owned))
            });
        if let Some(kind) = kind {
            *kinds.entry(kind).or_insert(0) += 1;
        }
    }
    kinds
}

#[test]
fn every_kind_is_whole() {
    let example = kinds_in_the_example();
    let mut faults = Vec::new();
    for info in KINDS {
        let name = info.name;
        let stem = match info.kind {
            Kind::Store => "store_settings".to_owned(),
            _ => name.replace('-', "_"),
        };
        let extension = if info.kind.is_markdown() {
            "md"
        } else {
            "yaml"
        };
        let needed = [
            format!("src/record/{stem}.rs"),
            format!("schemas/{name}.schema.json"),
            format!("templates/new/{name}.{extension}"),
        ];
        let missing = needed.into_iter().filter(|path| !project(path).is_file());
        faults.extend(missing.map(|path| format!("{name}: there is no {path}")));
        for (folder, least) in [("valid", 1), ("invalid", 3)] {
            let folder = format!("tests/schemas/{name}/{folder}");
            let count = files_below(&project(&folder)).len();
            if count < least {
                faults.push(format!(
                    "{name}: {folder} has {count} files, {least} are needed"
                ));
            }
        }
        if !example.contains_key(name) {
            faults.push(format!("{name}: there is none in records-example"));
        }
    }
    fail_with(
        &faults,
        "A kind is whole when it has all of these: see the top of src/record/kind.rs.",
    );
}

#[test]
fn nothing_stands_beside_the_kinds() {
    let kinds: BTreeSet<&str> = KINDS.iter().map(|info| info.name).collect();
    let mut faults = Vec::new();
    for (folder, endings, others) in [
        (
            "schemas",
            &[".schema.json"][..],
            &[
                "common",
                "policy-pack",
                "import-mapping",
                "output",
                "templates",
            ][..],
        ),
        ("templates/new", &[".md", ".yaml"], &[]),
        ("tests/schemas", &[], &["policy-pack"]),
    ] {
        for name in names(folder) {
            let stem = endings
                .iter()
                .find_map(|ending| name.strip_suffix(ending))
                .unwrap_or(&name);
            if !kinds.contains(stem) && !others.contains(&stem) {
                faults.push(format!("{folder}/{name} belongs to no kind"));
            }
        }
    }
    let pack = "policy-pack"; // a pack is no record, and a store may hold some
    for kind in kinds_in_the_example()
        .keys()
        .filter(|kind| !kinds.contains(kind.as_str()) && *kind != pack)
    {
        faults.push(format!(
            "records-example has a `kind: {kind}`, which does not exist"
        ));
    }
    fail_with(
        &faults,
        "Remove the file, or add the kind to src/record/kind.rs.",
    );
}

#[test]
fn the_table_of_kinds_has_the_order_of_the_kinds() {
    for (index, info) in KINDS.iter().enumerate() {
        let name = info.name;
        assert_eq!(
            info.kind as usize, index,
            "`{name}` stands elsewhere in KINDS than in Kind"
        );
        assert_eq!(
            info.kind.name(),
            name,
            "KINDS finds another row for `{name}`"
        );
        assert_eq!(
            Kind::from_name(name),
            Some(info.kind),
            "two kinds are called `{name}`"
        );
    }
}

#[test]
fn every_schema_has_its_id_and_says_what_each_field_is() {
    let mut faults = Vec::new();
    let common: Value =
        serde_json::from_str(&read(&project("schemas/common.schema.json"))).expect("JSON");
    for file in names("schemas")
        .iter()
        .filter(|name| name.ends_with(".json"))
    {
        let schema: Value = serde_json::from_str(&read(&project("schemas").join(file)))
            .unwrap_or_else(|error| panic!("schemas/{file}: {error}"));
        let id = format!("https://supervision.invalid/schemas/1/{file}");
        if schema["$id"] != id.as_str() {
            faults.push(format!(
                "schemas/{file}: `$id` is {}, not {id}",
                schema["$id"]
            ));
        }
        if schema["$schema"] != "https://json-schema.org/draft/2020-12/schema" {
            faults.push(format!("schemas/{file}: `$schema` is not draft 2020-12"));
        }
        let kind = file.trim_end_matches(".schema.json");
        if file == "common.schema.json" {
            continue;
        }
        if schema["properties"]["kind"]["const"] != kind {
            faults.push(format!("schemas/{file}: `kind` is not always `{kind}`"));
        }
        if schema["additionalProperties"] != false && schema["unevaluatedProperties"] != false {
            faults.push(format!("schemas/{file}: takes fields that nobody knows"));
        }
        undescribed(&schema, &common, file, &mut faults);
    }
    fail_with(
        &faults,
        "People read these in their editor and in findings: each field says what it is for.",
    );
}

/// The fields without a description, here and below.
fn undescribed(schema: &Value, common: &Value, place: &str, faults: &mut Vec<String>) {
    if let Some(properties) = schema["properties"].as_object() {
        for (name, field) in properties {
            let reference = field["$ref"]
                .as_str()
                .and_then(|path| path.rsplit('/').next());
            let shared = reference.map(|name| &common["$defs"][name]["description"]);
            let described =
                field["description"].is_string() || shared.is_some_and(Value::is_string);
            let place = format!("{place}: {name}");
            if !described && name != "kind" && name != "format" {
                faults.push(format!("{place} has no description"));
            }
            undescribed(field, common, &place, faults);
        }
    }
    if schema["items"].is_object() {
        undescribed(&schema["items"], common, place, faults);
    }
}

/// The names of findings in a source text before its tests: `Code::new("…")` and `rule!(NAME, "…"`.
fn codes(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    let lines = code
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    let code = lines.collect::<Vec<_>>().join("\n");
    let made = code.split("Code::new(").skip(1).map(str::trim_start);
    let ruled = code
        .split("rule!(")
        .skip(1)
        .filter_map(|rest| Some(rest.split_once(',')?.1.trim_start()));
    made.chain(ruled)
        .filter_map(|rest| rest.strip_prefix('"')?.split('"').next().map(str::to_owned))
        .collect()
}

#[test]
fn codes_are_unique() {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for path in files_below(&project("src")) {
        if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path
                .strip_prefix(project(""))
                .unwrap_or(&path)
                .display()
                .to_string();
            for code in codes(&read(&path)) {
                places.entry(code).or_default().push(name.clone());
            }
        }
    }
    assert!(places.len() > 25, "only {} codes were found", places.len());
    let mut faults = Vec::new();
    for (code, files) in &places {
        let kebab = code
            .split('-')
            .all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase()));
        if !kebab {
            faults.push(format!(
                "`{code}` in {} is not kebab-case",
                files.join(", ")
            ));
        }
        if files.len() > 1 {
            faults.push(format!(
                "`{code}` is declared more than once: {}",
                files.join(", ")
            ));
        }
        let poor = ["must", "should", "invalid", "error"];
        if let Some(word) = code.split('-').find(|word| poor.contains(word)) {
            faults.push(format!(
                "`{code}` says `{word}`: name the fault, so that \"this store allows {code}\" reads"
            ));
        }
    }
    fail_with(
        &faults,
        "A code is the permanent name of one kind of finding.",
    );
}

#[test]
fn a_code_declared_twice_would_be_seen() {
    let text = "pub const A: Code = Code::new(\"a-b\");\n// Code::new(\"in-a-comment\")\nrule!(\n    C,\n    \"c-d\",\n    Error,\n    c\n);\n#[cfg(test)]\nmod tests {\n    Code::new(\"in-a-test\");\n}\n";
    assert_eq!(codes(text), ["a-b", "c-d"]);
}
