//! Sections of a Markdown body: headings of the second level, what stands under each, and whether that says anything.

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
    let base = range.start;
    let part = &text[range.clone()];
    let mut body = Body::default();
    let mut open: Option<(String, Range<usize>)> = None;
    let mut begins = base;
    let mut says_something = false;
    let mut depth = 0usize;
    let mut in_heading = false;
    for (event, place) in Parser::new_ext(part, Options::empty()).into_offset_iter() {
        let place = base + place.start..base + place.end;
        match event {
            Event::Start(Tag::Heading {
                level: HeadingLevel::H2,
                ..
            }) if depth == 0 => {
                close(
                    &mut body,
                    open.take(),
                    begins..place.start,
                    says_something,
                    text,
                );
                let line = text[place.clone()].trim_end().len();
                open = Some((String::new(), place.start..place.start + line));
                begins = place.end;
                (says_something, in_heading) = (false, true);
            }
            Event::End(TagEnd::Heading(HeadingLevel::H2)) if depth == 0 => in_heading = false,
            Event::Start(Tag::BlockQuote(_) | Tag::Item) => depth += 1,
            Event::End(TagEnd::BlockQuote(_) | TagEnd::Item) => depth -= 1,
            Event::Text(words) | Event::Code(words) => match &mut open {
                Some((title, _)) if in_heading => title.push_str(&words),
                _ => says_something |= words.chars().any(char::is_alphanumeric),
            },
            _ => {}
        }
    }
    close(&mut body, open, begins..range.end, says_something, text);
    body
}

fn close(
    body: &mut Body,
    open: Option<(String, Range<usize>)>,
    content: Range<usize>,
    says_something: bool,
    text: &str,
) {
    match open {
        Some((title, heading)) => {
            let state = match placeholder(text, content.clone()) {
                _ if !says_something => SectionState::Empty,
                Some(place) => SectionState::Placeholder(place),
                None => SectionState::Written,
            };
            body.sections.push(Section {
                title,
                heading,
                content,
                state,
            });
        }
        None if says_something => body.preamble = Some(trimmed(text, content)),
        None => {}
    }
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + (part.len() - part.trim_start().len());
    start..start + part.trim().len()
}

/// A marker word that scaffolds leave, or a section whose whole text is a filler.
fn placeholder(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    const FILLERS: [&str; 9] = [
        "tbc", "tba", "tbd", "n/a", "na", "none", "nil", "xxx", "as above",
    ];
    let part = &text[range.clone()];
    for marker in ["TODO", "FIXME", "lorem ipsum", "Lorem ipsum"] {
        let is_word = |at: &usize| {
            let next = part[at + marker.len()..].chars().next();
            let last = part[..*at].chars().next_back();
            !next.is_some_and(char::is_alphanumeric) && !last.is_some_and(char::is_alphanumeric)
        };
        if let Some(at) = part.match_indices(marker).map(|(at, _)| at).find(is_word) {
            return Some(range.start + at..range.start + at + marker.len());
        }
    }
    let whole = trimmed(text, range);
    let words = text[whole.clone()].trim_end_matches('.');
    (words.len() < 12 && FILLERS.contains(&words.to_lowercase().as_str())).then_some(whole)
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
            states("## Plan\n\nNone of this was discussed, for want of time.\n")[0].1,
            SectionState::Written
        );
        assert_eq!(states("## Plan\n\n---\n")[0].1, SectionState::Empty);
        assert_eq!(states("Plan\n----\n\nWords\n")[0].0, "Plan");
    }
}
