//! What is hard to set: tall rows, wide tables, deep lists, runs without a space, scripts of many languages, drawings.

use std::collections::BTreeMap;

use super::documents::{lacking, said};
use super::readers::{assert_well_formed, pdf, structure, text, text_as_it_stands};
use supervision::calendar::Day;
use supervision::render::clean;
use supervision::render::document::{
    Align, Block, CalloutKind, Document, Fact, Figure, Inline, Table,
};
use supervision::render::write_pdf;

pub(super) fn made(blocks: Vec<Block>) -> Document {
    clean(Document {
        title: "A document".to_owned(),
        language: "en-GB".to_owned(),
        marking: "OFFICIAL".to_owned(),
        notice: "Private".to_owned(),
        source_line: "From north".to_owned(),
        blocks,
        ..Document::default()
    })
}

pub(super) fn paragraph(words: &str) -> Block {
    Block::Paragraph(vec![Inline::text(words)])
}

fn table(head: &[&str], rows: &[Vec<String>]) -> Block {
    Block::Table(Table {
        caption: vec![Inline::text("What it shows")],
        columns: vec![Align::Plain; head.len()],
        head: head.iter().map(|head| vec![Inline::text(*head)]).collect(),
        rows: rows
            .iter()
            .map(|row| row.iter().map(|cell| vec![Inline::text(cell)]).collect())
            .collect(),
    })
}

/// Many words, each of them another.
fn many(name: &str, count: usize) -> String {
    let words: Vec<String> = (0..count).map(|number| format!("{name}{number}")).collect();
    words.join(" ")
}

/// Asserts that a document is sound and says every word; of a run that was broken to fit, every character.
pub(super) fn assert_whole(document: &Document, what: &str) {
    let bytes = pdf(document);
    assert_well_formed(&bytes, what);
    if let Some(text) = text_as_it_stands(&bytes) {
        let said = said(document);
        let lacking = lacking(&said, &text);
        let is_run = |word: &&String| {
            word.split(" ×")
                .next()
                .is_some_and(|word| word.chars().count() > 7)
        };
        let lost: Vec<&String> = lacking.iter().filter(|word| !is_run(word)).collect();
        assert!(
            lost.is_empty(),
            "{what} lacks {:?}",
            &lost[..lost.len().min(5)]
        );
        let (said, there) = (characters(&said), characters(&text));
        for (c, count) in said {
            let found = there.get(&c).copied().unwrap_or_default();
            assert!(found >= count, "{what} has {found} of {count} {c:?}");
        }
    }
    if let Some(structure) = structure(&bytes) {
        assert_eq!(structure.faults, Vec::<String>::new(), "{what}");
    }
}

fn characters(text: &str) -> BTreeMap<char, usize> {
    let mut counted = BTreeMap::new();
    let all = text.chars().filter(|c| c.is_alphanumeric());
    all.for_each(|c| *counted.entry(c).or_default() += 1);
    counted
}

#[test]
fn rows_taller_than_a_page_lose_nothing() {
    let rows = [
        vec!["one".to_owned(), many("tall", 1_500), many("beside", 20)],
        vec!["two".to_owned(), many("short", 5), many("other", 900)],
    ];
    let blocks = vec![table(&["Day", "What", "Why"], &rows)];
    assert_whole(&made(blocks), "a tall row");
    let heads = [many("head", 900), "Why".to_owned()];
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let rows = vec![vec!["a".to_owned(), "b".to_owned()]; 80];
    assert_whole(&made(vec![table(&heads, &rows)]), "a tall head");
}

#[test]
fn tables_with_many_columns_lose_nothing() {
    for count in [7, 12, 13, 40] {
        let heads: Vec<String> = (0..count).map(|at| format!("Acknowledged{at}")).collect();
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let row = |number: usize| {
            (0..count)
                .map(|at| format!("cell{number}x{at} and more"))
                .collect()
        };
        let rows: Vec<Vec<String>> = (0..4).map(row).collect();
        assert_whole(
            &made(vec![table(&heads, &rows)]),
            &format!("{count} columns"),
        );
    }
}

#[test]
fn empty_tables_and_heads_and_cells_are_set() {
    let blocks = vec![
        table(&["Only", "Heads"], &[]),
        table(&["", ""], &[vec!["no".to_owned(), "heads".to_owned()]]),
        table(&["Half", ""], &[vec![String::new(), String::new()]]),
        Block::DescriptionList(vec![Fact {
            term: vec![Inline::text("Nothing")],
            values: Vec::new(),
        }]),
        Block::DescriptionList(vec![Fact {
            term: Vec::new(),
            values: vec![vec![paragraph("No term")]],
        }]),
    ];
    assert_whole(&made(blocks), "what is empty");
    assert_whole(&made(Vec::new()), "an empty document");
    assert_whole(&made(vec![Block::Rule]), "a line alone");
}

#[test]
fn what_stands_deep_inside_loses_nothing() {
    let mut blocks = vec![
        paragraph("bottom of all"),
        table(
            &["Name", "What"],
            &[vec!["supervision".to_owned(), many("deep", 60)]],
        ),
        Block::Code("let x = 1;\n    indented(x)".to_owned()),
    ];
    for (at, name) in [
        "one", "two", "three", "four", "five", "six", "seven", "eight",
    ]
    .iter()
    .enumerate()
    {
        blocks = match at % 5 {
            0 => vec![Block::List {
                ordered: true,
                start: 7,
                items: vec![blocks, vec![paragraph(name)]],
            }],
            1 => vec![Block::Quote(blocks), paragraph(name)],
            2 => vec![
                Block::Callout {
                    kind: CalloutKind::Warning,
                    blocks,
                },
                paragraph(name),
            ],
            3 => vec![Block::DescriptionList(vec![Fact {
                term: vec![Inline::text(format!(
                    "A term of {name} that is too long to stand beside its value"
                ))],
                values: vec![blocks, vec![paragraph("another value")]],
            }])],
            _ => vec![Block::List {
                ordered: false,
                start: 1,
                items: vec![blocks],
            }],
        };
    }
    assert_whole(&made(blocks), "what stands deep inside");
}

#[test]
fn runs_without_a_space_are_broken_and_not_cut() {
    let run: String = ('a'..='z').cycle().take(2_000).collect();
    let wide = "W".repeat(300);
    let blocks = vec![
        paragraph(&run),
        table(
            &["Day", "What"],
            &[
                vec!["2 March 2026".to_owned(), run.clone()],
                vec![wide.clone(), "x".to_owned()],
            ],
        ),
        Block::Code(run.clone()),
        Block::DescriptionList(vec![Fact {
            term: vec![Inline::text(&wide)],
            values: vec![vec![paragraph(&run)]],
        }]),
        Block::Paragraph(vec![Inline::Strong(vec![Inline::Code(wide.clone())])]),
        Block::Section {
            id: "s".to_owned(),
            title: vec![Inline::text(&wide)],
            level: 2,
            blocks: vec![paragraph("x")],
        },
    ];
    let document = Document {
        title: format!("A {wide}"),
        marking: format!("OFFICIAL {wide}"),
        ..made(blocks)
    };
    assert_whole(&document, "a long run");
    if let Some(text) = text(&pdf(&document)) {
        let longest = text
            .split_whitespace()
            .map(|word| word.chars().count())
            .max();
        assert!(longest < Some(90), "{longest:?} characters on one line");
    }
}

#[test]
fn the_languages_of_the_families_are_shown_with_their_own_letters() {
    let languages = [
        "Żółć gęślą jaźń",
        "Țară înțeleaptă",
        "Українська родина",
        "Ελληνική οικογένεια",
        "خاندان کی حفاظت",
        "عائلة الطفل",
        "پێشمەرگە",
        "משפחה",
        "পরিবার ও শিশু",
        "ਪਰਿਵਾਰ ਅਤੇ ਬੱਚਾ",
        "કુટુંબ અને બાળક",
        "परिवार और बच्चा",
        "குடும்பம்",
        "కుటుంబం",
        "കുടുംബം",
        "ครอบครัว",
        "ቤተሰብ",
        "ընտանիք",
        "ოჯახი",
        "gia đình và trẻ em",
        "→ ✓ ☐ ≥ ½ € “so” – …",
    ];
    let day: Day = "2026-11-02".parse().expect("a day");
    for words in languages {
        let document = made(vec![
            paragraph(words),
            table(&[words, "x"], &[vec![words.to_owned(), words.to_owned()]]),
        ]);
        let set = write_pdf::document(&document, day, None).expect("every document can be set");
        assert_eq!(set.unshown, 0, "{words}");
        assert_well_formed(&set.bytes, words);
        if let Some(structure) = structure(&set.bytes) {
            assert_eq!(structure.faults, Vec::<String>::new(), "{words}");
        }
    }
    let together = made(languages.iter().map(|words| paragraph(words)).collect());
    if let Some(text) = text(&pdf(&together)) {
        // Where letters are joined or turned, what a reader copies is only nearly what was written; these are not.
        for words in [
            "Żółć gęślą jaźń",
            "Țară înțeleaptă",
            "Українська родина",
            "Ελληνική οικογένεια",
            "ቤተሰብ",
            "ընտանիք",
            "ოჯახი",
            "≥ ½ € “so” – …",
        ] {
            assert!(text.contains(words), "{words}: {text}");
        }
    }
}

#[test]
fn what_no_font_shows_stands_as_its_number_and_is_counted() {
    let day: Day = "2026-11-02".parse().expect("a day");
    for (words, shown, count) in [
        ("well done \u{1f642}", "well done [U+1F642]", 1),
        ("家 family", "[U+5BB6] family", 1),
        ("private \u{e000} use", "private [U+E000] use", 1),
        ("a\u{94d}b", "a[U+094D]b", 1),
        ("heart \u{2764}\u{fe0f}", "heart", 0),
        (
            "\u{1f468}\u{200d}\u{1f469} two",
            "[U+1F468][U+1F469] two",
            2,
        ),
        ("e\u{301}t\u{e9}", "t\u{e9}", 0),
    ] {
        let document = made(vec![paragraph(words)]);
        let set = write_pdf::document(&document, day, None).expect("every document can be set");
        assert_eq!(set.unshown, count, "{words}");
        if let Some(text) = text(&set.bytes) {
            assert!(text.contains(shown), "{words}: {text}");
        }
    }
}

#[test]
fn a_drawing_stands_with_its_words_in_its_place() {
    let svg = "<svg role=\"img\" viewBox=\"0 0 200 90\" width=\"200\" height=\"90\" xmlns=\"http://www.w3.org/2000/svg\" font-size=\"15\">\
        <title>T</title><defs><pattern id=\"h\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
        <rect width=\"7\" height=\"7\" fill=\"#ffffff\"/><rect width=\"3\" height=\"7\" fill=\"#1b1b1b\"/></pattern></defs>\
        <rect x=\"5\" y=\"5\" width=\"60\" height=\"40\" fill=\"url(#h)\" stroke=\"#000\"/><text x=\"5\" y=\"70\">In time 家</text></svg>";
    let figure = |svg: &str| {
        Block::Figure(Figure {
            svg: svg.to_owned(),
            title: "How timely".to_owned(),
            description: "Four of five in time".to_owned(),
        })
    };
    let document = made(vec![figure(svg), figure("")]);
    assert_whole(&document, "a drawing");
    let bytes = pdf(&document);
    if let Some(structure) = structure(&bytes) {
        assert!(
            structure
                .strings
                .iter()
                .any(|said| said == "How timely. Four of five in time"),
            "no words in its place"
        );
    }
    if let Some(text) = text(&bytes) {
        assert!(text.contains("In time [U+5BB6]"), "{text}");
    }
}
