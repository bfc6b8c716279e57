//! What the typesetter may see: the template, the document as data, and the embedded fonts.

use std::sync::OnceLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};

const TEMPLATE: &str = include_str!("../../../templates/pdf/document.typ");

macro_rules! font {
    ($name:literal) => {
        include_bytes!(concat!("../../../templates/pdf/fonts/", $name, ".ttf"))
    };
}

/// The fonts, in the order in which a character is looked for; the first four are one family.
const FONTS: [&[u8]; 20] = [
    font!("NotoSans-Regular"),
    font!("NotoSans-Bold"),
    font!("NotoSans-Italic"),
    font!("NotoSans-BoldItalic"),
    font!("NotoSansArabic-Regular"),
    font!("NotoSansHebrew-Regular"),
    font!("NotoSansDevanagari-Regular"),
    font!("NotoSansBengali-Regular"),
    font!("NotoSansGurmukhi-Regular"),
    font!("NotoSansGujarati-Regular"),
    font!("NotoSansTamil-Regular"),
    font!("NotoSansTelugu-Regular"),
    font!("NotoSansMalayalam-Regular"),
    font!("NotoSansThai-Regular"),
    font!("NotoSansEthiopic-Regular"),
    font!("NotoSansArmenian-Regular"),
    font!("NotoSansGeorgian-Regular"),
    font!("NotoSansMath-Regular"),
    font!("NotoSansSymbols-Regular"),
    font!("NotoSansSymbols2-Regular"),
];

/// What is the same for every document.
struct Fixed {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    template: Source,
    data: FileId,
}

/// One document to be set.
pub(super) struct Pages {
    data: Bytes,
}

impl Pages {
    pub(super) fn new(data: String) -> Self {
        Self {
            data: Bytes::from_string(data),
        }
    }
}

impl World for Pages {
    fn library(&self) -> &LazyHash<Library> {
        &fixed().library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &fixed().book
    }

    fn main(&self) -> FileId {
        fixed().template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        match id == fixed().template.id() {
            true => Ok(fixed().template.clone()),
            false => Err(FileError::AccessDenied),
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match id == fixed().data {
            true => Ok(self.data.clone()),
            false => Err(FileError::AccessDenied),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        fonts().get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// The embedded fonts, read once.
pub(super) fn fonts() -> &'static [Font] {
    static READ: OnceLock<Vec<Font>> = OnceLock::new();
    READ.get_or_init(|| {
        let read = FONTS
            .iter()
            .map(|bytes| Font::new(Bytes::new(*bytes), 0).expect("the embedded fonts are fonts"));
        read.collect()
    })
}

/// The families of the fonts, in order.
pub(super) fn families() -> Vec<&'static str> {
    let mut families: Vec<&str> = fonts()
        .iter()
        .map(|font| font.info().family.as_str())
        .collect();
    families.dedup();
    families
}

fn fixed() -> &'static Fixed {
    static MADE: OnceLock<Fixed> = OnceLock::new();
    MADE.get_or_init(|| {
        let named = |path: &str| {
            let path = VirtualPath::new(path).expect("a plain name");
            RootedPath::new(VirtualRoot::Project, path).intern()
        };
        // Which cells are heads can be said only with what this version calls an extra.
        let library = Library::builder()
            .with_features([Feature::A11yExtras].into_iter().collect())
            .build();
        Fixed {
            library: LazyHash::new(library),
            book: LazyHash::new(FontBook::from_fonts(fonts())),
            template: Source::new(named("document.typ"), TEMPLATE.to_owned()),
            data: named("document.json"),
        }
    })
}
