//! Text that concerns the worker alone and may never reach a child's file (R10).

/// Something that only the worker's own documents may show. It has no `Display` and is not serialised; it opens only to
/// a [`Key`].
pub struct WorkerOnly<T>(T);

/// What opens a [`WorkerOnly`]. Only `render/audience.rs` makes one: a test reads the source for it.
pub struct Key(());

impl Key {
    /// The key for a reader who may have what concerns the worker alone.
    pub(crate) fn for_audience() -> Self {
        Self(())
    }
}

impl<T> WorkerOnly<T> {
    /// Locks something away.
    pub fn new(value: T) -> Self {
        Self(value)
    }

    /// Opens it.
    pub fn open(&self, _: &Key) -> &T {
        &self.0
    }
}

impl<T> std::fmt::Debug for WorkerOnly<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("WorkerOnly(..)")
    }
}
