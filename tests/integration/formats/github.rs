//! `--format github`, read by the rules by which the runner reads workflow commands.

use std::collections::BTreeMap;
use std::path::Path;

use supervision::report::{github, visible};

use super::{ODD, faults, findings, judged, odd_store};

/// A command as the runner takes it apart.
#[derive(Debug)]
struct Command {
    name: String,
    properties: BTreeMap<String, String>,
    message: String,
}

/// Written from the runner's own description: `::name key=value,key=value::message`, with what is escaped put back last to
/// first. It knows nothing of how the commands were made.
fn read(line: &str) -> Command {
    let rest = line.strip_prefix("::").expect("a command begins with `::`");
    let (head, message) = rest.split_once("::").expect("a message after `::`");
    let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
    assert!(name.bytes().all(|byte| byte.is_ascii_lowercase()), "{name}");
    let properties = properties.split(',').filter(|pair| !pair.is_empty());
    let properties = properties.map(|pair| {
        let (key, value) = pair.split_once('=').expect("a key and a value");
        let value = put_back(
            value,
            &[("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ",")],
        );
        (key.to_owned(), value)
    });
    Command {
        name: name.to_owned(),
        properties: properties.collect(),
        message: put_back(message, &[("%0D", "\r"), ("%0A", "\n")]),
    }
}

fn put_back(text: &str, escapes: &[(&str, &str)]) -> String {
    let mut text = text.to_owned();
    for (escape, sign) in escapes {
        text = text.replace(escape, sign);
    }
    text.replace("%25", "%")
}

#[test]
fn each_finding_is_one_command_at_its_place() {
    let commands: Vec<Command> = faults("github").lines().map(read).collect();
    let findings = findings();
    assert_eq!(commands.len(), findings.len());
    for (command, finding) in commands.iter().zip(&findings) {
        let level = match finding["severity"].as_str() {
            Some("note") => "notice",
            other => other.expect("a level"),
        };
        assert_eq!(command.name, level);
        let of = |key: &str| command.properties.get(key).map_or("", String::as_str);
        assert_eq!(of("title"), finding["code"]);
        let path = finding["path"].as_str().expect("a path");
        assert_eq!(of("file"), format!("tests/stores/faults/{path}"));
        let on_disk = Path::new(env!("CARGO_MANIFEST_DIR")).join(of("file"));
        assert!(on_disk.is_file(), "{}", on_disk.display());
        let (start, end) = (&finding["span"]["start"], &finding["span"]["end"]);
        assert_eq!(of("line"), start["line"].to_string());
        assert_eq!(of("endLine"), end["line"].to_string());
        if start["line"] == end["line"] {
            assert_eq!(of("col"), start["column"].to_string());
            assert_eq!(of("endColumn"), end["column"].to_string());
        } else {
            assert_eq!((of("col"), of("endColumn")), ("", ""));
        }
        let mut lines = command.message.lines();
        assert_eq!(lines.next(), finding["message"].as_str());
        let help = lines
            .next_back()
            .and_then(|line| line.strip_prefix("help: "));
        assert_eq!(help, finding["help"].as_str());
        let clauses = finding["because"].as_array().expect("a list").len();
        assert_eq!(lines.count(), usize::from(clauses > 0));
    }
}

#[test]
fn a_name_cannot_make_a_command_of_its_own() {
    let (reading, verdict) = judged(&odd_store(), "2026-03-02");
    let output = github::findings(&verdict.findings, &reading.sources, "a,b");
    assert_eq!(output.lines().count(), verdict.findings.len());
    let commands: Vec<Command> = output.lines().map(read).collect();
    let files = commands.iter().map(|command| &*command.properties["file"]);
    let odd = format!("a,b/{}", visible(ODD));
    assert!(files.clone().any(|file| file == odd), "{commands:?}");
    for command in &commands {
        // That nobody is in the store yet is no error.
        let is_new = command.properties["title"].contains("store-empty");
        let level = if is_new { "warning" } else { "error" };
        assert_eq!(command.name, level, "{command:?}");
        assert_eq!(command.properties.len(), 6, "{command:?}");
    }
}
