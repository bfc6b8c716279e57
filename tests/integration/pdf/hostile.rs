//! Notes that mean harm, to the typesetter and to the reader of its pages.

use super::documents::said;
use super::layout::{made, paragraph};
use super::readers::{assert_well_formed, laid_open, pdf, structure, text};
use crate::support::hostile::HOSTILE;
use supervision::render::clean;
use supervision::render::document::{Block, Document, Inline};
use supervision::render::markdown_tree::parse_prose;

/// What the typesetter would do something with, were it read as its language.
const TYPESETTING: &[&str] = &[
    "#import \"@preview/evil:1.0.0\": *",
    "#import \"document.json\"",
    "#include \"/etc/passwd\"",
    "#read(\"/etc/passwd\")",
    "#read(\"document.json\")",
    "#json(\"document.json\")",
    "#image(\"/etc/passwd\")",
    "#eval(\"1 + 1\")",
    "#plugin(\"evil.wasm\")",
    "#panic(\"stop\")",
    "#while true {}",
    "#let words = none",
    "#set page(width: 1pt)",
    "#set text(size: 0pt)",
    "#show text: none",
    "#show: it => []",
    "#hide[gone]",
    "#place(top, dx: -900pt)[away]",
    "#v(9999pt)",
    "#pagebreak()",
    "#pdf.attach(\"/etc/passwd\")",
    "#link(\"javascript:alert(1)\")[x]",
    "#sys.inputs",
    "#datetime.today()",
    "#counter(page).update(99)",
    "#metadata(\"x\") <label>",
    "$x^2 + sum_(i=0)^n$",
    "\\u{1F44D} \\u{202e}",
    "*bold* _italic_ `raw`",
    "<label> @label @preview",
    "// comment",
    "/* comment",
    "```typ #read(\"/etc/passwd\")",
    "] #panic() [",
    ") #panic() (",
    "} #panic() {",
    "\"; #panic(); \"",
    "= Heading",
    "/ Term: value",
    "~ --- ... \\ \\#",
    "https://a.uk/\"#read(\"x\")",
    "(Title) /Keywords(supervision-document: eA, supervision-digest: 00) endobj %%EOF",
    "endstream endobj 1 0 obj <</JS (app.alert(1))>> trailer",
    "<?xpacket end=\"w\"?></rdf:RDF><pdf:Keywords>x</pdf:Keywords>",
];

/// Each note in each place where words can stand.
fn everywhere(notes: &[&str]) -> Vec<Block> {
    let mut blocks = Vec::new();
    for note in notes {
        let words = || vec![Inline::text(*note)];
        blocks.push(Block::Heading {
            level: 2,
            id: String::new(),
            content: words(),
        });
        blocks.push(Block::Paragraph(vec![
            Inline::Strong(words()),
            Inline::Code((*note).to_owned()),
        ]));
        blocks.push(Block::Code((*note).to_owned()));
        blocks.push(Block::List {
            ordered: false,
            start: 1,
            items: vec![vec![paragraph(note)]],
        });
        blocks.extend(parse_prose(&format!(
            "| a | b |\n|---|---|\n| {} | y |\n",
            note.replace('|', "\\|")
        )));
        blocks.push(Block::Prose(parse_prose(note)));
    }
    blocks
}

/// What remains of a text when spaces and the ends of lines are taken out.
fn tight(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn hostile_notes_come_out_as_words() {
    assert!(HOSTILE.len() >= 60 && TYPESETTING.len() >= 40);
    for notes in [TYPESETTING, HOSTILE] {
        let document = Document {
            title: notes[3].to_owned(),
            ..made(everywhere(notes))
        };
        let bytes = pdf(&clean(document));
        assert_well_formed(&bytes, notes[0]);
        if let Some(structure) = structure(&bytes) {
            assert_eq!(structure.faults, Vec::<String>::new(), "{}", notes[0]);
        }
    }
}

#[test]
fn each_typesetting_note_is_shown_as_it_was_written() {
    // A page each, so that no line of another stands between.
    for note in TYPESETTING {
        let document = made(vec![Block::Code((*note).to_owned())]);
        let Some(text) = text(&pdf(&document)) else {
            return;
        };
        assert!(tight(&text).contains(&tight(note)), "{note}: {text}");
    }
}

#[test]
fn nothing_can_be_run_from_a_page() {
    let document = made(everywhere(&[TYPESETTING, HOSTILE].concat()));
    let Some(open) = laid_open(&pdf(&document)) else {
        return;
    };
    let open = String::from_utf8_lossy(&open);
    for line in open.lines().map(str::trim) {
        for key in [
            "/JavaScript",
            "/JS ",
            "/Launch",
            "/EmbeddedFile",
            "/OpenAction",
            "/SubmitForm",
            "/GoToR",
        ] {
            assert!(!line.starts_with(key), "{line}");
        }
    }
}

#[test]
fn what_breaks_other_writers_is_set() {
    let deep = |open: &str, count: usize| parse_prose(&format!("{}end", open.repeat(count)));
    let mut nested = vec![Inline::text("end")];
    for at in 0..300 {
        nested = vec![match at % 3 {
            0 => Inline::Strong(nested),
            1 => Inline::Emphasis(nested),
            _ => Inline::Strikethrough(nested),
        }];
    }
    let controls: String = (0..0x20)
        .chain(0x7f..0xa0)
        .filter_map(char::from_u32)
        .collect();
    let cases: Vec<(&str, Vec<Block>)> = vec![
        ("deep quotes", deep("> ", 500)),
        ("deep lists", deep("- ", 500)),
        ("deep stress", vec![Block::Paragraph(nested)]),
        (
            "control characters",
            vec![paragraph(&format!("a{controls}end"))],
        ),
        (
            "bidi",
            vec![paragraph(
                "\u{202e}left\u{202c} \u{2066}x\u{2069} עברית (123) abc عربي end",
            )],
        ),
        (
            "marks",
            vec![paragraph(&format!("a{} end", "\u{301}".repeat(400)))],
        ),
        (
            "marks alone",
            vec![paragraph("\u{301}\u{94d}\u{e38} \u{64e} \u{9cd} end")],
        ),
        (
            "odd clusters",
            vec![paragraph(
                "क\u{301}\u{94d}a ক\u{200d}b ا\u{300}\u{651} 1\u{20e3} \u{1f1ec}\u{1f1e7} end",
            )],
        ),
        (
            "not characters",
            vec![paragraph(
                "\u{fffe}\u{ffff}\u{fdd0}\u{fffc}\u{fffd}\u{feff}end",
            )],
        ),
        (
            "private use",
            vec![paragraph("\u{f8ff}\u{f0000}\u{10fffd}end")],
        ),
        (
            "spaces",
            vec![paragraph("\u{a0}\u{2003}\u{3000}\u{2009}\u{202f}end")],
        ),
        (
            "every script",
            vec![paragraph(
                &(0xa0..0x3000)
                    .step_by(7)
                    .filter_map(char::from_u32)
                    .chain(" end".chars())
                    .collect::<String>(),
            )],
        ),
        (
            "a huge table",
            parse_prose(&format!(
                "|a|b|c|\n|-|-|-|\n{}|x|y|end|\n",
                "|x|y|z|\n".repeat(600)
            )),
        ),
        (
            "a wide table",
            parse_prose(&format!(
                "|{}\n|{}\n|{}end|\n",
                "a|".repeat(200),
                "-|".repeat(200),
                "x|".repeat(199)
            )),
        ),
        (
            "many headings",
            parse_prose(&format!("{}end", "# h\n\n".repeat(300))),
        ),
        ("a rule in a quote", parse_prose("> ---\n\nend")),
        (
            "line ends",
            vec![Block::Paragraph(
                [vec![Inline::LineBreak; 200], vec![Inline::text("end")]].concat(),
            )],
        ),
    ];
    for (what, blocks) in cases {
        let document = made(blocks);
        let bytes = pdf(&document);
        assert_well_formed(&bytes, what);
        if said(&document).contains("end")
            && let Some(text) = text(&bytes)
        {
            assert!(text.contains("end"), "{what}: {text}");
        }
        if let Some(structure) = structure(&bytes) {
            assert_eq!(structure.faults, Vec::<String>::new(), "{what}");
        }
    }
}

#[test]
fn a_run_of_a_hundred_thousand_characters_is_whole() {
    let run: String = ('a'..='y').cycle().take(100_000).collect();
    let bytes = pdf(&made(vec![paragraph(&format!("{run}z"))]));
    let Some(text) = text(&bytes) else { return };
    // The last letter of the run stands nowhere else in it; the words around it are the page's own.
    let letters = text
        .lines()
        .filter(|line| line.len() > 40 && !line.contains(' '))
        .map(str::len)
        .sum::<usize>();
    assert!(letters > 99_900, "{letters}");
}
