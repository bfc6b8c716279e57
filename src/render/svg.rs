//! An SVG drawing, piece by piece: rectangles, lines, marks and words, all at whole numbers and every word escaped.
//!
//! Every `id` in a drawing begins with `figure-`. A page may hold several drawings, so its writer gives each a number of its own
//! ([`numbered`]). Deliberately not here: what is drawn, and any colour that means something without a shape beside it.

use super::html_body::escaped;

/// How wide every drawing is.
pub(super) const WIDTH: usize = 760;
/// The colour of lines and words.
pub(super) const INK: &str = "#1b1b1b";
/// The colour of lines that only guide the eye.
pub(super) const GUIDE: &str = "#b1b4b6";

/// How a shape is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fill {
    /// Dark all over.
    Full,
    /// Dark stripes.
    Hatched,
    /// White within a line.
    Empty,
    /// Grey within a line; on a black and white printer as good as white.
    Pale,
}

impl Fill {
    fn colour(self) -> &'static str {
        match self {
            Self::Full => "#1f4e5f",
            Self::Hatched => "url(#figure-hatched)",
            Self::Empty => "#ffffff",
            Self::Pale => "#dfe5e7",
        }
    }
}

/// Where each mark of a key stands, in as many rows as its words need, and how far the rows after the first reach down. `mark` is how
/// wide a mark is, with the space to its words.
pub(super) fn key_places(
    left: usize,
    mark: usize,
    words: &[String],
) -> (Vec<(usize, usize)>, usize) {
    const LETTER: usize = 7;
    const BETWEEN: usize = 30;
    const ROW: usize = 22;
    let (mut x, mut y) = (left, 0);
    let mut places = Vec::with_capacity(words.len());
    for words in words {
        let width = mark + LETTER * words.chars().count();
        if x > left && x + width > WIDTH {
            (x, y) = (left, y + ROW);
        }
        places.push((x, y));
        x += width + BETWEEN;
    }
    (places, y)
}

/// Where words stand about their place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A drawing on its way.
pub(super) struct Svg {
    out: String,
}

impl Svg {
    /// An empty one. The title says what it is and the description what is to be seen in it.
    pub(super) fn new(title: &str, description: &str, height: usize) -> Self {
        let (title, description) = (escaped(title), escaped(description));
        Self {
            out: format!(
                "<svg role=\"img\" aria-labelledby=\"figure-title figure-desc\" viewBox=\"0 0 {WIDTH} {height}\" \
                 width=\"{WIDTH}\" height=\"{height}\" xmlns=\"http://www.w3.org/2000/svg\" font-size=\"15\" fill=\"{INK}\">\n\
                 <title id=\"figure-title\">{title}</title>\n<desc id=\"figure-desc\">{description}</desc>\n\
                 <defs><pattern id=\"figure-hatched\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" \
                 patternTransform=\"rotate(45)\"><rect width=\"7\" height=\"7\" fill=\"#ffffff\"/>\
                 <rect width=\"3\" height=\"7\" fill=\"{INK}\"/></pattern></defs>\n"
            ),
        }
    }

    /// A rectangle within a line.
    pub(super) fn rect(&mut self, x: usize, y: usize, width: usize, height: usize, fill: Fill) {
        let fill = fill.colour();
        self.out.push_str(&format!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{fill}\" stroke=\"{INK}\"/>\n"
        ));
    }

    /// A line.
    pub(super) fn line(
        &mut self,
        from: (usize, usize),
        to: (usize, usize),
        stroke: &str,
        width: usize,
    ) {
        let ((x1, y1), (x2, y2)) = (from, to);
        self.out.push_str(&format!(
            "<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\" stroke=\"{stroke}\" stroke-width=\"{width}\"/>\n"
        ));
    }

    /// A broken line straight down.
    pub(super) fn dashed(&mut self, x: usize, from: usize, to: usize) {
        self.out.push_str(&format!(
            "<line x1=\"{x}\" y1=\"{from}\" x2=\"{x}\" y2=\"{to}\" stroke=\"{INK}\" stroke-width=\"2\" stroke-dasharray=\"5 4\"/>\n"
        ));
    }

    /// Words on one line.
    pub(super) fn text(&mut self, x: usize, y: usize, anchor: Anchor, words: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        self.out.push_str(&format!(
            "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{}</text>\n",
            escaped(words)
        ));
    }

    /// A circle about a point.
    pub(super) fn circle(&mut self, x: usize, y: usize, radius: usize, fill: Fill) {
        let fill = fill.colour();
        self.out.push_str(&format!(
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" fill=\"{fill}\" stroke=\"{INK}\" stroke-width=\"2\"/>\n"
        ));
    }

    /// A square that stands on its corner.
    pub(super) fn diamond(&mut self, x: usize, y: usize, reach: usize, fill: Fill) {
        let (left, right, top, foot) = (
            x.saturating_sub(reach),
            x + reach,
            y.saturating_sub(reach),
            y + reach,
        );
        let fill = fill.colour();
        self.out.push_str(&format!(
            "<path d=\"M{x} {top}L{right} {y}L{x} {foot}L{left} {y}Z\" fill=\"{fill}\" stroke=\"{INK}\" stroke-width=\"2\"/>\n"
        ));
    }

    /// Two lines that cross.
    pub(super) fn cross(&mut self, x: usize, y: usize, reach: usize) {
        let (left, right, top, foot) = (
            x.saturating_sub(reach),
            x + reach,
            y.saturating_sub(reach),
            y + reach,
        );
        self.out.push_str(&format!(
            "<path d=\"M{left} {top}L{right} {foot}M{left} {foot}L{right} {top}\" fill=\"none\" stroke=\"{INK}\" stroke-width=\"3\"/>\n"
        ));
    }

    /// The whole drawing.
    pub(super) fn finish(mut self) -> String {
        self.out.push_str("</svg>\n");
        self.out
    }
}

/// A drawing whose ids are those of the figure with this number and of no other. In words a quotation mark is written as its name,
/// so only attributes change.
pub(super) fn numbered(svg: &str, number: usize) -> String {
    let (own, title) = (format!("figure-{number}-"), "=\"figure-title figure-desc\"");
    svg.replace(title, &format!("=\"{own}title {own}desc\""))
        .replace("id=\"figure-", &format!("id=\"{own}"))
        .replace("=\"url(#figure-", &format!("=\"url(#{own}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_goes_on_in_a_second_row_where_the_first_is_full() {
        let words = |lengths: &[usize]| -> Vec<String> {
            lengths.iter().map(|length| "x".repeat(*length)).collect()
        };
        // 100 + 20 + 7 * 40 + 30 is 430; the next would end at 430 + 20 + 7 * 50, which is 800 and more than 760.
        assert_eq!(
            key_places(100, 20, &words(&[40, 50, 3])),
            (vec![(100, 0), (100, 22), (500, 22)], 22)
        );
        assert_eq!(
            key_places(100, 20, &words(&[40, 44])),
            (vec![(100, 0), (430, 0)], 0)
        );
        // One that fits nowhere stands alone.
        assert_eq!(key_places(100, 20, &words(&[200])), (vec![(100, 0)], 0));
    }

    #[test]
    fn words_are_words_and_only_attributes_are_numbered() {
        let mut svg = Svg::new("T <b>", "id=\"figure-title\"", 40);
        svg.rect(1, 2, 3, 4, Fill::Hatched);
        svg.text(5, 6, Anchor::End, "\"url(#figure-x)\" & <script>");
        let drawn = numbered(&svg.finish(), 12);
        for part in [
            "aria-labelledby=\"figure-12-title figure-12-desc\"",
            "<title id=\"figure-12-title\">T &lt;b&gt;</title>",
            "<desc id=\"figure-12-desc\">id=&quot;figure-title&quot;</desc>",
            "<pattern id=\"figure-12-hatched\"",
            "fill=\"url(#figure-12-hatched)\"",
            ">&quot;url(#figure-x)&quot; &amp; &lt;script&gt;</text>",
        ] {
            assert!(drawn.contains(part), "{part}\n{drawn}");
        }
    }

    #[test]
    fn shapes_stay_on_the_page() {
        let mut svg = Svg::new("T", "D", 40);
        svg.diamond(3, 2, 6, Fill::Empty);
        svg.cross(1, 9, 5);
        let drawn = svg.finish();
        assert!(drawn.contains("d=\"M3 0L9 2L3 8L0 2Z\""), "{drawn}");
        assert!(drawn.contains("d=\"M0 4L6 14M0 14L6 4\""), "{drawn}");
    }
}
