//! Word files in a second program: LibreOffice opens every kind, and finds in it every word, heading, list and table.
//!
//! One start of `soffice` takes all of them and writes what it read as one XML file each. Where it is not installed the run says
//! loudly that nothing was opened; on Linux, with `ORACLE=full` as the workflows set it, the test fails instead.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::browser::hostile::repository;
use crate::support::example;
use crate::support::run::Supervision;
use crate::support::views::words;

/// How it may be called, and where it lies where it is on no path.
const NAMES: [&str; 3] = [
    "soffice",
    "libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
];

fn found() -> Option<&'static str> {
    let name = NAMES.into_iter().find(|name| {
        let version = Command::new(name).arg("--version").output();
        version.is_ok_and(|said| said.status.success())
    });
    if name.is_none() {
        let is_full = std::env::var("ORACLE").is_ok_and(|value| value == "full");
        assert!(
            !(is_full && cfg!(target_os = "linux")),
            "there is no LibreOffice here: apt-get install libreoffice-writer-nogui"
        );
        std::io::stderr()
            .write_all(b"word: SKIPPED, because there is no LibreOffice here: Word files were NOT opened by a second program. Install it with: apt-get install libreoffice-writer-nogui\n")
            .expect("standard error is open");
    }
    name
}

/// What a command prints in a form, or writes to a file.
fn made(store: &Path, line: &str, today: &str, format: &str, to: Option<&Path>) -> String {
    let mut args: Vec<&str> = line.split(' ').collect();
    args.extend(["--as-of", today, "--quiet", "--format", format]);
    let to = to.map(|path| path.to_str().expect("a path").to_owned());
    args.extend(to.iter().flat_map(|to| ["-o", to]));
    let output = Supervision::new(args).in_dir(store).run();
    assert_eq!(output.status, 0, "{line}: {}", output.stderr);
    output.stdout
}

/// What LibreOffice read: the words, and how many headings, items of lists, tables and rows of heads.
#[derive(Debug)]
struct Seen {
    words: BTreeSet<String>,
    counts: [usize; 4],
}

fn seen(xml: &str) -> Seen {
    let options = roxmltree::ParsingOptions {
        allow_dtd: true,
        ..roxmltree::ParsingOptions::default()
    };
    let document = roxmltree::Document::parse_with_options(xml, options).expect("it writes XML");
    let named = |name: &'static str| {
        document
            .descendants()
            .filter(move |node| node.tag_name().name() == name)
    };
    let body = named("body").next().expect("a body");
    // A paragraph at a time: words do not run together from one to the next, and a word in two manners stays one.
    let paragraphs = named("p").chain(named("h"));
    let text: Vec<String> = paragraphs
        .map(|node| {
            let pieces = node
                .descendants()
                .filter_map(|inner| match inner.tag_name().name() {
                    "s" | "tab" | "line-break" => Some(" "),
                    _ => inner.text().filter(|_| inner.is_text()),
                });
            pieces.collect::<String>()
        })
        .collect();
    let count = |name: &str| {
        body.descendants()
            .filter(|node| node.tag_name().name() == name)
            .count()
    };
    Seen {
        words: text
            .iter()
            .flat_map(|text| words(text).map(str::to_owned).collect::<Vec<_>>())
            .collect(),
        counts: [
            count("h"),
            count("list-item"),
            count("table"),
            count("table-header-rows"),
        ],
    }
}

/// How many headings, items of lists and tables the page has that is made of the same: those of the document and not of what it quotes.
fn expected_of(html: &str) -> [usize; 4] {
    let page = scraper::Html::parse_document(html);
    let all = |selector: &str| {
        let selector = scraper::Selector::parse(selector).expect("a selector");
        page.select(&selector).count()
    };
    let headings = "main :is(h2, h3, h4, h5, h6):not(nav *, .prose *, blockquote *, .callout *)";
    let tables = all("main table");
    [all(headings), all("main li:not(nav *)"), tables, tables]
}

#[test]
fn every_word_heading_list_and_table_is_there_in_a_second_program() {
    let Some(program) = found() else {
        return;
    };
    let (store, hostile) = (example::copy(), repository());
    let folder = tempfile::tempdir().expect("a folder");
    let (of_example, of_hostile) = ("2026-11-02", "2026-03-31");
    let documents = [
        (
            store.path(),
            of_example,
            "render worker jo-field --from 2026-08-01",
        ),
        (
            store.path(),
            of_example,
            "render worker dana-wells --for pdr --from 2026-08-01",
        ),
        (store.path(), of_example, "render child c-1042"),
        (
            store.path(),
            of_example,
            "render case-note c-1042/supervision/2026-10-21-jo-field",
        ),
        (
            store.path(),
            of_example,
            "render session jo-field/3-supervision/2026-10-21",
        ),
        (
            store.path(),
            of_example,
            "render agreement jo-field/2-agreement-and-history/2025-09-01-agreement",
        ),
        (
            store.path(),
            of_example,
            "render history jo-field/2-agreement-and-history/2025-09-01-history",
        ),
        (
            store.path(),
            of_example,
            "render decision c-1042/decisions/2026-01-19",
        ),
        (store.path(), of_example, "render access-log jo-field"),
        (
            hostile.path(),
            of_hostile,
            "render session jo/3-supervision/2026-02-10",
        ),
    ];
    let files: Vec<PathBuf> = (0..documents.len())
        .map(|at| folder.path().join(format!("{at}.docx")))
        .collect();
    for ((store, today, line), file) in documents.iter().zip(&files) {
        made(store, line, today, "docx", Some(file));
    }
    let profile = folder.path().join("profile");
    let status = Command::new(program)
        .arg(format!(
            "-env:UserInstallation=file://{}",
            profile.display()
        ))
        .args(["--headless", "--convert-to", "fodt", "--outdir"])
        .arg(folder.path())
        .args(&files)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    assert!(status.expect("it starts").success());
    for ((store, today, line), file) in documents.iter().zip(&files) {
        let xml = std::fs::read_to_string(file.with_extension("fodt"));
        let seen = seen(&xml.unwrap_or_else(|error| panic!("{line} was not opened: {error}")));
        let text = made(store, line, today, "text", None);
        // The string by which it can be verified belongs to text and pages alone.
        let is_source = |line: &&str| {
            line.starts_with("Verification: ") || line.starts_with("supervision-document: ")
        };
        let text: Vec<&str> = text.lines().filter(|line| !is_source(line)).collect();
        let lacking: BTreeSet<&str> = text
            .iter()
            .flat_map(|line| words(line))
            .filter(|word| !seen.words.contains(*word))
            .collect();
        assert!(lacking.is_empty(), "{line} lacks {lacking:?}");
        assert!(text.len() > 10, "{line}");
        let html = made(store, line, today, "html", None);
        assert_eq!(
            seen.counts,
            expected_of(&html),
            "{line}: headings, items, tables, rows of heads"
        );
    }
}

#[test]
fn a_word_that_is_lost_and_a_heading_that_is_none_are_found() {
    let xml = "<d><body><h>One</h><p>two <span>thr</span>ee<s/>four</p><table><table-header-rows/></table></body></d>";
    let seen = seen(xml);
    let expected: BTreeSet<String> = ["One", "two", "three", "four"].map(str::to_owned).into();
    assert_eq!(seen.words, expected);
    assert_eq!(seen.counts, [1, 0, 1, 1]);
    let page = "<main><nav><h2>C</h2><ul><li>x</li></ul></nav><h2>One</h2><div class=\"prose\"><h3>o</h3></div><table></table></main>";
    assert_eq!(expected_of(page), [1, 0, 1, 1]);
}
