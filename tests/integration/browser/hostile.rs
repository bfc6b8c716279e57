//! Notes and values that mean harm, in every place of a store that a document shows: in a real browser they are words, nothing runs and
//! nothing is asked for, with the page's own policy and just as well without it.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::chromium::{Run, run};
use super::documents::{Cast, Page, all, without_policy};
use super::server::Routes;
use crate::support::canaries::{CANARY_STORE, is_mark};
use crate::support::git::git;
use crate::support::hostile::HOSTILE;

const FRAME: &str = include_str!("../../fixtures/browser/hostile.html");
/// What a script says of itself.
const RAN: &str = "document.documentElement.dataset.pwned=1";
/// Between two notes in one value.
const BETWEEN: &str = " ~ ";
/// A term, which could not be read with anything in it but letters, digits and hyphens.
const TERM: &str = "CANARYteam";

/// What is to stand in a page that has a mark.
#[derive(Clone, Debug, Default)]
struct Wanted {
    /// A value as it was written.
    whole: Option<String>,
    /// The words of prose.
    words: Vec<String>,
}

type Marks = BTreeMap<String, Wanted>;

fn live(note: &str) -> String {
    note.replace("alert(1)", RAN)
        .replace("alert&lpar;1&rpar;", RAN)
}

/// A record with a control character in it is not read at all.
fn can_be_read(note: &str) -> bool {
    note.chars().all(|c| c == '\n' || !c.is_control())
}

/// Notes that can stand in a value as they are: none of their characters is taken out.
fn values() -> Vec<String> {
    let plain = |note: &&&str| {
        note.chars().all(|c| {
            !c.is_control()
                && !('\u{200b}'..='\u{202e}').contains(&c)
                && !('\u{2060}'..='\u{206f}').contains(&c)
        })
    };
    let notes = HOSTILE.iter().filter(plain);
    notes.map(|note| live(note)).collect()
}

/// The words of the notes that stand in prose or in a link as they were written.
fn words() -> Vec<String> {
    let kept = HOSTILE.iter().filter(|note| {
        can_be_read(note) && !note.contains(['&', '%']) && !note.contains(";base64")
    });
    let mut words: Vec<String> = kept
        .flat_map(|note| {
            let note = live(note);
            let words = note.split(|c: char| !c.is_ascii_alphanumeric());
            let words = words.filter(|word| !word.is_empty());
            words.map(str::to_owned).collect::<Vec<_>>()
        })
        .collect();
    words.sort();
    words.dedup();
    words
}

/// The store of marks with every note after each mark, and what is to be seen of each.
fn store() -> (Vec<(String, String)>, Marks) {
    let all = values();
    let (every, few) = (all.join(BETWEEN), all[..12].join(BETWEEN));
    let prose: String = HOSTILE
        .iter()
        .filter(|note| can_be_read(note))
        .map(|note| live(note) + "\n\n")
        .collect();
    let words = words();
    let mut marks = Marks::new();
    let mut files = Vec::new();
    for (path, text) in CANARY_STORE {
        let body = match path.ends_with(".yaml") {
            true => text.len(),
            false => text[4..].find("---\n").map_or(0, |at| at + 8),
        };
        let mut out = String::new();
        for line in text[..body].split_inclusive('\n') {
            let name = path.starts_with("people/") && line.starts_with("name: ");
            if name || line.starts_with("organisation: ") || line.starts_with("marking: ") {
                let (key, value) = line.trim_end().split_once(": ").expect("a field");
                let mark = format!("{}Q", value.replace(' ', ""));
                let whole = format!("{mark} {few}");
                out.push_str(&format!("{key}: {}\n", json!(whole)));
                marks.entry(mark).or_default().whole = Some(whole);
                continue;
            }
            out.push_str(&line_of(line, &every, &mut marks));
        }
        for line in text[body..].split_inclusive('\n') {
            let first: String = line
                .chars()
                .take_while(char::is_ascii_alphanumeric)
                .collect();
            out.push_str(line);
            if is_mark(&first) {
                let mark = format!("{first}Q");
                out.push_str(&format!("\n{mark}\n\n{prose}\n"));
                marks.entry(mark).or_default().words.clone_from(&words);
            }
        }
        files.push(((*path).to_owned(), out));
    }
    (files, marks)
}

/// A line of fields with the notes after each mark that is a whole value.
fn line_of(line: &str, every: &str, marks: &mut Marks) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find(|c: char| c.is_ascii_alphabetic()) {
        let (before, word) = rest.split_at(at);
        let end = word
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(word.len());
        let (word, after) = word.split_at(end);
        out.push_str(before);
        let is_whole = (before.ends_with(": ") || before.ends_with("- "))
            && after.starts_with([',', '}', '\n']);
        if is_mark(word) && is_whole && word != TERM {
            let mark = format!("{word}Q");
            let whole = format!("{mark} {every}");
            out.push_str(&json!(whole).to_string());
            marks.entry(mark).or_default().whole = Some(whole);
        } else {
            out.push_str(word);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// A repository whose last commit turned ordinary words into hostile ones.
pub(crate) fn repository() -> TempDir {
    let (files, _) = store();
    let dir = tempfile::tempdir().expect("a folder");
    let write = |path: &str, text: &str| {
        let path = dir.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, text).expect("written");
    };
    let commit = |message: &str| {
        for args in [
            &["add", "--all"][..],
            &["commit", "--quiet", "--no-verify", "--message", message],
        ] {
            assert!(git(dir.path(), args).done, "{args:?}");
        }
    };
    assert!(git(dir.path(), &["init", "--quiet"]).done);
    CANARY_STORE
        .iter()
        .for_each(|(path, text)| write(path, text));
    commit("Words");
    files.iter().for_each(|(path, text)| write(path, text));
    commit("Harm");
    dir
}

/// Every document of it.
fn documents() -> Vec<Page> {
    let dir = repository();
    let cast = Cast {
        worker: "jo",
        child: "c-1",
        session: "jo/3-supervision/2026-02-10",
        agreement: "jo/2-agreement-and-history/2025-01-01-agreement",
        history: "jo/2-agreement-and-history/2025-01-01-history",
        note: "c-1/supervision/2026-02-10-jo",
        decision: "c-1/decisions/2026-02-20",
        from: "2026-01-01",
        today: "2026-03-31",
    };
    all(dir.path(), &cast)
}

fn title(html: &str) -> String {
    let page = scraper::Html::parse_document(html);
    let title = scraper::Selector::parse("head > title").expect("a selector");
    page.select(&title).flat_map(|title| title.text()).collect()
}

/// What a browser makes of pages, and the marks to be looked for in them.
fn looked_at(pages: &[(String, String)], marks: &Marks) -> Option<Run> {
    let wanted: Vec<Value> = marks
        .iter()
        .map(|(mark, wanted)| json!({"mark": mark, "whole": wanted.whole, "words": wanted.words}))
        .collect();
    let list: Vec<Value> = pages
        .iter()
        .enumerate()
        .map(|(at, (name, html))| {
            json!({"name": name, "url": format!("/page/{at}"), "title": title(html), "wanted": wanted})
        })
        .collect();
    let mut routes = Routes::from([
        ("/".to_owned(), FRAME.to_owned()),
        ("/pages.json".to_owned(), json!(list).to_string()),
    ]);
    for (at, (_, html)) in pages.iter().enumerate() {
        routes.insert(format!("/page/{at}"), html.clone());
    }
    run("hostile notes", routes)
}

fn faults(run: &Run) -> Vec<String> {
    let said = run.said.as_array().expect("a list").iter();
    let faults = said.flat_map(|one| {
        let of = one["faults"].as_array().expect("a list").iter();
        of.map(move |fault| format!("{}: {fault}", one["name"]))
    });
    faults.chain(run.strangers.clone()).collect()
}

#[test]
fn hostile_notes_are_words_in_a_browser_and_nothing_runs_or_is_asked_for() {
    assert!(values().len() >= 84 && HOSTILE.len() >= 100);
    let documents = documents();
    let (_, marks) = store();
    let mut pages = Vec::new();
    for Page { name, html } in &documents {
        pages.push((format!("{name} with its policy"), html.clone()));
        pages.push((format!("{name} without its policy"), without_policy(html)));
    }
    let Some(run) = looked_at(&pages, &marks) else {
        return;
    };
    let faults = faults(&run);
    assert!(
        faults.is_empty(),
        "{} faults\n{}",
        faults.len(),
        faults[..faults.len().min(40)].join("\n")
    );
    let said = run.said.as_array().expect("a list");
    assert_eq!(said.len(), pages.len());
    let found = |name: &str| {
        let one = said.iter().find(|one| one["name"] == name);
        one.and_then(|one| one["found"].as_u64()).expect("a number")
    };
    assert!(found("render worker jo without its policy") >= 60);
    // Whatever is in a store stands in one document at least.
    let all: String = documents.iter().map(|page| page.html.as_str()).collect();
    let lacking: Vec<&String> = marks.keys().filter(|mark| !all.contains(*mark)).collect();
    assert_eq!(lacking, Vec::<&String>::new());
}

#[test]
fn a_note_that_runs_loads_or_is_lost_is_found() {
    let page = |body: &str| {
        format!(
            "<!DOCTYPE html><html lang=\"en\"><head><title>T</title></head><body>markQ {body}</body></html>"
        )
    };
    let image = format!("<img src=x onerror=\"{RAN}\">");
    let pages = [
        ("image", page(&image)),
        (
            "script",
            page(&format!("<script>{RAN};document.title='taken'</script>")),
        ),
        (
            "style",
            page("<p style=\"background:url(http://evil.example/style.png)\">x</p>"),
        ),
        (
            "refresh",
            page("<meta http-equiv=refresh content='0;url=http://evil.example/refresh'>"),
        ),
        (
            "link",
            page(
                "<link rel=preconnect href=http://other.example><a href=\"javascript:alert(1)\">x</a>",
            ),
        ),
    ];
    let pages = pages.map(|(name, html)| (name.to_owned(), html));
    let wanted = Wanted {
        whole: Some(format!("markQ {image}")),
        words: vec!["lost".to_owned()],
    };
    let marks = Marks::from([("markQ".to_owned(), wanted)]);
    let Some(run) = looked_at(&pages, &marks) else {
        return;
    };
    let faults = faults(&run).join("\n");
    for part in [
        "\"image\": \"a script ran\"",
        "\"image\": \"an element <img",
        "\"image\": \"an attribute onerror",
        "\"image\": \"the value at markQ is not there",
        "\"image\": \"lost of the prose at markQ is gone",
        "GET /page/x",
        "\"script\": \"a script ran\"",
        "\"script\": \"its title is taken",
        "\"style\": \"an attribute style",
        "a connection elsewhere: GET /style.png",
        "a connection elsewhere: GET /refresh",
        "\"link\": \"an element <link",
        "\"link\": \"a link to javascript:",
    ] {
        assert!(faults.contains(part), "{part} is missed:\n{faults}");
    }
}
