//! A picture of ratings from 1 to 4 over the years: a row for each point, the first rating a ring, the last a full square, a line
//! between them. Told apart by shape, so that it can be read in black and white. Every number stands in the table beside it.

use super::html_body::escaped;

/// One point.
pub(super) struct Row {
    /// What it is.
    pub(super) label: String,
    /// Its ratings, oldest first; those that there are.
    pub(super) ratings: Vec<u8>,
}

const WIDTH: usize = 760;
const LEFT: usize = 356;
const STEP: usize = 118;
const ROW: usize = 28;
const TOP: usize = 92;

/// The picture. `scale` says what each rating means.
pub(super) fn ratings(title: &str, description: &str, scale: [&str; 4], rows: &[Row]) -> String {
    let height = TOP + rows.len() * ROW + 8;
    let mut svg = format!(
        "<svg role=\"img\" aria-labelledby=\"ratings-title ratings-desc\" viewBox=\"0 0 {WIDTH} {height}\" \
         width=\"{WIDTH}\" height=\"{height}\" xmlns=\"http://www.w3.org/2000/svg\" font-size=\"15\" fill=\"#1b1b1b\">\n\
         <title id=\"ratings-title\">{}</title>\n<desc id=\"ratings-desc\">{}</desc>\n",
        escaped(title),
        escaped(description),
    );
    let mut key = LEFT;
    for (words, mark) in [
        ("first", ring(key, 16)),
        ("last", square(key + 78, 16)),
        ("both alike", both(key + 152, 16)),
    ] {
        svg.push_str(&mark);
        svg.push_str(&text(key + 16, 21, "start", words));
        key += if words == "first" { 78 } else { 74 };
    }
    for (index, words) in scale.iter().enumerate() {
        let x = at(index + 1);
        svg.push_str(&text(x, 52, "middle", &(index + 1).to_string()));
        svg.push_str(&text(x, 70, "middle", words));
        svg.push_str(&format!(
            "<line x1=\"{x}\" y1=\"78\" x2=\"{x}\" y2=\"{}\" stroke=\"#b1b4b6\"/>\n",
            height - 4
        ));
    }
    for (index, row) in rows.iter().enumerate() {
        let y = TOP + index * ROW + 10;
        svg.push_str(&text(LEFT - 34, y + 5, "end", &row.label));
        let (Some(first), Some(last)) = (row.ratings.first(), row.ratings.last()) else {
            continue;
        };
        let (first, last) = (at(usize::from(*first)), at(usize::from(*last)));
        if row.ratings.len() == 1 {
            svg.push_str(&square(last, y));
        } else if first == last {
            svg.push_str(&both(last, y));
        } else {
            svg.push_str(&format!(
                "<line x1=\"{first}\" y1=\"{y}\" x2=\"{last}\" y2=\"{y}\" stroke=\"#1b1b1b\" stroke-width=\"2\"/>\n"
            ));
            svg.push_str(&ring(first, y));
            svg.push_str(&square(last, y));
        }
    }
    svg.push_str("</svg>\n");
    svg
}

fn at(rating: usize) -> usize {
    LEFT + rating.clamp(1, 4).saturating_sub(1) * STEP
}

fn ring(x: usize, y: usize) -> String {
    format!(
        "<circle cx=\"{x}\" cy=\"{y}\" r=\"6\" fill=\"#ffffff\" stroke=\"#1b1b1b\" stroke-width=\"2\"/>\n"
    )
}

fn square(x: usize, y: usize) -> String {
    format!(
        "<rect x=\"{}\" y=\"{}\" width=\"12\" height=\"12\" fill=\"#1f4e5f\" stroke=\"#1b1b1b\"/>\n",
        x - 6,
        y - 6
    )
}

fn both(x: usize, y: usize) -> String {
    format!(
        "<circle cx=\"{x}\" cy=\"{y}\" r=\"9\" fill=\"#ffffff\" stroke=\"#1b1b1b\" stroke-width=\"2\"/>\n{}",
        square(x, y)
    )
}

fn text(x: usize, y: usize, anchor: &str, words: &str) -> String {
    format!(
        "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{}</text>\n",
        escaped(words)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r16_a_rating_stands_under_its_number_and_a_label_is_escaped() {
        let row = |ratings: &[u8]| Row {
            label: "A <b>".to_owned(),
            ratings: ratings.to_vec(),
        };
        let svg = ratings(
            "T",
            "D",
            ["a", "b", "c", "d"],
            &[row(&[2, 3, 4]), row(&[1])],
        );
        // 356 is under 1, and each step is 118: 2 is at 474, 4 at 710; a square begins 6 before its middle.
        assert!(
            svg.contains("<line x1=\"474\" y1=\"102\" x2=\"710\" y2=\"102\""),
            "{svg}"
        );
        assert!(
            svg.contains("<circle cx=\"474\" cy=\"102\"")
                && svg.contains("<rect x=\"704\" y=\"96\"")
        );
        assert!(svg.contains("<rect x=\"350\" y=\"124\""), "{svg}");
        assert!(svg.contains("A &lt;b&gt;") && !svg.contains("<b>"));
    }
}
