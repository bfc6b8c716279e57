//! Two texts that began as one, put together again: part by part, and never by guessing.
//!
//! A text is cut into parts (`parts.rs`): the fields of its front matter, the items of its lists by what they are known by,
//! the sections of its body by their headings, paragraphs in their order. What one side alone has changed is taken; what both have
//! changed in two ways is left for a person to decide, with both texts in it. Comments, block text and the order of keys stay as
//! they were written, for every part is copied and none is written anew. Lines of text are never joined within a part.
//!
//! What the parts mean is not known here, nor whether the outcome is right: two changes that fit each other word by word can still
//! contradict each other.

mod keyed;
mod parts;
mod prose;

use parts::{Kids, Part};

/// What came of putting two texts together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The text, with markers around what is to be decided.
    pub text: String,
    /// What is to be decided, by the way to it: `cases › c-1042 › next-discussion`, `Plan`. Empty where nothing is.
    pub conflicts: Vec<String>,
}

/// How two texts are put together.
#[derive(Clone, Copy, Debug)]
pub struct Manner<'a> {
    /// How many characters a marker has; git's own count is 7.
    pub marker: usize,
    /// What each side is called behind its marker.
    pub names: [&'a str; 3],
    /// By which keys an item of a list is known: the first of these sets of which it has all.
    pub keys: &'a [&'a [&'a str]],
    /// Whether every difference between the two sides is to be decided, also where one side alone has changed something.
    pub decide_all: bool,
}

/// Puts two texts together that both began as `base`; an empty base is two texts that were added.
pub fn merge(manner: &Manner<'_>, base: &str, ours: &str, theirs: &str) -> Merged {
    let line_end = if ours.contains("\r\n") { "\r\n" } else { "\n" };
    let [base, ours, theirs] = [base, ours, theirs].map(|text| text.replace("\r\n", "\n"));
    let cut = |text| parts::cut(text, manner.keys);
    let mut merged = match (cut(&base), cut(&ours), cut(&theirs)) {
        (base, Some(ours), Some(theirs)) => {
            let mut out = Out::new(manner);
            let base = base.filter(|base| !base.text.is_empty());
            out.merge(base.as_ref(), Some(&ours), Some(&theirs));
            out.finish()
        }
        _ => whole(manner, &base, &ours, &theirs),
    };
    // Parts that fit one by one need not make a text that can be read: then a person decides about all of it.
    if merged.conflicts.is_empty() && cut(&merged.text).is_none() {
        merged = whole(manner, &base, &ours, &theirs);
    }
    if line_end != "\n" {
        merged.text = merged.text.replace('\n', line_end);
    }
    merged
}

/// Takes a text that cannot be cut as one part.
fn whole(manner: &Manner<'_>, base: &str, ours: &str, theirs: &str) -> Merged {
    let [base, ours, theirs] = [base, ours, theirs].map(Part::whole);
    let mut out = Out::new(manner);
    out.merge(Some(&base), Some(&ours), Some(&theirs));
    out.finish()
}

/// A text in the making.
struct Out<'a> {
    manner: &'a Manner<'a>,
    text: String,
    conflicts: Vec<String>,
    /// The names of the parts around the one at hand.
    way: Vec<String>,
}

impl<'a> Out<'a> {
    fn new(manner: &'a Manner<'a>) -> Self {
        Self {
            manner,
            text: String::new(),
            conflicts: Vec::new(),
            way: Vec::new(),
        }
    }

    fn finish(self) -> Merged {
        Merged {
            text: self.text,
            conflicts: self.conflicts,
        }
    }

    /// Merges one part, which may be missing on any side.
    fn merge(
        &mut self,
        base: Option<&Part<'_>>,
        ours: Option<&Part<'_>>,
        theirs: Option<&Part<'_>>,
    ) {
        let [b, o, t] = [base, ours, theirs].map(|part| part.map_or("", |part| part.text));
        if o == t {
            return self.push(o);
        }
        if !self.manner.decide_all {
            if b == o && base.is_some() == ours.is_some() {
                return self.push(t);
            }
            if b == t && base.is_some() == theirs.is_some() {
                return self.push(o);
            }
        }
        let name = ours.or(theirs).map_or("", |part| part.name.as_str());
        if !name.is_empty() {
            self.way.push(name.to_owned());
        }
        match (base, ours, theirs) {
            (base, Some(ours), Some(theirs)) => self.inside(base, ours, theirs),
            // One side has taken it away, and the other has changed it.
            _ => self.conflict(b, o, t),
        }
        if !name.is_empty() {
            self.way.pop();
        }
    }

    /// Merges what is inside a part that both sides have and have changed.
    fn inside(&mut self, base: Option<&Part<'_>>, ours: &Part<'_>, theirs: &Part<'_>) {
        let (b, o, t) = (base.map_or("", |base| base.text), ours.text, theirs.text);
        match (&ours.kids, &theirs.kids) {
            (Kids::Keyed(ours_kids, is), Kids::Keyed(theirs_kids, theirs_is))
                if is == theirs_is =>
            {
                let none = Vec::new();
                let base_kids = match base.map(|base| &base.kids) {
                    Some(Kids::Keyed(kids, base_is)) if is == base_is => kids,
                    None => &none,
                    Some(_) => return self.conflict(b, o, t),
                };
                match keyed::order(base_kids, ours_kids, theirs_kids) {
                    Some(order) => {
                        self.head(base, ours, theirs);
                        for name in order {
                            let of =
                                |kids: &'_ [Part<'_>]| kids.iter().position(|kid| kid.name == name);
                            self.merge(
                                of(base_kids).map(|at| &base_kids[at]),
                                of(ours_kids).map(|at| &ours_kids[at]),
                                of(theirs_kids).map(|at| &theirs_kids[at]),
                            );
                        }
                    }
                    None => self.conflict(b, o, t),
                }
            }
            (Kids::Prose(ours_blocks), Kids::Prose(theirs_blocks)) => {
                let none = Vec::new();
                let base_blocks = match base.map(|base| &base.kids) {
                    Some(Kids::Prose(blocks)) => blocks,
                    None => &none,
                    Some(_) => return self.conflict(b, o, t),
                };
                self.head(base, ours, theirs);
                for chunk in prose::chunks(base_blocks, ours_blocks, theirs_blocks) {
                    let chunk = chunk.map(|blocks| blocks.concat());
                    let [base, ours, theirs] = chunk.each_ref().map(|text| Part::whole(text));
                    self.merge(Some(&base), Some(&ours), Some(&theirs));
                }
            }
            _ => self.conflict(b, o, t),
        }
    }

    fn head(&mut self, base: Option<&Part<'_>>, ours: &Part<'_>, theirs: &Part<'_>) {
        let [base, ours, theirs] =
            [base.map_or("", |base| base.head), ours.head, theirs.head].map(Part::whole);
        self.merge(Some(&base), Some(&ours), Some(&theirs));
    }

    fn push(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.end_line();
        self.text.push_str(text);
    }

    /// What stood last in one text need not stand last here.
    fn end_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    fn conflict(&mut self, base: &str, ours: &str, theirs: &str) {
        let [our_name, base_name, their_name] = self.manner.names;
        for (mark, name, text) in [
            ('<', our_name, ours),
            ('|', base_name, base),
            ('=', "", theirs),
            ('>', their_name, ""),
        ] {
            self.end_line();
            let marker = mark.to_string().repeat(self.manner.marker);
            self.text.push_str(format!("{marker} {name}").trim_end());
            self.text.push('\n');
            self.push(text);
        }
        let way = match self.way.is_empty() {
            true => "the whole text".to_owned(),
            false => self.way.join(" › "),
        };
        if self.conflicts.last() != Some(&way) {
            self.conflicts.push(way);
        }
    }
}

#[cfg(test)]
mod tests;
