//! As much of Rust as the laws need: code without its comments and texts, and every path that a file names.
//!
//! No full parser: names that only a macro makes are not seen.

use std::collections::BTreeMap;
use std::ops::Range;

/// A source file of the crate.
pub(super) struct File {
    /// Its path below `src/`, with `/`.
    pub(super) path: String,
    pub(super) text: String,
    /// The text with comments and the insides of quoted texts blanked out, byte for byte.
    pub(super) code: String,
    /// The insides of quoted texts.
    quoted: Vec<Range<usize>>,
}

/// A path that a file names, such as `crate::calendar::Day`, with every import put in for its short name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) at: usize,
    pub(super) steps: Vec<String>,
}

impl Named {
    /// Whether the path begins with these steps.
    pub(super) fn begins(&self, steps: &[&str]) -> bool {
        self.steps.len() >= steps.len()
            && steps
                .iter()
                .zip(&self.steps)
                .all(|(want, step)| want == step)
    }

    pub(super) fn spoken(&self) -> String {
        self.steps.join("::")
    }
}

impl File {
    pub(super) fn new(path: &str, text: &str) -> Self {
        let (code, quoted) = blank(text);
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
            code,
            quoted,
        }
    }

    /// The floor that the file belongs to; the program's own file belongs to none.
    pub(super) fn floor(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        match first.trim_end_matches(".rs") {
            "lib" | "main" => "",
            floor => floor,
        }
    }

    /// The line of a byte, from 1.
    pub(super) fn line(&self, at: usize) -> usize {
        self.text[..at].matches('\n').count() + 1
    }

    /// The module that the file is, as steps below the crate.
    fn module(&self) -> Vec<&str> {
        let stem = self.path.trim_end_matches(".rs");
        let mut steps: Vec<&str> = stem.split('/').collect();
        if matches!(steps.last(), Some(&("mod" | "lib" | "main"))) {
            steps.pop();
        }
        steps
    }

    /// Where code for tests begins: everything from the first `#[cfg(test)]` on that stands before a module.
    pub(super) fn tests_begin(&self) -> usize {
        if self.path.ends_with("/tests.rs") {
            return 0;
        }
        let marks = self.code.match_indices("#[cfg(test)]");
        marks
            .map(|(at, mark)| (at, self.code[at + mark.len()..].trim_start()))
            .find(|(_, rest)| rest.starts_with("mod "))
            .map_or(self.code.len(), |(at, _)| at)
    }

    /// Every name in the code, with its place.
    pub(super) fn words(&self) -> Vec<(usize, &str)> {
        words(&self.code)
    }

    /// Every name in the code and every word in quoted texts, without the code of tests.
    pub(super) fn words_and_quotes(&self) -> Vec<(usize, &str)> {
        let end = self.tests_begin();
        let mut all = self.words();
        for range in &self.quoted {
            let found = words(&self.text[range.clone()]).into_iter();
            all.extend(found.map(|(at, word)| (range.start + at, word)));
        }
        all.retain(|(at, _)| *at < end);
        all.sort_unstable();
        all
    }

    /// Every path, resolved: `use` trees spread out, imported names replaced by what they stand for, `self` and `super`
    /// followed from this file's own module.
    pub(super) fn paths(&self) -> Vec<Named> {
        let mut raw = Vec::new();
        let mut imports: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut at = 0;
        while let Some((start, word)) = next_word(&self.code, at) {
            at = start + word.len();
            if word == "use" {
                let end = self.code[at..]
                    .find(';')
                    .map_or(self.code.len(), |end| at + end);
                let mut leaves = Vec::new();
                spread(&self.code, at..end, &[], &mut leaves);
                for (named, alias) in leaves {
                    let resolved = self.resolve(named);
                    if let Some(alias) = alias.or_else(|| resolved.steps.last().cloned()) {
                        imports.insert(alias, resolved.steps.clone());
                    }
                    raw.push(resolved);
                }
                at = end;
                continue;
            }
            let mut steps = vec![word.to_owned()];
            while let Some(next) = step_after(&self.code, at) {
                let (begin, word) = next;
                steps.push(word.to_owned());
                at = begin + word.len();
            }
            let named = Named { at: start, steps };
            raw.push(match imports.get(&named.steps[0]) {
                Some(full) => {
                    let mut steps = full.clone();
                    steps.extend(named.steps.into_iter().skip(1));
                    Named { at: start, steps }
                }
                None => self.resolve(named),
            });
        }
        raw
    }

    /// `self` and `super` put in full. Only outside the code of tests: a module inside the file is one deeper.
    fn resolve(&self, named: Named) -> Named {
        let Named { at, mut steps } = named;
        let first = steps.first().map(String::as_str);
        if !matches!(first, Some("self" | "super")) || at >= self.tests_begin() {
            return Named { at, steps };
        }
        let mut module: Vec<&str> = self.module();
        let mut taken = 0;
        for step in &steps {
            match step.as_str() {
                "self" => {}
                "super" => {
                    module.pop();
                }
                _ => break,
            }
            taken += 1;
        }
        let head = std::iter::once("crate").chain(module).map(str::to_owned);
        let mut full: Vec<String> = head.collect();
        full.extend(steps.drain(taken..));
        Named { at, steps: full }
    }
}

fn is_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_'
}

fn is_inner(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn next_word(code: &str, from: usize) -> Option<(usize, &str)> {
    let bytes = code.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        if is_start(bytes[at]) {
            let end = (at..bytes.len()).find(|end| !is_inner(bytes[*end]));
            return Some((at, &code[at..end.unwrap_or(bytes.len())]));
        }
        if is_inner(bytes[at]) {
            // A number: passed over with its suffix.
            while at < bytes.len() && is_inner(bytes[at]) {
                at += 1;
            }
        } else {
            at += 1;
        }
    }
    None
}

fn words(code: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((start, word)) = next_word(code, at) {
        found.push((start, word));
        at = start + word.len();
    }
    found
}

/// The name behind a `::` that stands at a place.
fn step_after(code: &str, at: usize) -> Option<(usize, &str)> {
    let rest = code[at..].trim_start();
    let behind = rest.strip_prefix("::")?;
    let begin = code.len() - behind.trim_start().len();
    let (start, word) = next_word(code, begin)?;
    (start == begin).then_some((start, word))
}

/// Spreads a `use` tree into its leaves: each path, and the name it is given here.
fn spread(
    code: &str,
    range: Range<usize>,
    prefix: &[String],
    leaves: &mut Vec<(Named, Option<String>)>,
) {
    for part in split_top(code, range) {
        let text = &code[part.clone()];
        match text.find('{') {
            Some(open) => {
                let mut steps = prefix.to_vec();
                steps.extend(
                    words(&text[..open])
                        .into_iter()
                        .map(|(_, word)| word.to_owned()),
                );
                let close = text.rfind('}').unwrap_or(text.len());
                spread(
                    code,
                    part.start + open + 1..part.start + close,
                    &steps,
                    leaves,
                );
            }
            None => {
                let (path, alias) = match text.split_once(" as ") {
                    Some((path, alias)) => (path, Some(alias.trim().to_owned())),
                    None => (text, None),
                };
                let mut steps = prefix.to_vec();
                let named = words(path);
                let start = named.first().map_or(part.start, |(at, _)| part.start + at);
                let own = named.into_iter().map(|(_, word)| word.to_owned());
                steps.extend(own.filter(|word| prefix.is_empty() || word != "self"));
                if !steps.is_empty() {
                    leaves.push((Named { at: start, steps }, alias));
                }
            }
        }
    }
}

/// The parts between commas that stand in no braces.
fn split_top(code: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0usize, range.start);
    for at in range.clone() {
        match code.as_bytes()[at] {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => {
                parts.push(start..at);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(start..range.end);
    parts.retain(|part| !code[part.clone()].trim().is_empty());
    parts
}

/// The text with comments and quoted texts blanked, and where the quoted texts stood.
fn blank(text: &str) -> (String, Vec<Range<usize>>) {
    let bytes = text.as_bytes();
    let mut code = bytes.to_vec();
    let mut quoted = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let end = if rest.starts_with(b"//") {
            let end = text[at..].find('\n').map_or(bytes.len(), |end| at + end);
            wipe(&mut code, at..end);
            end
        } else if rest.starts_with(b"/*") {
            let end = block_end(text, at);
            wipe(&mut code, at..end);
            end
        } else if let Some(inside) = quote(text, at) {
            wipe(&mut code, inside.range.clone());
            let end = inside.end;
            if inside.is_text {
                quoted.push(inside.range);
            }
            end
        } else if is_start(bytes[at]) {
            let end = (at..bytes.len()).find(|end| !is_inner(bytes[*end]));
            end.unwrap_or(bytes.len())
        } else {
            at + 1
        };
        at = end;
    }
    let code = String::from_utf8(code).expect("only whole characters are blanked");
    (code, quoted)
}

fn wipe(code: &mut [u8], range: Range<usize>) {
    for byte in &mut code[range] {
        if *byte != b'\n' {
            *byte = b' ';
        }
    }
}

fn block_end(text: &str, start: usize) -> usize {
    let mut depth = 0;
    let mut at = start;
    while at < text.len() {
        let rest = &text.as_bytes()[at..];
        if rest.starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    text.len()
}

struct Quote {
    range: Range<usize>,
    end: usize,
    is_text: bool,
}

/// The quoted text or character that begins at a place.
fn quote(text: &str, at: usize) -> Option<Quote> {
    let rest = &text[at..];
    if rest.starts_with('\'') {
        return character(text, at);
    }
    let letters = ["br", "cr", "r", "b", "c", ""]
        .into_iter()
        .find(|letters| {
            rest.strip_prefix(letters)
                .is_some_and(|rest| rest.trim_start_matches('#').starts_with('"'))
        })?;
    let raw = letters.ends_with('r');
    let hashes = rest[letters.len()..].len() - rest[letters.len()..].trim_start_matches('#').len();
    if hashes > 0 && !raw {
        return None;
    }
    let start = at + letters.len() + hashes + 1;
    if raw {
        let closing = format!("\"{}", "#".repeat(hashes));
        let end = text[start..]
            .find(&closing)
            .map_or(text.len(), |end| start + end);
        return Some(Quote {
            range: start..end,
            end: (end + closing.len()).min(text.len()),
            is_text: true,
        });
    }
    let mut end = start;
    let bytes = text.as_bytes();
    while end < bytes.len() && bytes[end] != b'"' {
        end += if bytes[end] == b'\\' { 2 } else { 1 };
    }
    let end = end.min(text.len());
    Some(Quote {
        range: start..end,
        end: (end + 1).min(text.len()),
        is_text: true,
    })
}

/// A character in quotes; a lifetime is none.
fn character(text: &str, at: usize) -> Option<Quote> {
    let inside = &text[at + 1..];
    let mut letters = inside.char_indices();
    let (_, first) = letters.next()?;
    let end = if first == '\\' {
        let skip = letters
            .next()
            .map_or(0, |(at, letter)| at + letter.len_utf8());
        skip + inside[skip..].find('\'')?
    } else {
        let (next, letter) = letters.next()?;
        if letter != '\'' {
            return None;
        }
        next
    };
    Some(Quote {
        range: at + 1..at + 1 + end,
        end: at + 2 + end,
        is_text: false,
    })
}
