//! Which characters the embedded fonts can show. The others stand as their number, such as `[U+1F469]`, so that nobody misses
//! that something was there.

use unicode_segmentation::UnicodeSegmentation;

use super::world::fonts;

/// How many of the fonts are the first family, which alone has bold and italic letters.
const FIRST_FAMILY: usize = 4;

/// Makes words that can be shown, and counts what cannot.
pub(super) struct Glyphs {
    /// Whether the first family alone is used.
    is_plain: bool,
    pub(super) unshown: usize,
}

impl Glyphs {
    /// With every font.
    pub(super) fn all() -> Self {
        Self {
            is_plain: false,
            unshown: 0,
        }
    }

    /// With the letters of the first family alone, each by itself.
    pub(super) fn plain() -> Self {
        Self {
            is_plain: true,
            unshown: 0,
        }
    }

    /// Words of which every character can be shown.
    pub(super) fn shown(&mut self, words: &str) -> String {
        if words
            .bytes()
            .all(|byte| (b' '..0x7f).contains(&byte) || byte == b'\n')
        {
            return words.to_owned();
        }
        let mut out = String::with_capacity(words.len());
        for cluster in words.graphemes(true) {
            self.cluster(&mut out, cluster);
        }
        out
    }

    /// A letter with its marks is shaped by one font, so that all of it must be in one.
    fn cluster(&mut self, out: &mut String, cluster: &str) {
        let Some(first) = cluster.chars().next() else {
            return;
        };
        let font = (0..self.fonts()).find(|font| cluster.chars().all(|c| has(*font, c)));
        let font = font.or_else(|| (0..self.fonts()).find(|font| has(*font, first)));
        for c in cluster.chars() {
            match (font, c) {
                (_, '\n') => out.push(c),
                // Which of two forms of a picture is meant; it is none itself.
                (_, '\u{fe00}'..='\u{fe0f}') => {}
                (Some(font), c) if has(font, c) && !(self.is_plain && is_mark(c)) => out.push(c),
                // It joins what is not shown.
                (_, '\u{200c}' | '\u{200d}') => {}
                (_, c) => {
                    self.unshown += 1;
                    out.push_str(&format!("[U+{:04X}]", u32::from(c)));
                }
            }
        }
    }

    /// How many fonts may be asked, where the first family counts as one.
    fn fonts(&self) -> usize {
        match self.is_plain {
            true => 1,
            false => fonts().len() - FIRST_FAMILY + 1,
        }
    }
}

/// Whether a font has a character, and may show it: nobody can say what is meant by a character for private use.
fn has(font: usize, c: char) -> bool {
    let holds = |at: usize| fonts()[at].info().coverage.contains(u32::from(c));
    let is_private = matches!(u32::from(c), 0xe000..=0xf8ff | 0xf_0000..);
    !is_private
        && !c.is_control()
        && match font {
            0 => (0..FIRST_FAMILY).all(holds),
            other => holds(other + FIRST_FAMILY - 1),
        }
}

/// Whether a character only joins or changes the letter before it.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{200c}'..='\u{200d}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}
