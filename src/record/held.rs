//! Periods in records: `from`, and `to` where it has ended.

/// Says of a record's list item when it held, from its `from` and `to`.
macro_rules! held {
    ($($name:ident),*) => {
        $(impl crate::calendar::Held for $name {
            fn period(&self) -> crate::calendar::Period {
                crate::calendar::Period::new(self.from.value, self.to.as_ref().map(|to| to.value))
            }
        })*
    };
}
pub(super) use held;
