//! Sections of a Markdown body: headings of the second level, what stands under each, and whether that says anything.

mod plain;

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// A part of a body under one `## ` heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The heading's text.
    pub title: String,
    /// The bytes of the heading line.
    pub heading: Range<usize>,
    /// The bytes under it, up to the next such heading.
    pub content: Range<usize>,
    /// What its text amounts to.
    pub state: SectionState,
}

/// Whether a section says something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SectionState {
    /// It has words.
    Written,
    /// It has none, or only comments.
    Empty,
    /// A prompt or a filler still stands there, at this place.
    Placeholder(Range<usize>),
}

/// A body cut into its sections.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// Text before the first heading, if it says something.
    pub preamble: Option<Range<usize>>,
    /// The sections in order.
    pub sections: Vec<Section>,
}

impl Body {
    /// The section with a title.
    pub fn section(&self, title: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.title == title)
    }
}

/// Cuts the body in a range of a text into sections. Headings inside code or quotes are text, not headings.
pub fn sections(text: &str, range: Range<usize>) -> Body {
    plain::sections(text, range.clone()).unwrap_or_else(|| full(text, range))
}

/// The same for any Markdown there is.
fn full(text: &str, range: Range<usize>) -> Body {
    let base = range.start;
    let mut cutter = Cutter::new(text, range.clone());
    let mut depth = 0usize;
    let mut in_heading = false;
    for (event, place) in Parser::new_ext(&text[range], Options::empty()).into_offset_iter() {
        let place = base + place.start..base + place.end;
        match event {
            Event::Start(Tag::Heading {
                level: HeadingLevel::H2,
                ..
            }) if depth == 0 => {
                cutter.open(place.clone(), place.end);
                in_heading = true;
            }
            Event::End(TagEnd::Heading(HeadingLevel::H2)) if depth == 0 => in_heading = false,
            Event::Start(Tag::BlockQuote(_) | Tag::Item) => depth += 1,
            Event::End(TagEnd::BlockQuote(_) | TagEnd::Item) => depth -= 1,
            Event::Text(words) | Event::Code(words) => {
                if in_heading {
                    cutter.title(&words);
                } else {
                    cutter.says_something |= words.chars().any(char::is_alphanumeric);
                }
            }
            _ => {}
        }
    }
    cutter.finish()
}

/// A body in the making: told of each heading and of words, it closes the section before.
struct Cutter<'a> {
    text: &'a str,
    end: usize,
    body: Body,
    /// The title and the line of the heading that is open.
    heading: Option<(String, Range<usize>)>,
    /// Where what stands under it begins.
    begins: usize,
    says_something: bool,
    /// Whether a marker word stands anywhere in the body.
    has_marker: bool,
}

impl<'a> Cutter<'a> {
    fn new(text: &'a str, range: Range<usize>) -> Self {
        let part = &text[range.clone()];
        Self {
            text,
            end: range.end,
            body: Body::default(),
            heading: None,
            begins: range.start,
            says_something: false,
            has_marker: MARKERS.iter().any(|marker| part.contains(marker)),
        }
    }

    /// A heading at a place, with the offset behind it.
    fn open(&mut self, place: Range<usize>, behind: usize) {
        self.close(place.start);
        let line = self.text[place.clone()].trim_end().len();
        self.heading = Some((String::new(), place.start..place.start + line));
        self.begins = behind;
        self.says_something = false;
    }

    /// Words of the open heading.
    fn title(&mut self, words: &str) {
        if let Some((title, _)) = &mut self.heading {
            title.push_str(words);
        }
    }

    fn close(&mut self, end: usize) {
        let content = self.begins..end;
        match self.heading.take() {
            Some((title, heading)) => {
                let state = match self.placeholder(content.clone()) {
                    _ if !self.says_something => SectionState::Empty,
                    Some(place) => SectionState::Placeholder(place),
                    None => SectionState::Written,
                };
                self.body.sections.push(Section {
                    title,
                    heading,
                    content,
                    state,
                });
            }
            None if self.says_something => self.body.preamble = Some(trimmed(self.text, content)),
            None => {}
        }
    }

    fn placeholder(&self, content: Range<usize>) -> Option<Range<usize>> {
        let marker = self.has_marker.then(|| marker(self.text, content.clone()));
        marker.flatten().or_else(|| filler(self.text, content))
    }

    fn finish(mut self) -> Body {
        self.close(self.end);
        self.body
    }
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + (part.len() - part.trim_start().len());
    start..start + part.trim().len()
}

/// Words that scaffolds leave for someone to replace.
const MARKERS: [&str; 4] = ["TODO", "FIXME", "lorem ipsum", "Lorem ipsum"];

/// The first marker that stands as a word of its own.
fn marker(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let part = &text[range.clone()];
    MARKERS.iter().find_map(|marker| {
        let is_word = |at: &usize| {
            let next = part[at + marker.len()..].chars().next();
            let last = part[..*at].chars().next_back();
            !next.is_some_and(char::is_alphanumeric) && !last.is_some_and(char::is_alphanumeric)
        };
        let found = part.match_indices(marker).map(|(at, _)| at).find(is_word);
        found.map(|at| range.start + at..range.start + at + marker.len())
    })
}

/// A section whose whole text is a filler.
fn filler(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    const FILLERS: [&str; 17] = [
        "as above",
        "ditto",
        "n/a",
        "na",
        "nil",
        "none",
        "not applicable",
        "not covered",
        "not discussed",
        "nothing discussed",
        "nothing to report",
        "see above",
        "tba",
        "tbc",
        "tbd",
        "to follow",
        "xxx",
    ];
    let whole = trimmed(text, range);
    let words = text[whole.clone()].trim_end_matches('.');
    (words.len() < 20 && FILLERS.contains(&words.to_lowercase().as_str())).then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn states(text: &str) -> Vec<(String, SectionState)> {
        sections(text, 0..text.len())
            .sections
            .into_iter()
            .map(|section| (section.title, section.state))
            .collect()
    }

    #[test]
    fn sections_are_cut_at_headings_of_the_second_level() {
        let text = "## Summary\n\nWords.\n\n### Detail\n\nMore.\n\n## Plan\n\n<!-- a prompt -->\n";
        let body = sections(text, 0..text.len());
        assert_eq!(body.sections.len(), 2);
        assert_eq!(&text[body.sections[0].heading.clone()], "## Summary");
        assert_eq!(
            text[body.sections[0].content.clone()].trim(),
            "Words.\n\n### Detail\n\nMore."
        );
        assert_eq!(body.sections[1].state, SectionState::Empty);
        assert_eq!(body.preamble, None);
    }

    #[test]
    fn a_heading_in_code_or_a_quote_opens_no_section() {
        let text = "before\n\n```\n## Plan\n```\n\n> ## Plan\n\n- ## Plan\n";
        let body = sections(text, 0..text.len());
        assert_eq!(body.sections, []);
        assert!(body.preamble.is_some());
    }

    #[test]
    fn fillers_and_prompts_are_not_words() {
        assert_eq!(
            states("## Plan\n\nn/a\n")[0].1,
            SectionState::Placeholder(9..12)
        );
        assert!(matches!(
            states("## Plan\n\nSee her TODO soon\n")[0].1,
            SectionState::Placeholder(_)
        ));
        assert_eq!(
            states("## Plan\n\nNot discussed.\n")[0].1,
            SectionState::Placeholder(9..23)
        );
        assert_eq!(
            states("## Plan\n\nNot discussed: no time.\n")[0].1,
            SectionState::Written
        );
        assert_eq!(
            states("## Plan\n\nNone of this was discussed, for want of time.\n")[0].1,
            SectionState::Written
        );
        assert_eq!(states("## Plan\n\n---\n")[0].1, SectionState::Empty);
        assert_eq!(states("Plan\n----\n\nWords\n")[0].0, "Plan");
    }

    /// Lines that people write.
    const LINES: &[&str] = &[
        "",
        "",
        "",
        "## Plan",
        "## The child's view",
        "Words.",
        "words and more",
        "\"Quoted\", she said",
        "2 visits",
        "É",
        "(in brackets)",
        "“Curly”",
        "n/a",
        "see TODOS",
        "TODO",
    ];
    /// Lines that are something else in Markdown, or look like it.
    const ODD_LINES: &[&str] = &[
        "## Plan ##",
        "##  Plan",
        "## Plan ",
        "## a*b*",
        "## ",
        "##",
        "## 3.",
        "## n/a",
        "## -",
        "### Detail",
        "# Top",
        " ## Plan",
        "2. visit",
        "1) visit",
        "2026",
        "2026.",
        "\"...\"",
        "'",
        "- item",
        "* item",
        "---",
        "===",
        "> quoted",
        "```",
        "~~~",
        "    code",
        "\tcode",
        "<b>",
        "<!-- a prompt",
        "-->",
        "[a]: b",
        "[a](b)",
        "*emphasis*",
        "_",
        "tbc.",
        "&amp;",
        "\\",
        "word\\",
        "word  ",
        ".",
        "…",
        "a | b",
        "--- | ---",
        "£5",
        "word `",
        "\u{a0}",
        "+",
        "#",
        "#5",
        "word <b",
        "**bold**",
        "\r",
        "word\r",
        "a\r## Plan",
        " ",
        " word",
        "\"",
        "\"*\"",
        "(1) visit",
        "\"1. visit",
        "(",
        "/",
        ",",
        "1",
        "1.",
    ];

    proptest::proptest! {
        #[test]
        fn the_quick_reader_cuts_as_markdown_does(
            mut lines in proptest::collection::vec(proptest::sample::select(LINES), 0..10),
            odd in proptest::collection::vec((0..10usize, proptest::sample::select(ODD_LINES)), 0..3),
            end in 0..3usize,
        ) {
            for (at, line) in odd {
                lines.insert(at.min(lines.len()), line);
            }
            let text = format!("---\n{}{}", lines.join("\n"), "\n".repeat(end));
            if let Some(body) = plain::sections(&text, 4..text.len()) {
                proptest::prop_assert_eq!(body, full(&text, 4..text.len()), "{:?}", text);
            }
        }
    }

    #[test]
    fn the_quick_reader_takes_what_people_write() {
        let text = "\n## The child's view\n\nShe said: \"No.\"\n\"Never\", she said.\n\n## Plan\n\n3 visits (at home)\nby May.\n";
        assert!(plain::sections(text, 0..text.len()).is_some());
    }
}
