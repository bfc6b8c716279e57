//! A store's own words, in part and in another language: what it has stands there, and the rest is said as the built-in file says it.

use std::io::Read as _;

use crate::support::views::{Read, for_manager, headings};
use supervision::render::{
    Templates, Wording, wording, write_docx, write_html, write_markdown, write_text,
};
use supervision::source::{SourceFile, Sources};

const WELSH: &str = include_str!("../../fixtures/welsh/strings.yaml");

fn welsh() -> Wording {
    let sources = Sources::new(vec![SourceFile::new(wording::PATH, WELSH)]);
    assert_eq!(wording::findings::of(&sources), []);
    Wording::of_store(&sources)
}

#[test]
fn a_file_in_welsh_says_its_language_its_dates_and_its_headings() {
    let read = Read::example();
    let templates = Templates::built_in().with_wording(welsh());
    let document = read
        .worker("jo-field", &for_manager(&templates))
        .expect("a file");
    assert_eq!(document.title, "Ffeil oruchwylio Jo Field");
    assert_eq!(headings(&document)[2], "3. Cofnod goruchwylio");
    assert_eq!(headings(&document).len(), 8);
    let page = write_html::document(&document);
    assert!(page.contains("<html lang=\"cy\">"));
    assert!(page.contains("Neidio i&#39;r ddogfen"));
    assert!(page.contains(">Cynnwys</h2>"));
    let text = write_text::document(&document);
    for line in [
        "Rheolwr llinell: Sam Okoro, since 1 Medi 2025",
        "Reader: Y rheolwr llinell, as things stood on 2 Tachwedd 2026",
        "Basis: Parhaol, 37 hours a week",
    ] {
        assert!(text.lines().any(|found| found == line), "{line}\n{text}");
    }
    assert!(!text.contains("stood on 2 November"));
    assert!(write_markdown::document(&document).contains("**Pwysig**"));
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(write_docx::document(&document)))
        .expect("a package");
    let mut part = |name: &str| {
        let mut text = String::new();
        let mut file = zip.by_name(name).expect("a part");
        file.read_to_string(&mut text).expect("text");
        text
    };
    assert!(part("word/styles.xml").contains("<w:lang w:val=\"cy\""));
    assert!(part("docProps/core.xml").contains("<dc:language>cy</dc:language>"));
    let foot = part("word/footer1.xml");
    assert!(
        foot.contains(">Tudalen </w:t>") && foot.contains("> o </w:t>"),
        "{foot}"
    );
}

#[test]
fn a_welsh_number_takes_its_own_form() {
    let welsh = welsh();
    // Mutation after a number: dwy flynedd, tair blynedd, pum mlynedd, chwe blynedd.
    for (number, said) in [
        (0, "0 blwyddyn"),
        (1, "1 flwyddyn"),
        (2, "2 flynedd"),
        (3, "3 blynedd"),
        (5, "5 mlynedd"),
        (6, "6 blynedd"),
        (10, "10 mlynedd"),
    ] {
        assert_eq!(welsh.many("dates.lasting.years", number, &[]), said);
    }
    assert_eq!(welsh.many("dates.lasting.days", 2, &[]), "2 ddiwrnod");
    assert_eq!(welsh.many("dates.every.weeks", 4, &[]), "bob 4 wythnos");
    let date = [("date", "1 Mai 2026")];
    assert_eq!(
        welsh.many("attention.was-due", 1, &date),
        "yn ddyledus ar 1 Mai 2026, ddoe"
    );
    // What the file leaves out takes the forms of English.
    assert_eq!(welsh.many("dates.lasting.months", 2, &[]), "2 months");
    assert_eq!(welsh.many("dates.lasting.months", 1, &[]), "1 month");
}

#[test]
fn a_string_is_words_and_can_be_nothing_else() {
    let read = Read::example();
    let own = "worker:\n  role: \"**x** <b>y</b> | # [z](https://a.uk) {{ today }}\"\n";
    let templates = Templates::built_in().with_wording(Wording::of_text(own));
    let document = read
        .worker("jo-field", &for_manager(&templates))
        .expect("a file");
    let text = write_text::document(&document);
    // A brace begins a place, so the string with two is none that can be used.
    assert!(text.contains("\nRole: "), "{text}");
    let own = "worker:\n  role: \"**x** <b>y</b> | # [z](https://a.uk)\"\n";
    let templates = Templates::built_in().with_wording(Wording::of_text(own));
    let document = read
        .worker("jo-field", &for_manager(&templates))
        .expect("a file");
    let text = write_text::document(&document);
    assert!(
        text.contains("\n**x** <b>y</b> | # [z](https://a.uk): "),
        "{text}"
    );
    let page = write_html::document(&document);
    assert!(page.contains("<dt>**x** &lt;b&gt;y&lt;/b&gt; | # [z](https://a.uk)</dt>"));
}
