//! Typed records from the tree, through serde; each mistake comes with the place of the value it is about.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;

use serde::de::{self, DeserializeSeed, IntoDeserializer, MapAccess, SeqAccess, Visitor};

use super::{Node, Value};
use crate::source::{SourceId, Span, Spanned};

/// Reads a typed value from the tree of a file.
///
/// # Errors
/// The first value that does not fit its type, with its place.
pub fn read_typed<'de, T: de::Deserialize<'de>>(
    node: &'de Node<'_>,
    source: SourceId,
) -> Result<T, Error> {
    T::deserialize(Reader { node, source })
}

/// A value that does not fit its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// What is wrong.
    pub message: String,
    /// The value it is about, once known.
    pub range: Option<Range<usize>>,
}

impl Error {
    fn at(mut self, range: Range<usize>) -> Self {
        self.range.get_or_insert(range);
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

impl de::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self {
            message: message.to_string(),
            range: None,
        }
    }

    // What the machine says of a value would mean nothing to whoever wrote it.
    fn invalid_type(_: de::Unexpected<'_>, _: &dyn de::Expected) -> Self {
        Self::custom("this is not the sort of value that belongs here")
    }

    fn invalid_value(found: de::Unexpected<'_>, _: &dyn de::Expected) -> Self {
        match found {
            de::Unexpected::Signed(_) | de::Unexpected::Unsigned(_) | de::Unexpected::Float(_) => {
                Self::custom("the number is out of all bounds")
            }
            _ => Self::custom("this value does not belong here"),
        }
    }

    fn invalid_length(_: usize, _: &dyn de::Expected) -> Self {
        Self::custom("this has not as many parts as it should")
    }

    fn unknown_variant(_: &str, options: &'static [&'static str]) -> Self {
        Self::custom(format!(
            "what stands here is one of: {}",
            options.join(", ")
        ))
    }

    fn unknown_field(_: &str, options: &'static [&'static str]) -> Self {
        Self::custom(format!("the fields here are: {}", options.join(", ")))
    }

    fn missing_field(field: &'static str) -> Self {
        Self::custom(format!("`{field}` is missing here"))
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::custom(format!("`{field}` stands twice"))
    }
}

#[derive(Clone, Copy)]
struct Reader<'de, 'a> {
    node: &'de Node<'a>,
    source: SourceId,
}

/// The name by which a [`Spanned`] asks the reader for the place of its value.
const SPANNED: &str = "$supervision::Spanned";

/// The name by which a [`Both`] asks the reader for the same value twice.
const BOTH: &str = "$supervision::Both";

/// One value read as two types, each of which takes the fields that it knows.
#[derive(Debug)]
pub struct Both<A, B>(pub A, pub B);

impl<'de> de::Deserializer<'de> for Reader<'de, '_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let result = match &self.node.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Int(value) => visitor.visit_i64(*value),
            Value::Float(value) => visitor.visit_f64(*value),
            Value::Str(value) => visitor.visit_borrowed_str(value),
            Value::Seq(items) => visitor.visit_seq(Items {
                items: items.iter(),
                source: self.source,
            }),
            Value::Map(_) => visitor.visit_map(self.fields()),
        };
        result.map_err(|error| error.at(self.node.range()))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.node.value {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor
            .visit_newtype_struct(self)
            .map_err(|error: Error| error.at(self.node.range()))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match name {
            SPANNED => visitor.visit_seq(Place {
                reader: self,
                step: 0,
            }),
            BOTH => visitor.visit_seq(Twice(self)),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let result = match &self.node.value {
            Value::Str(name) => visitor.visit_enum(name.as_ref().into_deserializer()),
            Value::Map(fields) if fields.len() == 1 => {
                visitor.visit_enum(de::value::MapAccessDeserializer::new(self.fields()))
            }
            _ => Err(de::Error::custom("expected one of a set of words")),
        };
        result.map_err(|error| error.at(self.node.range()))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map identifier ignored_any
    }
}

impl<'de, 'a> Reader<'de, 'a> {
    fn fields(self) -> Fields<'de, 'a> {
        let fields = match &self.node.value {
            Value::Map(fields) => fields.as_slice(),
            _ => &[],
        };
        Fields {
            fields: fields.iter(),
            value: None,
            source: self.source,
        }
    }
}

struct Items<'de, 'a> {
    items: std::slice::Iter<'de, Node<'a>>,
    source: SourceId,
}

impl<'de> SeqAccess<'de> for Items<'de, '_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        self.items
            .next()
            .map(|node| {
                seed.deserialize(Reader {
                    node,
                    source: self.source,
                })
            })
            .transpose()
    }
}

struct Fields<'de, 'a> {
    fields: std::slice::Iter<'de, super::Field<'a>>,
    value: Option<&'de Node<'a>>,
    source: SourceId,
}

impl<'de> MapAccess<'de> for Fields<'de, '_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        let Some(field) = self.fields.next() else {
            return Ok(None);
        };
        self.value = Some(&field.node);
        let key: de::value::BorrowedStrDeserializer<'de, Error> =
            de::value::BorrowedStrDeserializer::new(&field.key);
        seed.deserialize(key)
            .map(Some)
            .map_err(|error| error.at(field.key_range()))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let node = self
            .value
            .take()
            .expect("serde asks for a value after its key");
        seed.deserialize(Reader {
            node,
            source: self.source,
        })
        .map_err(|error| error.at(node.range()))
    }
}

/// What a [`Spanned`] reads: first the value, then where it began and ended and in which file.
struct Place<'de, 'a> {
    reader: Reader<'de, 'a>,
    step: u8,
}

impl<'de> SeqAccess<'de> for Place<'de, '_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        self.step += 1;
        let Reader { node, source } = self.reader;
        match self.step {
            1 => seed.deserialize(self.reader).map(Some),
            2 => seed.deserialize(node.start.into_deserializer()).map(Some),
            3 => seed.deserialize(node.end.into_deserializer()).map(Some),
            4 => seed
                .deserialize((source.index() as u32).into_deserializer())
                .map(Some),
            _ => Ok(None),
        }
    }
}

/// What a [`Both`] reads: the same value as often as it is asked for.
struct Twice<'de, 'a>(Reader<'de, 'a>);

impl<'de> SeqAccess<'de> for Twice<'de, '_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        seed.deserialize(self.0).map(Some)
    }
}

impl<'de, A: de::Deserialize<'de>, B: de::Deserialize<'de>> de::Deserialize<'de> for Both<A, B> {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct BothVisitor<A, B>(PhantomData<(A, B)>);

        impl<'de, A: de::Deserialize<'de>, B: de::Deserialize<'de>> Visitor<'de> for BothVisitor<A, B> {
            type Value = Both<A, B>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value that is read as two types")
            }

            fn visit_seq<S: SeqAccess<'de>>(self, mut parts: S) -> Result<Both<A, B>, S::Error> {
                let missing =
                    || de::Error::custom("only the reader of the store reads a value twice");
                let first = parts.next_element()?.ok_or_else(missing)?;
                let second = parts.next_element()?.ok_or_else(missing)?;
                Ok(Both(first, second))
            }
        }

        deserializer.deserialize_struct(BOTH, &["first", "second"], BothVisitor(PhantomData))
    }
}

impl<'de, T: de::Deserialize<'de>> de::Deserialize<'de> for Spanned<T> {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct SpannedVisitor<T>(PhantomData<T>);

        impl<'de, T: de::Deserialize<'de>> Visitor<'de> for SpannedVisitor<T> {
            type Value = Spanned<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value with its place")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Spanned<T>, A::Error> {
                let missing =
                    || de::Error::custom("places are known only to the reader of the store");
                let value = parts.next_element()?.ok_or_else(missing)?;
                let start: u32 = parts.next_element()?.ok_or_else(missing)?;
                let end: u32 = parts.next_element()?.ok_or_else(missing)?;
                let source: u32 = parts.next_element()?.ok_or_else(missing)?;
                Ok(Spanned::new(
                    value,
                    Span {
                        source: SourceId::from_index(source as usize),
                        start,
                        end,
                    },
                ))
            }
        }

        deserializer.deserialize_struct(
            SPANNED,
            &["value", "start", "end", "source"],
            SpannedVisitor(PhantomData),
        )
    }
}
